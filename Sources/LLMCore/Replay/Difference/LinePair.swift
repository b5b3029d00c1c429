/// Two texts cut into lines, with a number for each that is the same for the same line.
struct LinePair {
  /// One of the texts.
  struct Lines {
    let bytes: [UInt8]
    /// Where each line ends, in bytes.
    let ends: [Int]
    let symbols: [Int32]

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
