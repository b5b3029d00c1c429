/// Text of a diff that is being written.
struct DiffText {
  private let diff: Diff
  private let quoting: DiffWriter.Quoting
  private(set) var bytes: [UInt8] = []

  init(diff: Diff, quoting: DiffWriter.Quoting) { (self.diff, self.quoting) = (diff, quoting) }

  /// Writes a line of these words.
  mutating func line(_ words: Word...) {
    for word in words { bytes += word.bytes }
    bytes.append(0x0A)
  }

  /// What a line is made of: text of ours, or bytes.
  struct Word: ExpressibleByStringLiteral {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ text: String) { bytes = Array(text.utf8) }
    init(stringLiteral text: String) { self.init(text) }
  }

  /// Bytes of the diff as they came.
  mutating func write(range: Range<Int>) {
    bytes += diff.bytes[range]
    if bytes.last != 0x0A { bytes.append(0x0A) }
  }

  /// Bytes of the diff as a word.
  func text(_ range: Range<Int>) -> Word { Word(Array(diff.bytes[range])) }

  /// A path with a prefix, quoted where it must be.
  func name(_ prefix: String, _ path: RawPath) -> Word {
    Word(QuotedPath.written(Array(prefix.utf8) + path.bytes, quoting: quoting))
  }

  /// Writes a hunk: its head, then each line with its markers.
  mutating func write(_ hunk: Hunk) {
    write(headOf: hunk)
    for line in hunk.lines { write(line, parents: hunk.parents) }
  }

  /// Writes the head of a hunk.
  mutating func write(headOf hunk: Hunk) {
    let signs = String(repeating: "@", count: hunk.parents + 1)
    let old = ([hunk.old] + hunk.otherParents).map { " -" + Self.text($0, hunk) }.joined()
    bytes += Array("\(signs)\(old) +\(Self.text(hunk.new, hunk)) \(signs)".utf8)
    if !hunk.heading.isEmpty { bytes += [UInt8(ascii: " ")] + diff.bytes[hunk.heading] }
    bytes.append(0x0A)
  }

  /// One line goes without its number, but not in a combined diff.
  private static func text(_ extent: Hunk.Extent, _ hunk: Hunk) -> String {
    extent.count == 1 && !hunk.isCombined ? "\(extent.start)" : "\(extent.start),\(extent.count)"
  }

  /// Writes a line with its markers.
  mutating func write(_ line: Hunk.Line, parents: Int) {
    if parents > 1 {
      bytes += diff.bytes[line.content.lowerBound - parents..<line.content.lowerBound]
    } else {
      bytes.append(line.change.marker)
    }
    bytes += diff.bytes[line.content]
    bytes.append(0x0A)
    if line.lacksLineFeed { bytes += Array("\\ No newline at end of file\n".utf8) }
  }
}

extension Hunk.Change {
  /// The byte before a line.
  var marker: UInt8 {
    switch self {
    case .context: UInt8(ascii: " ")
    case .added: UInt8(ascii: "+")
    case .removed: UInt8(ascii: "-")
    }
  }
}
