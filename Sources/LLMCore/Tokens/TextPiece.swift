/// One piece of a text that was split, as a JSON line prints it. Version 1; members may be added, never changed.
struct TextPiece {
  /// From 1 on.
  let index: Int
  let tokens: Int
  /// Bytes of the text.
  let range: Range<Int>

  /// The piece with its text, in which what is not UTF-8 becomes U+FFFD.
  func json(of text: [UInt8]) -> JSONValue {
    .object([
      JSONMember("index", .integer(index)), JSONMember("tokens", .integer(tokens)),
      JSONMember("exactness", .string("exact")), JSONMember("start", .integer(range.lowerBound)),
      JSONMember("end", .integer(range.upperBound)),
      JSONMember("text", .string(String(decoding: text[range], as: UTF8.self))),
    ])
  }

  /// The name of the file with the piece: a number behind the prefix, with as many digits as the last one has, at least
  /// three, so that names sort.
  static func fileName(_ prefix: RawPath, _ index: Int, of count: Int) -> RawPath {
    let digits = String(index)
    let padding = String(repeating: "0", count: max(0, max(3, String(count).utf8.count) - digits.utf8.count))
    return RawPath(bytes: prefix.bytes + Array("-\(padding)\(digits)".utf8))
  }
}
