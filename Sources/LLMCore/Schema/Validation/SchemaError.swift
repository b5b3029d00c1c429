/// Why a schema cannot be used, and where in it.
package struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place in the schema, as a JSON Pointer; with the document's address in front where it is another document.
  package let location: String
  /// What is wrong, as a sentence without a full stop.
  package let message: String

  package init(at location: String, _ message: String) {
    (self.location, self.message) = (location, message)
  }

  package var description: String { location.isEmpty ? message : "\(location): \(message)" }
}
