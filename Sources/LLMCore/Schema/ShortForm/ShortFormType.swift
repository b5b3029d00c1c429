/// The names of types in the short form.
enum ShortFormType {
  /// For telling what there is; synonyms are left out.
  static let names = [
    "string", "int", "number", "bool", "date", "time", "datetime", "duration", "email", "uri", "uuid", "ipv4", "ipv6",
    "hostname", "object", "any",
  ]

  /// The schema of a type; nil for a name that is none.
  static func schema(_ name: String) -> [JSONMember]? {
    switch name {
    case "string", "str", "text": kind("string")
    case "int", "integer": kind("integer")
    case "number", "float", "double": kind("number")
    case "bool", "boolean": kind("boolean")
    case "date", "time", "duration", "email", "uri", "uuid", "ipv4", "ipv6", "hostname": formatted(name)
    case "datetime", "date-time", "timestamp": formatted("date-time")
    case "url": formatted("uri")
    case "object": kind("object")
    case "any": []
    default: nil
    }
  }

  private static func kind(_ name: String) -> [JSONMember] { [JSONMember("type", .string(name))] }

  private static func formatted(_ format: String) -> [JSONMember] {
    kind("string") + [JSONMember("format", .string(format))]
  }
}
