/// Writes styled text in rows of limited width: prose wrapped at words, code as it is.
///
/// A word stays open until what follows ends it, so text may come in parts of any size.
struct RowWriter: Sendable {
  let palette: StylePalette
  /// Columns of a row of prose, its prefix included; nil where rows are not wrapped.
  var limit: Int?
  var output = RowOutput()
  var prefix = RowPrefix()
  var links = LinkTable()
  /// Shown over everything else: for reasoning, which is faint.
  var overlay: TextAttributes = []
  /// Where rows of code are wrapped; nil leaves that to the terminal, so that they copy as they are.
  var codeLimit: Int?
  /// The columns of each row, where somebody asks for them.
  var rowWidths: [Int]?

  private(set) var rowIsOpen = false
  /// Where the row being written ends, of prose and of wrapped code.
  var column = 0
  private var style = TextStyle.plain
  /// The word being collected, what styles its parts have, and where those end.
  private var word: [UInt8] = []
  private var wordWidth = 0
  private var wordParts: [(style: TextStyle, end: Int)] = []
  private var spaces = 0
  private var spaceStyle = TextStyle.plain
  private var meter = WidthMeter()
  private var meterIsUsed = false
  private var last: UInt32 = 0x20
  private var openIsolates = 0

  init(palette: StylePalette, limit: Int?) { (self.palette, self.limit) = (palette, limit) }

  private var wrapLimit: Int { limit ?? .max }

  /// Columns that a word may have without being broken: those of the next row, which may begin with a wider prefix than the
  /// rows below it.
  private var wordLimit: Int { wrapLimit - (rowIsOpen ? prefix.rest : prefix.first ?? prefix.rest).columns }

  /// Bytes of the word that is not written.
  var openWordLength: Int { word.count }

  // MARK: Prose

