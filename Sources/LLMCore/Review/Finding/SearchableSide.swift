/// A file in the forms that quotes are searched in.
struct SearchableSide: Sendable {
  enum Result: Equatable {
    case found(QuoteHit)
    case missed(DropReason)
  }

  /// How many characters of words a quote needs to say something by itself.
  private static let wordsOfSubstance = 3

  let side: NewSide
  /// All lines, repaired to UTF-8, with line feeds between them, and `SqueezedText.gap` where lines were not shown.
  private let text: [UInt8]
  /// Where each line begins in `text`.
  private let starts: [Int]
  private let squeezed: SqueezedText
  /// The lines that only the old side has.
  private let squeezedRemovals: [UInt8]
  /// For each line, how many lines before it are of a hunk, and how many are added.
  private let shownBefore: [Int]
  private let addedBefore: [Int]

  init(_ side: NewSide) {
    self.side = side
    var text: [UInt8] = []
    var starts: [Int] = []
    var squeezed = SqueezedText()
    var (shown, added) = ([0], [0])
    for (index, line) in side.lines.enumerated() {
      if index > 0, side.lines[index - 1].number + 1 != line.number {
        text.append(SqueezedText.gap)
        squeezed.appendGap()
      }
      let bytes = Array(line.bytes.withoutReturn).repairedUTF8
      starts.append(text.count)
      text += bytes
      text.append(0x0A)
      squeezed.append(bytes)
      shown.append((shown.last ?? 0) + (line.kind == .surrounding ? 0 : 1))
      added.append((added.last ?? 0) + (line.isAdded ? 1 : 0))
    }
    (self.text, self.starts, self.squeezed) = (text, starts, squeezed)
    (shownBefore, addedBefore) = (shown, added)
    squeezedRemovals = SqueezedText.bytes(of: side.removedLines.map { Array($0.withoutReturn).repairedUTF8 })
  }

  /// Finds a quote near a line.
  func locate(_ shapes: [[[UInt8]]], near hint: Int?) -> Result {
    var miss = DropReason.quoteNotFound
    for shape in shapes {
      for search in [exactPlaces, squeezedPlaces] {
        let choice = search(shape, hint)
        if let hit = choice.chosen { return .found(hit) }
        if choice.count > 0 { return .missed(.ambiguousQuote) }
        if choice.hasOutside { miss = .outsideOfDiff }
      }
    }
    for shape in shapes {
      if let hit = placeOfMost(shape) { return .found(hit) }
    }
    return .missed(miss == .quoteNotFound && shapes.contains(where: isRemoved) ? .oldSideOnly : miss)
  }

  /// Finds a quote that stands here exactly once and says enough to be meant.
  func locateOnce(_ shapes: [[[UInt8]]]) -> QuoteHit? {
    for shape in shapes where !isWeak(shape) {
      for search in [exactPlaces, squeezedPlaces] {
        let choice = search(shape, nil)
        if choice.count > 0 { return choice.count == 1 ? choice.chosen : nil }
      }
    }
    return nil
  }

  /// The place that is all of these lines.
  func wholeLines(_ lines: Range<Int>) -> QuoteHit {
    QuoteHit(lines: lines, columns: wholeColumns(lines), coversLines: true, isWhole: true)
  }

  // MARK: Searching

  /// Where the quote stands as it is.
  private func exactPlaces(_ quote: [[UInt8]], near hint: Int?) -> PlaceChoice {
    let needle = Array(quote.joined(separator: [0x0A])).trimmingBlanks
    var choice = PlaceChoice(hint: hint, isWeak: isWeak(quote))
    TextSearch(needle).forEachOccurrence(in: text) { offset in
      guard isCutBetweenWords(text, offset, needle.count) else { return }
      let (first, last) = (line(at: offset), line(at: offset + needle.count - 1))
      let columns = QuoteColumns(start: offset - starts[first], end: offset + needle.count - starts[last])
      let hit = QuoteHit(
        lines: first..<last + 1, columns: original(columns, first, last),
        coversLines: columns == wholeColumns(first..<last + 1), isWhole: true)
      consider(hit, in: &choice)
    }
    return choice
  }

  /// Where the quote stands but for white space.
  private func squeezedPlaces(_ quote: [[UInt8]], near hint: Int?) -> PlaceChoice {
    let needle = SqueezedText.bytes(of: quote)
    var choice = PlaceChoice(hint: hint, isWeak: isWeak(quote))
    TextSearch(needle).forEachOccurrence(in: squeezed.bytes) { offset in
      guard isCutBetweenWords(squeezed.bytes, offset, needle.count) else { return }
      let (first, last) = (squeezed.start(before: offset), squeezed.start(before: offset + needle.count - 1))
      let lines = squeezed.starts[first].line..<squeezed.starts[last].line + 1
      let end = last + 1 < squeezed.starts.count ? squeezed.starts[last + 1].offset : squeezed.bytes.count
      // Between two lines there may be a space or a gap that belongs to neither.
      let isWholeAtEnd = end - (offset + needle.count) <= 1 && !hasText(offset + needle.count, end)
      consider(
        QuoteHit(
          lines: lines, columns: wholeColumns(lines),
          coversLines: squeezed.starts[first].offset == offset && isWholeAtEnd, isWhole: true),
        in: &choice)
    }
    return choice
  }

