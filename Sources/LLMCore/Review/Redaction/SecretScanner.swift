/// Finds secrets in a text in one pass: most bytes are looked up in a table and passed over.
struct SecretScanner {
  let text: [UInt8]
  let layout: SecretRedactor.Layout
  private(set) var matches: [SecretMatch] = []
  /// The first byte of the line at hand.
  private(set) var lineStart = 0

  init(_ text: ArraySlice<UInt8>, layout: SecretRedactor.Layout) { (self.text, self.layout) = (Array(text), layout) }

  /// What makes a byte worth a second look.
  private enum Interest {
    static let none: UInt8 = 0
    /// A shape, or a scheme of authorisation, may begin with it.
    static let start: UInt8 = 1
    /// Something may be assigned, or a URL go on, behind it.
    static let separator: UInt8 = 2
    static let lineEnd: UInt8 = 4
    static let bracket: UInt8 = 8
    static let tilde: UInt8 = 16
    static let comma: UInt8 = 32
    static let block: UInt8 = 64
  }

  private static let interests: [UInt8] = {
    var table = [UInt8](repeating: Interest.none, count: 256)
    for shape in SecretShape.all { table[Int(shape.prefix[0])] |= Interest.start }
    for opening in otherOpenings { table[Int(opening[0])] |= Interest.start }
    for byte in "=:>".utf8 { table[Int(byte)] |= Interest.separator }
    for byte in "BE".utf8 { table[Int(byte)] |= Interest.block }
    table[Int(Byte.lineFeed)] |= Interest.lineEnd
    table[Int(Byte.openBracket)] |= Interest.bracket
    table[Int(Byte.tilde)] |= Interest.tilde
    table[Int(Byte.comma)] |= Interest.comma
    return table
  }()

  /// How JSON web tokens and schemes of authorisation begin.
  private static let otherOpenings = ["eyJ", "Bearer", "bearer", "Basic", "basic"].map { Array($0.utf8) }

  /// The pairs of bytes that something begins with, the first in the low byte: most words are none of them.
  private static let openingPairs: [Bool] = {
    var table = [Bool](repeating: false, count: 1 << 16)
    for opening in SecretShape.all.map(\.prefix) + otherOpenings {
      table[Int(opening[0]) | Int(opening[1]) << 8] = true
    }
    return table
  }()

  /// The shapes by their first byte, longer prefixes first; of the same prefix the one that asks for more.
  private static let shapes: [[SecretShape]] = {
    var table = [[SecretShape]](repeating: [], count: 256)
    for shape in SecretShape.all { table[Int(shape.prefix[0])].append(shape) }
    return table.map { shapes in
      shapes.sorted { ($0.prefix.count, $0.length.lowerBound) > ($1.prefix.count, $1.length.lowerBound) }
    }
  }()

  /// All matches, in order and without overlap.
  mutating func run() -> [SecretMatch] {
    Self.interests.withUnsafeBufferPointer { interests in
      var at = 0
      var previous: UInt8 = 0
      while at < text.count {
        let byte = text[at]
        let interest = interests[Int(byte)]
        // Nearly all letters stand inside of words, where nothing begins.
        if interest == Interest.none || (interest == Interest.start && Byte.isWord(previous)) {
          previous = byte
          at += 1
        } else {
          at = look(at, interest)
          previous = text[at - 1]
        }
      }
    }
    return matches
  }

  /// Looks closer; returns where to go on.
  private mutating func look(_ at: Int, _ interest: UInt8) -> Int {
    if interest == Interest.lineEnd {
      lineStart = at + 1
      return at + 1
    }
    if interest & Interest.block != 0, let end = lookAtBlock(at) { return end }
    if interest & Interest.start != 0, at + 1 < text.count, Self.openingPairs[Int(text[at]) | Int(text[at + 1]) << 8],
      isBoundary(at), let match = shape(at) ?? token(at) ?? authorization(at)
    {
      return take(match)
    }
    if interest & Interest.separator != 0, let match = url(at) ?? botToken(at) ?? assignment(at) { return take(match) }
    if interest & Interest.comma != 0, at > 0, Self.isQuote(text[at - 1]), let match = argument(at) {
      return take(match)
    }
    if interest & Interest.bracket != 0, starts(with: SecretPlaceholder.opening, at: at) {
      return take(SecretMatch(kind: .lookalike, range: at..<(at + SecretPlaceholder.opening.count)))
    }
    if interest & Interest.tilde != 0, let match = directorySecret(at) { return take(match) }
    return at + 1
  }

  private mutating func take(_ match: SecretMatch) -> Int {
    matches.append(match)
    return match.range.upperBound
  }

  /// Adds the lines of a private key at its beginning or at its end.
  private mutating func lookAtBlock(_ at: Int) -> Int? {
    guard at > 0, text[at - 1] == Byte.minus else { return nil }
    let block = PrivateKeyBlock(text: text, layout: layout)
    if let found = block.opened(at), let last = found.last {
      matches += found
      // The lines in between were passed over.
      lineStart = block.startOfLine(last.range.upperBound)
      return last.range.upperBound
    }
    let floor = matches.last?.range.upperBound ?? 0
    if let found = block.closed(at, lineStart: lineStart, floor: floor) { matches += found }
    return nil
  }

  // MARK: - What the detectors share

  /// Whether a word can begin here.
  func isBoundary(_ at: Int) -> Bool {
    guard at > lineStart + (layout == .hunk ? 1 : 0) else { return true }
    let previous = text[at - 1]
    return !Byte.isWord(previous) && previous != Byte.minus
  }

  func starts(with bytes: [UInt8], at start: Int) -> Bool {
    guard text.count - start >= bytes.count else { return false }
    for (offset, byte) in bytes.enumerated() where text[start + offset] != byte { return false }
    return true
  }

  /// Where bytes of a set end, or where there are more than `limit` of them.
  func end(of set: ByteSet, from start: Int, limit: Int) -> Int {
    var end = start
    let last = min(text.count, start + limit + 1)
    while end < last, set.contains(text[end]) { end += 1 }
    return end
  }

  func part(_ range: Range<Int>) -> ArraySlice<UInt8> { text[range] }

  static func isQuote(_ byte: UInt8) -> Bool {
    byte == Byte.quote || byte == Byte.apostrophe || byte == Byte.backtick
  }

  /// A secret of a known shape.
  func shape(_ at: Int) -> SecretMatch? {
    guard at + 1 < text.count, Self.openingPairs[Int(text[at]) | Int(text[at + 1]) << 8] else { return nil }
    for shape in Self.shapes[Int(text[at])] where starts(with: shape.prefix, at: at) {
      let body = at + shape.prefix.count
      var end = end(of: shape.alphabet, from: body, limit: shape.length.upperBound)
      while end > body, text[end - 1] == Byte.dot { end -= 1 }
      guard shape.length.contains(end - body), end == text.count || !Byte.isWord(text[end]) else { continue }
      let value = part(body..<end)
      let demand: SecretLikelihood.Demand = shape.alphabet == .upperAndDigits ? .capitals : .shape
      if SecretLikelihood.isRandom(value, demand), !SecretLikelihood.isStandIn(value) {
        return SecretMatch(kind: shape.kind, range: at..<end, prefix: shape.prefix.count)
      }
    }
    return nil
  }
}