  /// Adds text, in which line feeds are spaces.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle) {
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    let style = shown(style)
    let keepsSpaces = style.role == .codeSpan || style.role == .math
    var offset = 0
    while offset < bytes.count {
      let start = offset
      if word.isEmpty, !keepsSpaces { offset = placeWords(bytes, start, style) }
      if offset > start { continue }
      while offset < bytes.count, bytes[offset] &- 0x21 < 0x5E { offset &+= 1 }
      if offset > start {
        let endsHere = offset < bytes.count && bytes[offset] == 0x20
        asciiPart(bytes[start..<offset], style, endsHere: endsHere)
        continue
      }
      if bytes[offset] <= 0x20 {
        endWord()
        spaces = keepsSpaces ? spaces + 1 : 1
        spaceStyle = style
        offset += 1
      } else {
        let (code, length) = SafeUTF8.decode(bytes, offset)
        character(code, bytes[offset..<(offset + length)], style)
        offset += length
      }
    }
  }

  /// Adds text that we ourselves put between.
  mutating func text(_ string: StaticString, _ style: TextStyle) {
    text(UnsafeBufferPointer(start: string.utf8Start, count: string.utf8CodeUnitCount)[...], style)
  }

  mutating func text(_ bytes: [UInt8], _ style: TextStyle) {
    bytes.withUnsafeBufferPointer { text($0[...], style) }
  }

  /// Ends the word, if one is open.
  mutating func space(_ style: TextStyle) {
    endWord()
    (spaces, spaceStyle) = (max(spaces, 1), shown(style))
  }

  mutating func hardBreak() {
    endWord()
    if !rowIsOpen { openRow() }
    closeRow()
  }

  /// Ends the paragraph.
  mutating func finish() {
    endWord()
    if rowIsOpen { closeRow() }
    (spaces, last) = (0, 0x20)
  }

  /// Takes back what is not committed.
  mutating func withdraw() {
    output.withdraw()
    word.removeAll(keepingCapacity: true)
    wordParts.removeAll(keepingCapacity: true)
    (wordWidth, spaces, rowIsOpen, column, last, style) = (0, 0, false, 0, 0x20, .plain)
    (openIsolates, meter, meterIsUsed) = (0, WidthMeter(), false)
  }

  /// Writes as many words of ASCII as fit in the row, in one go. Returns where the space behind the last of them is; the
  /// offset itself where the next word needs a closer look.
  @inline(__always)
  private mutating func placeWords(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ style: TextStyle) -> Int {
    guard last < 0x1100, bytes[start] &- 0x21 < 0x5E else { return start }
    let taken = rowIsOpen ? column + spaces : (prefix.first ?? prefix.rest).columns
    guard taken < wrapLimit else { return start }
    // The space behind the last word may stand where the row ends.
    let limit = min(bytes.count &- 1, start &+ min(wrapLimit &- taken, bytes.count))
    var (end, offset) = (start, start)
    while offset <= limit {
      let byte = bytes[offset]
      if byte == 0x20 {
        if bytes[offset &- 1] == 0x20 { break }
        end = offset
      } else if byte &- 0x21 >= 0x5E {
        break
      }
      offset &+= 1
    }
    guard end > start else { return start }
    place(bytes[start..<end], end - start, style)
    if meterIsUsed { (meter, meterIsUsed) = (WidthMeter(), false) }
    last = UInt32(bytes[end - 1])
    return end
  }

  @inline(__always)
  private mutating func asciiPart(
    _ part: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle, endsHere: Bool
  ) {
    if last >= 0x1100 { breakBeforeASCII(UInt32(part[part.startIndex])) }
    if meterIsUsed { (meter, meterIsUsed) = (WidthMeter(), false) }
    last = UInt32(part[part.endIndex - 1])
    if word.isEmpty, endsHere, part.count <= wordLimit {
      place(part, part.count, style)
    } else {
      collect(part, part.count, style)
    }
  }

  private mutating func breakBeforeASCII(_ code: UInt32) {
    if CharacterTraits(last).width == 2, LineBreaking.isAllowed(after: last, before: code) { endWord() }
  }

  private mutating func character(
    _ code: UInt32, _ part: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle
  ) {
    if let use = InvisibleCharacter.use(of: code) {
      return invisible(code, use, part, style)
    }
    let (width, isStart) = meter.add(code)
    meterIsUsed = true
    if isStart, !word.isEmpty, width == 2 || CharacterTraits(last).width == 2,
      LineBreaking.isAllowed(after: last, before: code)
    {
      endWord()
    }
    if isStart || width > 0 { last = code }
    collect(part, width, style)
  }

  private mutating func invisible(
    _ code: UInt32, _ use: InvisibleCharacter.Use, _ part: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle
  ) {
    if style.role.showsInvisible {
      var name: [UInt8] = []
      InvisibleCharacter.append(name: code, to: &name)
      name.withUnsafeBufferPointer { collect($0[...], name.count, style) }
      last = 0x3E
      return
    }
    switch use {
    case .dropped: return
    case .separator: return space(style)
    case .direction: break
    case .isolate: openIsolates += 1
    case .isolateEnd:
      guard openIsolates > 0 else { return }
      openIsolates -= 1
    }
    collect(part, 0, style)
  }

  /// Adds to the open word.
  @inline(__always)
  private mutating func collect(_ part: UnsafeBufferPointer<UInt8>.SubSequence, _ width: Int, _ style: TextStyle) {
    if part.count > Self.longestPart { return collectParts(part, style) }
    word.append(contentsOf: UnsafeBufferPointer(rebasing: part))
    wordWidth += width
    if let index = wordParts.indices.last, wordParts[index].style == style {
      wordParts[index].end = word.count
    } else {
      wordParts.append((style, word.count))
    }
    if wordWidth > wordLimit { spill() }
  }

  /// A word is taken in parts of so many bytes, so that breaking it takes no longer for each than for a short word.
  private static let longestPart = 256

  /// Adds ASCII that is longer.
  private mutating func collectParts(_ part: UnsafeBufferPointer<UInt8>.SubSequence, _ style: TextStyle) {
    var rest = part
    while !rest.isEmpty {
      let next = rest.prefix(Self.longestPart)
      collect(next, next.count, style)
      rest = rest[next.endIndex...]
    }
  }

  @inline(__always)
  mutating func endWord() {
    if !word.isEmpty { placeWord() }
  }

  private mutating func placeWord() {
    startWord(wordWidth)
    writeWord(upTo: word.count)
    column += wordWidth
    word.removeAll(keepingCapacity: true)
    wordParts.removeAll(keepingCapacity: true)
    wordWidth = 0
  }

  /// Writes the first bytes of the word, leaving it as it is.
  private mutating func writeWord(upTo end: Int) {
    var start = 0
    for part in wordParts where start < end {
      setStyle(part.style)
      let partEnd = min(part.end, end)
      word.withUnsafeBufferPointer { output.append($0[start..<partEnd]) }
      start = partEnd
    }
  }

  /// Adds a whole word in one style.
  @inline(__always)
  private mutating func place(_ part: UnsafeBufferPointer<UInt8>.SubSequence, _ width: Int, _ style: TextStyle) {
    startWord(width)
    setStyle(style)
    output.append(part)
    column += width
  }

  /// Goes to where a word of this width begins.
  @inline(__always)
  private mutating func startWord(_ width: Int) {
    if rowIsOpen, column + spaces + width > wrapLimit { closeRow() }
    guard rowIsOpen else {
      openRow()
      spaces = 0
      return
    }
    if spaces > 0 {
      setStyle(spaceStyle)
      for _ in 0..<spaces { output.append(0x20) }
      column += spaces
      spaces = 0
    }
  }

  /// Breaks a word that is wider than a row, as often as needed.
  private mutating func spill() {
    if rowIsOpen, spaces > 0 || column > prefix.rest.columns {
      closeRow()
      spaces = 0
    }
    while !word.isEmpty {
      if !rowIsOpen { openRow() }
      let room = max(1, wrapLimit - column)
      guard wordWidth > room else { return }
      var end = word.withUnsafeBufferPointer { cutOffset($0, width: room) }
      if end == 0 { end = word.withUnsafeBufferPointer { SafeUTF8.decode($0, 0).length } }
      writeWord(upTo: end)
      column += displayWidth(of: word[..<end])
      closeRow()
      word.removeSubrange(..<end)
      wordParts = wordParts.compactMap { $0.end > end ? ($0.style, $0.end - end) : nil }
      wordWidth = displayWidth(of: word)
    }
  }

  // MARK: Rows

  mutating func openRow() {
    rowIsOpen = true
    let part = prefix.first ?? prefix.rest
    prefix.first = nil
    output.append(part.bytes)
    column = part.columns
  }

  mutating func closeRow() {
    setStyle(.plain)
    if openIsolates > 0 { closeIsolates() }
    output.endRow()
    rowWidths?.append(column)
    rowIsOpen = false
    column = 0
  }

  private mutating func closeIsolates() {
    for _ in 0..<openIsolates { output.extend { TextSanitizer.append(0x2069, to: &$0) } }
    openIsolates = 0
  }

  @inline(__always)
  mutating func setStyle(_ wanted: TextStyle) {
    if wanted != style { changeStyle(wanted) }
  }

  private mutating func changeStyle(_ wanted: TextStyle) {
    if wanted.link != style.link, style.link != 0 { output.extend { LinkTable.close(into: &$0) } }
    if palette.isInvisible(wanted) {
      if !palette.isInvisible(style) { output.extend { palette.reset(into: &$0) } }
    } else if (wanted.role, wanted.attributes) != (style.role, style.attributes) {
      output.extend { palette.select(wanted, into: &$0) }
    }
    if wanted.link != style.link, wanted.link != 0 { output.extend { links.open(wanted.link, into: &$0) } }
    style = wanted
  }

  /// A style as it is shown under the overlay.
  @inline(__always)
  private func shown(_ style: TextStyle) -> TextStyle {
    overlay.isEmpty ? style : TextStyle(style.role, style.attributes.union(overlay), link: style.link)
  }
}