  private func hasText(_ start: Int, _ end: Int) -> Bool {
    start < end && squeezed.bytes[start..<end].contains { $0 != 0x20 && $0 != SqueezedText.gap }
  }

  /// Where most of the quote's lines stand, each of them once in the file, in their order and close together: the model left out
  /// or changed the others.
  private func placeOfMost(_ quote: [[UInt8]]) -> QuoteHit? {
    let wanted = quote.filter { !isWeak([$0]) }.map { SqueezedText.bytes(of: [$0]) }
    guard wanted.count >= 2 else { return nil }
    let found = linesThatStandOnce(wanted)
    guard let first = found.first, let last = found.last, found.count * 2 > wanted.count,
      zip(found, found.dropFirst()).allSatisfy({ $0 < $1 }), last - first < 2 * quote.count,
      side.lines[last].number - side.lines[first].number == last - first
    else { return nil }
    let lines = first..<last + 1
    guard kind(of: lines) > .surrounding else { return nil }
    return QuoteHit(lines: lines, columns: wholeColumns(lines), coversLines: false, isWhole: false)
  }

  /// The places of those squeezed lines that the file has exactly once, in the order in which they are wanted.
  private func linesThatStandOnce(_ wanted: [[UInt8]]) -> [Int] {
    var places = [Int](repeating: -1, count: wanted.count)
    var isRepeated = [Bool](repeating: false, count: wanted.count)
    let byLength = Dictionary(grouping: wanted.indices) { wanted[$0].count }
    for index in squeezed.starts.indices {
      let line = squeezed.line(at: index)
      for candidate in byLength[line.count] ?? [] where line.elementsEqual(wanted[candidate]) {
        if places[candidate] >= 0 { isRepeated[candidate] = true }
        places[candidate] = squeezed.starts[index].line
      }
    }
    return wanted.indices.filter { places[$0] >= 0 && !isRepeated[$0] }.map { places[$0] }
  }

  /// Whether the quote stands among the removed lines.
  private func isRemoved(_ quote: [[UInt8]]) -> Bool {
    let needle = SqueezedText.bytes(of: quote.map { $0.first == UInt8(ascii: "-") ? Array($0.dropFirst()) : $0 })
    var isFound = false
    TextSearch(needle).forEachOccurrence(in: squeezedRemovals) { _ in isFound = true }
    return isFound
  }

  // MARK: Places

  private func consider(_ hit: QuoteHit, in choice: inout PlaceChoice) {
    let numbers = side.lines[hit.lines.lowerBound].number...side.lines[hit.lines.upperBound - 1].number
    choice.consider(hit, numbers: numbers, kind: kind(of: hit.lines))
  }

  /// What the most telling of the lines is.
  private func kind(of lines: Range<Int>) -> NewSide.LineKind {
    if addedBefore[lines.upperBound] > addedBefore[lines.lowerBound] { return .added }
    return shownBefore[lines.upperBound] > shownBefore[lines.lowerBound] ? .context : .surrounding
  }

  private func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// The lines without the white space around them.
  private func wholeColumns(_ lines: Range<Int>) -> QuoteColumns {
    let first = side.lines[lines.lowerBound].bytes
    let last = side.lines[lines.upperBound - 1].bytes
    return QuoteColumns(
      start: first.firstIndex { !$0.isBlank } ?? 0, end: (last.lastIndex { !$0.isBlank } ?? -1) + 1)
  }

  /// Columns of the line's own bytes; those of a line that had to be repaired are its whole text.
  private func original(_ columns: QuoteColumns, _ first: Int, _ last: Int) -> QuoteColumns {
    let isRepaired = [first, last].contains { String(validating: side.lines[$0].bytes, as: UTF8.self) == nil }
    return isRepaired ? wholeColumns(first..<last + 1) : columns
  }

  /// Whether a text neither begins nor ends in the middle of a word.
  private func isCutBetweenWords(_ text: [UInt8], _ offset: Int, _ count: Int) -> Bool {
    func isJoined(_ left: UInt8, _ right: UInt8) -> Bool {
      left.isWordPart && right.isWordPart && left != SqueezedText.gap && right != SqueezedText.gap
    }
    let end = offset + count
    return !(offset > 0 && isJoined(text[offset - 1], text[offset]))
      && !(end < text.count && isJoined(text[end - 1], text[end]))
  }

  private func isWeak(_ quote: [[UInt8]]) -> Bool {
    var words = 0
    for line in quote {
      for byte in line where byte.isWordPart { words += 1 }
      if words >= Self.wordsOfSubstance { return false }
    }
    return true
  }
}
