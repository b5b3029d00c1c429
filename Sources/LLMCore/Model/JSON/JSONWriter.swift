/// Writes JSON as UTF-8 bytes, compact and in the order given, so that the same value always gives the same bytes:
/// request bodies are hashed, compared and replayed.
package struct JSONWriter {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// The bytes of one value.
  package static func bytes(of value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(value)
    return writer.bytes
  }

  /// The text of one value.
  package static func text(of value: JSONValue) -> String { String(decoding: bytes(of: value), as: UTF8.self) }

  /// Appends a value.
  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let bool): bytes += (bool ? "true" : "false").utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): write(text)
    case .array(let elements): writeSequence(elements, "[", "]") { writer, element in writer.write(element) }
    case .object(let members):
      writeSequence(members, "{", "}") { writer, member in
        writer.write(member.name)
        writer.bytes.append(UInt8(ascii: ":"))
        writer.write(member.value)
      }
    }
  }

  private mutating func writeSequence<Element>(
    _ elements: [Element], _ opener: Unicode.Scalar, _ closer: Unicode.Scalar,
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: opener))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      writeElement(&self, element)
    }
    bytes.append(UInt8(ascii: closer))
  }

  /// Appends a string. Everything but the quote, the backslash and control characters stands as it is; DEL and the C1
  /// controls are escaped too, so that JSON output shown on a terminal cannot carry escape sequences.
  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      // No room is reserved: an exact size per string would copy all that was written before for each of them.
      var index = 0
      while index < utf8.count {
        let byte = utf8[index]
        if byte == 0xC2, index + 1 < utf8.count, utf8[index + 1] < 0xA0 {
          writeEscape(utf8[index + 1])
          index += 1
        } else if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
          writeEscape(byte)
        } else {
          bytes.append(byte)
        }
        index += 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(_ code: UInt8) {
    switch code {
    case UInt8(ascii: "\""): bytes += "\\\"".utf8
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes += "\\u00".utf8
      bytes.append(digits[Int(code >> 4)])
      bytes.append(digits[Int(code & 15)])
    }
  }
}
