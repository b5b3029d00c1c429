/// Parses the text of a paragraph while it comes: the rules of CommonMark and GFM, with `$math$`, footnote references and a
/// few tags of HTML.
///
/// A parse of text that may go on tells from where on more text could change anything (`liveFrom`). What stands before is
/// settled.
struct InlineParser: Sendable {
  /// A `[` that a `]` may close.
  struct Bracket {
    var node: Int
    /// How many delimiters came before it.
    var delimiters: Int
    var isImage: Bool
    var isActive = true
  }

  /// What a parse needs to know beside the text.
  struct Situation {
    /// No more text follows.
    var isFinal = true
    /// What begins before this offset and is not closed is text for good.
    var deadBefore = 0
    /// The character before the text.
    var previous: UInt32 = 0x20
    /// Emphasis that was open where the text begins: shown already, the markers gone.
    var carried: [(character: UInt8, count: Int)] = []
    /// What may become markup has not been shown for too long: it is shown as it stands.
    var showsHidden = false
  }

  var nodes: [InlineNode] = []
  /// Where links lead, as written.
  var links: [[UInt8]] = []
  var references = ReferenceTable()
  /// The offset from which on more text could change what is shown; the end of the text where nothing is open.
  var liveFrom = 0
  /// The offset of the first byte that is not shown because it may become markup; nil where there is none.
  var hiddenFrom: Int?

  var situation = Situation()
  var delimiters: [Int] = []
  var brackets: [Bracket] = []
  private var textStart = 0
  /// Lengths of runs of backticks that are known to be closed by none, as bits.
  private var unclosedRuns: UInt64 = 0
  /// Marks that end markup (`InlineMarkup.endMark`) and do not come any more, as bits.
  private var missingEnds: UInt8 = 0
  /// The one of them that ends `\(`.
  private static let parenthesis: UInt8 = 16
  /// The node of the last `[`.
  var lastBracket = 0

