/// The head of a hunk: `@@ -1,2 +1,3 @@ heading`, with one `@` and one extent more for each further parent.
struct HunkHead {
  /// Of the old side, or of each parent.
  var old: [Hunk.Extent]
  var new: Hunk.Extent
  var heading: Range<Int>

  /// More parents than git merges at once; a head with more is none.
  private static let parentLimit = 256
  /// The largest number of a line.
  private static let numberLimit = Int(Int32.max)

  /// Reads the line where a cursor stands; nil where it is none.
  init?(_ cursor: DiffCursor) {
    let signs = cursor.content.prefix { $0 == UInt8(ascii: "@") }.count
    guard (2...Self.parentLimit + 1).contains(signs) else { return nil }
    var reader = Reader(bytes: cursor.bytes, at: cursor.start + signs, end: cursor.end)
    old = []
    for _ in 1..<signs {
      guard reader.skip(" "), reader.skip("-"), let extent = reader.extent() else { return nil }
      old.append(extent)
    }
    guard reader.skip(" "), reader.skip("+"), let extent = reader.extent(), reader.skip(" ") else { return nil }
    new = extent
    for _ in 0..<signs { guard reader.skip("@") else { return nil } }
    guard reader.at == reader.end || reader.skip(" ") else { return nil }
    heading = reader.at..<reader.end
  }

  /// Whether a line looks like the beginning of a head.
  static func begins(_ cursor: DiffCursor) -> Bool { cursor.starts(with: "@@ -") || cursor.starts(with: "@@@") }

  private struct Reader {
    let bytes: [UInt8]
    var at: Int
    let end: Int

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard at < end, bytes[at] == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }

    mutating func number() -> Int? {
      var value = 0
      let start = at
      while at < end, case let digit = bytes[at] &- 0x30, digit < 10 {
        value = value * 10 + Int(digit)
        if value > HunkHead.numberLimit { return nil }
        at += 1
      }
      return at > start ? value : nil
    }

    /// A number and, where there is not one line, how many.
    mutating func extent() -> Hunk.Extent? {
      guard let start = number() else { return nil }
      guard skip(",") else { return start > 0 ? Hunk.Extent(start: start, count: 1) : nil }
      guard let count = number(), count == 0 || start > 0, start + count <= HunkHead.numberLimit else { return nil }
      return Hunk.Extent(start: start, count: count)
    }
  }
}
