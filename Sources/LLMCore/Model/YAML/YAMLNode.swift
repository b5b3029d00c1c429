/// A value of a YAML document and where it stands.
package struct YAMLNode: Sendable, Equatable {
  package indirect enum Value: Sendable, Equatable {
    case scalar(String, isQuoted: Bool)
    case list([YAMLNode])
    case mapping([Member])
  }

  /// A key with its value.
  package struct Member: Sendable, Equatable {
    package let name: String
    /// The line the key stands on, counted from 1.
    package let line: Int
    package let value: YAMLNode
  }

  package let value: Value
  package let line: Int

  /// The value as JSON. Words that are not quoted are null, truth values and numbers where YAML's core schema (YAML 1.2.2, §10.3.2)
  /// says so; numbers JSON has no form for stay text.
  package var json: JSONValue {
    switch value {
    case .scalar(let text, isQuoted: true): .string(text)
    case .scalar(let text, isQuoted: false): Self.plain(text)
    case .list(let elements): .array(elements.map(\.json))
    case .mapping(let members): .object(members.map { JSONMember($0.name, $0.value.json) })
    }
  }

  private static func plain(_ text: String) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default:
      // JSON's numbers are YAML's too, but for a plus sign, octal and hexadecimal ones.
      if let number = try? JSONReader.parse(text), case .number = number { return number }
      return .string(text)
    }
  }
}