  init() {}

  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ situation: Situation) {
    nodes.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    delimiters.removeAll(keepingCapacity: true)
    brackets.removeAll(keepingCapacity: true)
    (self.situation, textStart, unclosedRuns, missingEnds) = (situation, 0, 0, 0)
    (liveFrom, hiddenFrom) = (bytes.count, nil)
    for carried in situation.carried { addCarried(carried) }
    scan(bytes)
    matchEmphasis(from: 0)
    findLive()
    countDepths()
  }

  /// Whether a byte may begin something else than text.
  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    // LF ! $ & * : < and [ \ ] _ ` w ~
    let low: UInt64 = 1 << 0x0A | 1 << 0x21 | 1 << 0x24 | 1 << 0x26 | 1 << 0x2A | 1 << 0x3A | 1 << 0x3C
    let high: UInt64 = 1 << 0x1B | 1 << 0x1C | 1 << 0x1D | 1 << 0x1F | 1 << 0x20 | 1 << 0x37 | 1 << 0x3E
    return byte < 0x80 && ((byte < 0x40 ? low : high) >> UInt64(byte & 63)) & 1 != 0
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    while offset < bytes.count {
      guard Self.isSpecial(bytes[offset]) else {
        offset &+= 1
        continue
      }
      offset = special(bytes, offset)
    }
    addText(upTo: bytes.count)
  }

  /// Treats the special byte at an offset, and gives where to go on.
  private mutating func special(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A: lineEnd(bytes, offset)
    case UInt8(ascii: "\\"): backslash(bytes, offset)
    case UInt8(ascii: "`"): backticks(bytes, offset)
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): delimiterRun(bytes, offset)
    case UInt8(ascii: "["): openBracket(bytes, offset, isImage: false)
    case UInt8(ascii: "!"): exclamation(bytes, offset)
    case UInt8(ascii: "]"): closeBracket(bytes, offset)
    case UInt8(ascii: "<"): angle(bytes, offset)
    case UInt8(ascii: "&"): ampersand(bytes, offset)
    case UInt8(ascii: "$"): dollar(bytes, offset)
    default: bareAddress(bytes, offset)
    }
  }

  // MARK: Pieces

  mutating func addText(upTo end: Int) {
    if end > textStart { nodes.append(InlineNode(.text, textStart, end)) }
    textStart = max(textStart, end)
  }

  /// Adds a node in the text, which goes on behind it.
  mutating func add(_ node: InlineNode) {
    addText(upTo: node.start)
    nodes.append(node)
    textStart = node.end
  }

  /// Whether something that begins here and is not closed yet waits for more text.
  func mayWait(_ offset: Int) -> Bool { !situation.isFinal && offset >= situation.deadBefore }

  /// Says that more text could change what begins here.
  mutating func wait(from offset: Int) { liveFrom = min(liveFrom, offset) }

  /// Hides the rest of the text, which may become markup.
  mutating func hide(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    wait(from: offset)
    hiddenFrom = min(hiddenFrom ?? offset, offset)
    if !situation.showsHidden { add(InlineNode(.hidden, offset, bytes.count)) }
    return bytes.count
  }

  private mutating func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var start = offset
    while start > textStart, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let isHard = offset - start >= 2
    add(InlineNode(isHard ? .hardBreak : .softBreak, start, offset + 1))
    return offset + 1
  }

  private mutating func backslash(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    guard offset + 1 < bytes.count else { return mayWait(offset) ? hide(bytes, from: offset) : offset + 1 }
    let next = bytes[offset + 1]
    if next == 0x0A {
      add(InlineNode(.hardBreak, offset, offset + 2))
      return offset + 2
    }
    if next == UInt8(ascii: "("), let end = parenthesizedMath(bytes, offset) { return end }
    guard Character.isPunctuation(next) else { return offset + 1 }
    addText(upTo: offset)
    textStart = offset + 1
    return offset + 2
  }

  /// `\(…\)`; nil where there is none.
  private mutating func parenthesizedMath(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int? {
    var end = missingEnds & Self.parenthesis == 0 ? offset + 2 : bytes.count
    while end + 1 < bytes.count {
      if bytes[end] == UInt8(ascii: "\\"), bytes[end + 1] == UInt8(ascii: ")") {
        guard end > offset + 2 else { return nil }
        addContent(.math, offset, offset + 2, end, end + 2)
        return end + 2
      }
      end += 1
    }
    missingEnds |= Self.parenthesis
    if mayWait(offset) { wait(from: offset) }
    return nil
  }

  mutating func addContent(_ kind: InlineNode.Kind, _ start: Int, _ contentStart: Int, _ contentEnd: Int, _ end: Int) {
    var node = InlineNode(kind, start, end)
    (node.contentStart, node.contentEnd) = (contentStart, contentEnd)
    add(node)
  }

  private mutating func backticks(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let length = Self.run(bytes, offset)
    let start = offset + length
    if start == bytes.count, mayWait(offset) { return hide(bytes, from: offset) }
    let bit: UInt64 = 1 << UInt64(min(length, 63))
    if unclosedRuns & bit == 0 {
      var end = start
      while end < bytes.count {
        guard bytes[end] == UInt8(ascii: "`") else {
          end += 1
          continue
        }
        let closing = Self.run(bytes, end)
        if closing == length, end + closing < bytes.count || situation.isFinal {
          addCode(bytes, offset, start, end, end + closing)
          return end + closing
        }
        end += closing
      }
      if length < 63 { unclosedRuns |= bit }
    }
    guard mayWait(offset) else { return start }
    return openCode(bytes, offset, start)
  }

  /// A code span of which the end has not come: shown as code already.
  private mutating func openCode(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ start: Int) -> Int {
    wait(from: offset)
    var end = bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "`") { end -= 1 }
    if end < bytes.count { hiddenFrom = min(hiddenFrom ?? end, end) }
    addCode(bytes, offset, start, end, bytes.count)
    return bytes.count
  }

  private mutating func addCode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ contentStart: Int, _ contentEnd: Int, _ end: Int
  ) {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
    let content = bytes[contentStart..<contentEnd]
    let isPadded =
      content.count >= 2 && isSpace(bytes[contentStart]) && isSpace(bytes[contentEnd - 1])
      && !content.allSatisfy(isSpace)
    addContent(.code, start, contentStart + (isPadded ? 1 : 0), contentEnd - (isPadded ? 1 : 0), end)
  }

  /// The length of the run of equal bytes at an offset.
  static func run(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var end = offset + 1
    while end < bytes.count, bytes[end] == bytes[offset] { end += 1 }
    return end - offset
  }

  private mutating func exclamation(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    guard offset + 1 < bytes.count else { return mayWait(offset) ? waitingText(offset) : offset + 1 }
    return bytes[offset + 1] == UInt8(ascii: "[") ? openBracket(bytes, offset, isImage: true) : offset + 1
  }

  /// Text that is shown, though more could change it.
  private mutating func waitingText(_ offset: Int) -> Int {
    wait(from: offset)
    return offset + 1
  }

  // MARK: Markup of other kinds

  private mutating func angle(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let mark = InlineMarkup.endMark(bytes, offset)
    // No other looks for an end that is not there.
    switch mark.map({ $0 & missingEnds != 0 }) == true ? .incomplete : InlineMarkup.angle(bytes, offset) {
    case .none: return offset + 1
    case .incomplete:
      missingEnds |= mark ?? 0
      return mayWait(offset) ? hide(bytes, from: offset) : offset + 1
    case .address(let end):
      addAddress(bytes, offset, offset + 1, end - 1, end)
      return end
    case .comment(let end):
      add(InlineNode(.hidden, offset, end))
      return end
    case .tag(let end):
      addTag(bytes, offset, end)
      return end
    }
  }

  private mutating func addTag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    let isClosing = bytes[start + 1] == UInt8(ascii: "/")
    switch InlineTag(name: bytes[(start + (isClosing ? 2 : 1))..<end]) {
    case .lineBreak: add(InlineNode(.hardBreak, start, end))
    case .attributes(let attributes):
      var node = InlineNode(.style, start, end)
      (node.value, node.isOpening) = (UInt32(attributes.rawValue), !isClosing)
      add(node)
    case .script(let mark):
      var node = InlineNode(isClosing ? .hidden : .script, start, end)
      node.character = mark
      add(node)
    case .other: add(InlineNode(.tag, start, end))
    }
  }

  private mutating func ampersand(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    switch Entity.parse(bytes, offset) {
    case .none: return offset + 1
    case .incomplete: return mayWait(offset) ? hide(bytes, from: offset) : offset + 1
    case .character(let code, let end):
      var node = InlineNode(.character, offset, end)
      node.value = code
      add(node)
      return end
    }
  }

  private mutating func dollar(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    switch InlineMarkup.math(bytes, offset) {
    case .none: return offset + Self.run(bytes, offset)
    case .incomplete:
      if mayWait(offset) { wait(from: offset) }
      return offset + 1
    case .found(let end):
      if end == bytes.count, mayWait(offset) { wait(from: offset) }
      addContent(.math, offset, offset + 1, end - 1, end)
      return end
    }
  }

  private mutating func bareAddress(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    guard let (start, end) = InlineMarkup.bareAddress(bytes, offset, from: textStart, previous: situation.previous)
    else {
      return offset + 1
    }
    if end == bytes.count || InlineMarkup.isTrimmed(bytes, end) { if mayWait(start) { wait(from: start) } }
    addAddress(bytes, start, start, end, end)
    return end
  }

  private mutating func addAddress(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ contentStart: Int, _ contentEnd: Int, _ end: Int
  ) {
    var address = Array(bytes[contentStart..<contentEnd])
    if address.starts(with: "www.".utf8) { address = Array("http://".utf8) + address }
    if !address.contains(UInt8(ascii: ":")) { address = Array("mailto:".utf8) + address }
    links.append(address)
    var node = InlineNode(.address, start, end)
    (node.contentStart, node.contentEnd, node.value) = (contentStart, contentEnd, UInt32(links.count - 1))
    add(node)
  }
}
