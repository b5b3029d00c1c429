/// Two texts by lines. A line ends with its line feed, so that a missing one at the end of a text is a difference.
package struct LineDifference: Sendable, Equatable {
  /// The lines of both, each with its line feed.
  package let old: [String]
  package let new: [String]
  /// Which lines were replaced by which, in order.
  package let changes: [SequenceDifference.Replacement]
  /// Whether no shorter list of changes exists.
  package let isExact: Bool

  package init(_ old: String, _ new: String) {
    let lines = LinePair(old, new)
    (self.old, self.new) = (lines.old.texts, lines.new.texts)
    let difference = SequenceDifference(lines.old.symbols, lines.new.symbols)
    (changes, isExact) = (difference.changes, difference.isExact)
  }

  package var isEmpty: Bool { changes.isEmpty }
}

/// Two texts cut into lines, with a number for each that is the same for the same line.
struct LinePair {
  /// One of the texts.
  struct Lines {
    let bytes: [UInt8]
    /// Where each line ends, in bytes.
    let ends: [Int]
    let symbols: [Int32]

    var texts: [String] {
      var start = 0
      return ends.map { end in
        defer { start = end }
        return String(decoding: bytes[start..<end], as: UTF8.self)
      }
    }

    /// The bytes of some of the lines.
    func bytes(of lines: Range<Int>) -> ArraySlice<UInt8> {
      bytes[start(of: lines.lowerBound)..<start(of: lines.upperBound)]
    }

    private func start(of line: Int) -> Int { line == 0 ? 0 : ends[line - 1] }
  }

  let old: Lines
  let new: Lines

  init(_ old: String, _ new: String) {
    var table = SymbolTable()
    func lines(_ text: String) -> Lines {
      let bytes = Array(text.utf8)
      var ends = bytes.indices.filter { bytes[$0] == Byte.lineFeed }.map { $0 + 1 }
      if let last = bytes.last, last != Byte.lineFeed { ends.append(bytes.count) }
      return Lines(bytes: bytes, ends: ends, symbols: table.symbols(of: bytes, ends: ends))
    }
    self.old = lines(old)
    self.new = lines(new)
  }
}
