/// Start tags of a document of elements and attributes, read strictly: what is not well-formed XML 1.0 is an error. Text between
/// tags must be white space; comments and entities other than the five are not taken.
struct XMLElements {
  struct Start {
    let name: String
    let attributes: [String: String]
  }

  struct Malformed: Error { let offset: Int }

  private(set) var starts: [Start] = []
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) throws {
    scalars = Array(text.unicodeScalars)
    try skip("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    var open: [String] = []
    var isDone = false
    while true {
      skipSpace()
      if position == scalars.count { break }
      try skip("<")
      if try take("/") {
        guard open.popLast() == (try name()) else { throw Malformed(offset: position) }
        try skip(">")
        isDone = open.isEmpty
        continue
      }
      guard !isDone else { throw Malformed(offset: position) }
      let start = try name()
      starts.append(Start(name: start, attributes: try attributes()))
      if try take("/") { isDone = open.isEmpty } else { open.append(start) }
      try skip(">")
    }
    guard isDone else { throw Malformed(offset: position) }
  }

  private mutating func attributes() throws -> [String: String] {
    var attributes: [String: String] = [:]
    while position < scalars.count, scalars[position] == " " {
      position += 1
      let attribute = try name()
      try skip("=\"")
      guard attributes.updateValue(try value(), forKey: attribute) == nil else { throw Malformed(offset: position) }
    }
    return attributes
  }

  private mutating func value() throws -> String {
    var value = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      switch scalar {
      case "\"": return String(value)
      case "<": throw Malformed(offset: position)
      case "&":
        let rest = scalars[position...].prefix { $0 != ";" }
        position += rest.count + 1
        let named: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        let entity = String(String.UnicodeScalarView(rest))
        let number = entity.hasPrefix("#") ? UInt32(entity.dropFirst()).flatMap(Unicode.Scalar.init) : nil
        guard let meant = named[entity] ?? number, Self.isCharacter(meant) else { throw Malformed(offset: position) }
        value.append(meant)
      default:
        guard Self.isCharacter(scalar) else { throw Malformed(offset: position) }
        value.append(scalar)
      }
    }
    throw Malformed(offset: position)
  }

  /// Char of XML 1.0.
  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private mutating func name() throws -> String {
    let name = scalars[position...].prefix { $0.properties.isAlphabetic }
    guard !name.isEmpty else { throw Malformed(offset: position) }
    position += name.count
    return String(String.UnicodeScalarView(name))
  }

  private mutating func skipSpace() {
    while position < scalars.count, scalars[position] == " " || scalars[position] == "\n" { position += 1 }
  }

  private mutating func take(_ text: Unicode.Scalar) throws -> Bool {
    guard position < scalars.count else { throw Malformed(offset: position) }
    guard scalars[position] == text else { return false }
    position += 1
    return true
  }

  private mutating func skip(_ text: String) throws {
    for scalar in text.unicodeScalars where !(try take(scalar)) { throw Malformed(offset: position) }
  }
}
