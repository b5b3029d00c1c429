internal import Tokenizer

/// Which part of a text stays when it is shortened.
package enum KeptText: String, Sendable, CaseIterable {
  case start
  case end
  case middle
  /// The beginning and the end, with a mark on a line of its own where the middle was.
  case ends
}

/// A text that was shortened to a number of tokens.
struct ShortenedText {
  /// What is left: bytes of the text, and the mark between the ends.
  let bytes: [UInt8]
  /// Of the bytes above.
  let tokens: Int
  let isCut: Bool

  /// What stands where the middle of a text was left out. It counts.
  private static let omission = "\n[…]\n"

  /// Shortens to at most so many tokens, between characters; special tokens are text.
  init(_ text: [UInt8], to limit: Int, keeping kept: KeptText, with encoding: Encoding) {
    let part: KeptPart = kept == .end ? .end : kept == .ends ? .bothEnds : .start
    let source = kept == .middle ? Self.middle(of: text, limit, encoding) : text[...]
    let mark = kept == .ends ? Self.omission : ""
    let cut = source.withUnsafeBytes { encoding.truncate($0, to: limit, keeping: part, marker: mark) }
    let head = source.dropFirst(cut.head.lowerBound).prefix(cut.head.count)
    let tail = source.suffix(cut.tail.count)
    bytes = Array(head) + (!head.isEmpty && !tail.isEmpty ? Array(mark.utf8) : []) + Array(tail)
    tokens = cut.tokens
    isCut = cut.isCut || source.count < text.count
  }

  /// The stretch around the middle that so many tokens of the whole text lie in, widened to whole characters.
  private static func middle(of text: [UInt8], _ limit: Int, _ encoding: Encoding) -> ArraySlice<UInt8> {
    guard let tokens = try? encoding.encodeWithRanges(text, specialTokens: .asText), tokens.count > limit, limit > 0
    else { return limit > 0 ? text[...] : [] }
    let first = (tokens.count - limit) / 2
    var start = tokens[first].range.lowerBound
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    var end = tokens[first + limit - 1].range.upperBound
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return text[start..<end]
  }
}
