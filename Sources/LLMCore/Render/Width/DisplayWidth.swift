/// The columns that text without controls takes on a terminal.
package func displayWidth(of text: some Sequence<UInt8>) -> Int {
  Array(text).withUnsafeBufferPointer { bytes in
    var meter = WidthMeter()
    var width = 0
    var offset = 0
    while offset < bytes.count {
      let (code, length) = SafeUTF8.decode(bytes, offset)
      width += meter.add(code).width
      offset += length
    }
    return width
  }
}

/// The columns that text without controls takes on a terminal.
package func displayWidth(of text: String) -> Int { displayWidth(of: text.utf8) }

/// The longest beginning of a text that takes at most so many columns, cut between characters as people see them; where
/// something is cut off, the text ends in `…`, which is counted.
package func cut(_ text: String, toWidth limit: Int) -> String {
  guard displayWidth(of: text) > limit else { return text }
  guard limit > 0 else { return "" }
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBufferPointer { bytes in
    String(decoding: bytes[..<cutOffset(bytes, width: limit - 1)], as: UTF8.self) + "…"
  }
}

/// Where the characters end that fit into so many columns.
func cutOffset(_ bytes: UnsafeBufferPointer<UInt8>, width limit: Int) -> Int {
  var meter = WidthMeter()
  var (width, offset, lastStart) = (0, 0, 0)
  while offset < bytes.count {
    let (code, length) = SafeUTF8.decode(bytes, offset)
    let added = meter.add(code)
    if added.isStart { lastStart = offset }
    width += added.width
    if width > limit { return lastStart }
    offset += length
  }
  return offset
}

/// Reads text that a sanitizer made, which is UTF-8.
enum SafeUTF8 {
  /// The character at an offset, and how many bytes it takes.
  @inline(__always)
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (code: UInt32, length: Int) {
    let first = bytes[offset]
    return first < 0x80 ? (UInt32(first), 1) : decodeLong(bytes, offset)
  }

  private static func decodeLong(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (code: UInt32, length: Int) {
    let first = UInt32(bytes[offset])
    func next(_ distance: Int) -> UInt32 {
      offset + distance < bytes.count ? UInt32(bytes[offset + distance] & 0x3F) : 0
    }
    if first < 0xE0 { return ((first & 0x1F) << 6 | next(1), min(2, bytes.count - offset)) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | next(1) << 6 | next(2), min(3, bytes.count - offset)) }
    return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), min(4, bytes.count - offset))
  }

  /// Where the character before an offset begins.
  static func before(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var start = offset - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}
