/// An open fenced code block.
struct Fence: Sendable {
  let character: UInt8
  let length: Int
  /// Columns that its lines may be indented by.
  let indent: Int
  /// The first word behind the opening run.
  let language: String

  /// The fence that opens at an offset, which is indented so far.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, indent: Int) {
    let character = bytes[start]
    guard character == UInt8(ascii: "`") || character == UInt8(ascii: "~") else { return nil }
    let length = InlineParser.run(bytes, start)
    guard length >= 3 else { return nil }
    let info = bytes[(start + length)...]
    // A backtick in the info string makes it inline code.
    if character == UInt8(ascii: "`"), info.contains(character) { return nil }
    let word = info.drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
    (self.character, self.length, self.indent) = (character, length, indent)
    language = String(decoding: word, as: UTF8.self)
  }

  /// Whether the line from an offset on closes the block.
  func isClosed(by bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    guard start < bytes.count, bytes[start] == character else { return false }
    let run = InlineParser.run(bytes, start)
    return run >= length && bytes[(start + run)...].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Whether the beginning of a line may become the closing fence.
  func mayClose(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let indent = bytes.prefix { $0 == 0x20 }.count
    guard indent <= 3 else { return false }
    guard indent < bytes.count else { return true }
    let run = bytes[indent] == character ? InlineParser.run(bytes, indent) : 0
    guard run > 0 else { return false }
    return indent + run == bytes.count || run >= length && bytes[(indent + run)...].allSatisfy { $0 == 0x20 }
  }
}
