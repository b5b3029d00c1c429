/// One event of a server-sent event stream, as it came.
package struct WireEvent: Sendable, Equatable {
  /// The `event:` field; empty where there was none.
  package var name: String
  /// The `data:` lines joined with line feeds, without the one leading space each may have.
  package var data: [UInt8]
  /// Whether the payload stood in a field called `error:` instead of `data:`, as old llama-servers wrote it.
  package var isErrorField: Bool

  package init(name: String = "", data: [UInt8], isErrorField: Bool = false) {
    self.name = name
    self.data = data
    self.isErrorField = isErrorField
  }
}
