/// Paths as references of URIs (RFC 3986).
enum PercentEncoding {
  /// The path relative to a base, with everything percent-encoded but unreserved characters and slashes. Bytes that are not UTF-8 are
  /// encoded as they are, so nothing of a path is lost.
  static func reference(to path: RawPath) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text: [UInt8] = []
    for byte in path.bytes {
      if isPlain(byte) {
        text.append(byte)
      } else {
        text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return text.asText
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), RawPath.slash:
      true
    default: false
    }
  }
}
