/// Kinds of values that a schema asks for, or that a value is of.
struct ValueKinds: OptionSet {
  let rawValue: UInt8

  static let null = ValueKinds(rawValue: 1)
  static let bool = ValueKinds(rawValue: 2)
  static let whole = ValueKinds(rawValue: 4)
  /// A number with a fraction; a schema that asks for numbers takes whole ones too.
  static let fraction = ValueKinds(rawValue: 8)
  static let string = ValueKinds(rawValue: 16)
  static let array = ValueKinds(rawValue: 32)
  static let object = ValueKinds(rawValue: 64)
  static let number: ValueKinds = [.whole, .fraction]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The one kind of a value.
  init(of value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .bool
    case .number(let number): self = Numeral.isWhole(number) ? .whole : .fraction
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    }
  }

  /// The kinds that a schema names in `type`, or else those of its constant and enumeration; nil where it names none.
  init?(schema: JSONValue) {
    if let type = schema["type"] {
      self = (type.elements ?? [type]).reduce(into: []) { kinds, name in kinds.formUnion(Self(named: name.text ?? "")) }
      if isEmpty { return nil }
    } else if let constant = schema["const"] {
      self.init(of: constant)
    } else if let choices = schema["enum"]?.elements, !choices.isEmpty {
      self = choices.reduce(into: []) { $0.formUnion(ValueKinds(of: $1)) }
    } else {
      return nil
    }
  }

  private init(named name: String) {
    switch name {
    case "null": self = .null
    case "boolean": self = .bool
    case "integer": self = .whole
    case "number": self = .number
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    default: self = []
    }
  }
}
