/// A JSON value as it was written: members keep their order, numbers keep their digits, `true` is not 1.
///
/// Foundation's readers are not used because they accept what is not JSON (trailing commas) and refuse what providers
/// send (a lone surrogate at the end of a chunk); see `JSONReader` for the exact rules.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The literal as it stood in the text, such as `1`, `-0.50` or `1e400`; always matches the JSON grammar.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The member with this name, if this is an object; the last one where a name stands twice.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The text, if this is a string.
  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements, if this is an array.
  package var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members in their order, if this is an object.
  package var members: [JSONMember]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The value as a whole number, tolerant of what servers send for counts and codes: `12`, `12.0` or `"12"`. Nil for
  /// anything else, and for numbers outside of `Int`.
  package var integer: Int? {
    switch self {
    case .number(let text), .string(let text): Self.integer(from: text)
    default: nil
    }
  }

  /// The truth value, if this is one.
  package var bool: Bool? {
    guard case .bool(let bool) = self else { return nil }
    return bool
  }

  /// An integer of the program's own.
  package static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// A string, or null.
  package static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  /// An integer, or null.
  package static func optional(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }

  private static func integer(from text: String) -> Int? {
    if let exact = Int(text) { return exact }
    guard let double = Double(text) else { return nil }
    return Int(exactly: double)
  }
}

/// One `"name": value` of an object.
package struct JSONMember: Sendable, Equatable {
  package var name: String
  package var value: JSONValue

  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}
