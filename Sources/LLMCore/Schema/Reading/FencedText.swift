/// A text that is a fenced block as a whole.
enum FencedText {
  /// What stands between the fences, without white space around it; nil if the text is not such a block. A closing fence may be missing.
  static func inside(of text: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    guard bytes[text].starts(with: "```".utf8), let line = bytes[text].firstIndex(of: 0x0A) else { return nil }
    var end = text.upperBound
    while end > line, bytes[end - 1] == UInt8(ascii: "`") { end -= 1 }
    return InvisibleMark.trimmed((line + 1)..<max(end, line + 1), of: bytes)
  }
}
