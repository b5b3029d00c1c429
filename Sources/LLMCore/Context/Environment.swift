/// The environment variables of the process, as a value.
package struct Environment: Sendable, Equatable {
  private let values: [String: String]

  package init(_ values: [String: String]) { self.values = values }

  /// The variable's value; nil where it is unset or empty, which mean the same to llmctl.
  package subscript(name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }
}
