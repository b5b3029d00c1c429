/// A place in a diff's text: one line after the other.
struct DiffCursor {
  let bytes: [UInt8]
  /// Where the line begins.
  private(set) var start = 0
  /// Where its line feed stands, or the text ends.
  private(set) var end: Int
  /// The number of the line, from 1.
  private(set) var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = Self.lineEnd(of: bytes, from: 0)
  }

  /// Whether all lines were read.
  var isAtEnd: Bool { start == bytes.count }

  /// The line without its line feed.
  var content: ArraySlice<UInt8> { bytes[start..<end] }

  /// Its first byte; nil of an empty one.
  var first: UInt8? { start < end ? bytes[start] : nil }

  /// Goes to the next line, or to the end.
  mutating func advance() {
    guard start < bytes.count else { return }
    start = min(end + 1, bytes.count)
    end = Self.lineEnd(of: bytes, from: start)
    line += 1
  }

  /// The line behind this one.
  var following: DiffCursor {
    var next = self
    next.advance()
    return next
  }

  /// Whether the line begins with these bytes.
  func starts(with prefix: StaticString) -> Bool { bytes.hasWord(prefix, in: start..<end) }

  /// Where the rest of the line is behind these bytes; nil where it does not begin with them.
  func rest(behind prefix: StaticString) -> Range<Int>? {
    starts(with: prefix) ? start + prefix.utf8CodeUnitCount..<end : nil
  }

  func error(_ reason: DiffError.Reason) -> DiffError { DiffError(reason, line: line, offset: start) }

  private static func lineEnd(of bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { ByteSearch.firstIndex(of: 0x0A, in: $0, from: start) ?? $0.count }
  }
}

extension [UInt8] {
  /// Whether a range begins with an ASCII word.
  func hasWord(_ word: StaticString, in range: Range<Int>) -> Bool {
    let count = word.utf8CodeUnitCount
    guard range.count >= count else { return false }
    return self[range.lowerBound..<range.lowerBound + count].elementsEqual(
      UnsafeBufferPointer(start: word.utf8Start, count: count))
  }
}
