/// Where a walk through a value is; written as a JSON Pointer (RFC 6901) only when that is asked for.
struct ValuePath {
  private enum Part {
    case index(Int)
    case name(String)
  }

  private var parts: [Part] = []

  mutating func enter(_ index: Int) { parts.append(.index(index)) }

  mutating func enter(_ name: String) { parts.append(.name(name)) }

  mutating func leave() { parts.removeLast() }

  /// As a place of a step.
  var place: ReadingStep.Place { .pointer(pointer) }

  private var pointer: String {
    parts.map { part in
      switch part {
      case .index(let index): "/\(index)"
      case .name(let name): "/" + Self.escaped(name)
      }
    }.joined()
  }

  /// A name as it stands in a pointer: `~` and `/` are written `~0` and `~1`.
  static func escaped(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What a pointer names that is written as the fragment of a URI, with percent signs; nil if there is nothing.
  static func value(at fragment: Substring, in root: JSONValue) -> JSONValue? {
    guard fragment.isEmpty || fragment.hasPrefix("/") else { return nil }
    return fragment.split(separator: "/", omittingEmptySubsequences: false).dropFirst().reduce(root) { value, part in
      guard let value else { return nil }
      let name = unescaped(part)
      if case .array(let elements) = value {
        return Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
      }
      return value[name]
    }
  }

  private static func unescaped(_ part: Substring) -> String {
    let bytes = Array(part.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), let value = EscapeSequence.hexadecimal(bytes[...], at: index + 1, digits: 2)
      {
        result.append(UInt8(value))
        index += 3
      } else if bytes[index] == UInt8(ascii: "~"), index + 1 < bytes.count {
        result.append(bytes[index + 1] == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
        index += 2
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
