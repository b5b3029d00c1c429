/// Writes JSON as UTF-8 bytes, compact and in the order given, so that the same value always gives the same bytes:
/// request bodies are hashed, compared and replayed.
package struct JSONWriter {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []

  /// The long texts that were written, each with where the inside of its quotes stands in `bytes`, in order.
  private(set) var longTexts: [(text: String, range: Range<Int>)] = []
  private let leastLong: Int

  package init() { leastLong = .max }

  /// - Parameter leastLong: how many bytes a text has at least that `longTexts` is to tell.
  init(tellingTextsFrom leastLong: Int) { self.leastLong = leastLong }

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
    let start = bytes.count
    defer { if text.utf8.count >= leastLong { longTexts.append((text, start..<(bytes.count - 1))) } }
    var text = text
    text.withUTF8 { utf8 in
      makeRoom(for: utf8.count)
      var written = 0
      while let next = Self.firstEscaped(in: UnsafeRawBufferPointer(utf8), from: written) {
        bytes += utf8[written..<next]
        // Of a C1 control the second byte is its code.
        let last = utf8[next] == Self.controlLead ? next + 1 : next
        writeEscape(utf8[last])
        written = last + 1
      }
      bytes += utf8[written...]
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The first of the two bytes of U+0080 to U+00BF, of which those below U+00A0 are controls.
  private static let controlLead: UInt8 = 0xC2

  /// Where the first byte stands, from an offset on, that JSON or a terminal must not get as it is; nil where there is none.
  private static func firstEscaped(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var at = start
    while at < text.count {
      // Eight at a time, for as long as none of them can be one.
      if at + 8 <= text.count {
        let word = ByteWord(text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        if !word.hasByte(below: 0x20), !word.contains(Byte.quote), !word.contains(Byte.backslash), !word.contains(0x7F),
          !word.contains(controlLead)
        {
          at += 8
          continue
        }
      }
      for _ in 0..<min(8, text.count - at) {
        let byte = text[at]
        if byte < 0x20 || byte == Byte.quote || byte == Byte.backslash || byte == 0x7F { return at }
        if byte == controlLead, at + 1 < text.count, text[at + 1] < 0xA0 { return at }
        at += 1
      }
    }
    return nil
  }

  /// Reserves for a long text what it takes at least, and no less than twice of what there was, so that many of them do not copy
  /// all that was written before for each.
  private mutating func makeRoom(for count: Int) {
    let needed = bytes.count + count + count / 8
    if count >= 4096, needed > bytes.capacity { bytes.reserveCapacity(max(needed, 2 * bytes.capacity)) }
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
