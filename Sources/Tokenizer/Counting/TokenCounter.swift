/// Counts the tokens of a text that comes in parts of any size, in bounded memory. The total is that of the whole text.
///
/// It can be used for one text after the other: what it remembers of pieces makes the next text faster.
public final class TokenCounter {
  /// How the text is encoded.
  public let encoding: Encoding

  private let policy: SpecialTokenPolicy
  private let workspace: Workspace
  private var pending = PendingText()
  /// Prepared text, for encodings that prepare it, that was not counted.
  private var prepared: [UInt8] = []
  /// Whether nothing was counted since the last special token, and of the whole text.
  private var isAtStretchStart = true
  private var isAtTextStart = true
  /// The piece at the start of the pending text, when it is so long that it is encoded before its end is known.
  private var endless: EndlessPiece?
  private var tokens = 0
  /// The pending text is worked off when it has so many bytes.
  private var threshold: Int
  /// The least it is worked off at, and the length at which a piece is taken for endless.
  private let block: Int

  /// A counter that has been given no text yet. It may remember pieces together with counters of the same encoding on other
  /// threads.
  public convenience init(
    _ encoding: Encoding, specialTokens policy: SpecialTokenPolicy = .refused, remembering pieces: PieceMemory? = nil
  ) {
    self.init(encoding, specialTokens: policy, remembering: pieces, block: 1 << 16)
  }

  /// The same with another length of what is worked off at once.
  init(
    _ encoding: Encoding, specialTokens policy: SpecialTokenPolicy = .refused, remembering pieces: PieceMemory? = nil,
    block: Int
  ) {
    self.encoding = encoding
    self.policy = policy
    self.block = block
    threshold = block
    workspace = Workspace(encoding.vocabulary.tables, pieces: pieces ?? PieceMemory())
  }

  /// Tokens that are certain so far. It lags behind the text by some ten kilobytes, and never exceeds the total.
  public var countSoFar: Int { tokens }

  /// Bytes of text that are kept until more of it comes: bounded, whatever the text is.
  var retainedBytes: Int { pending.bytes.count + prepared.count }

  /// Takes the next part of the text, which may end anywhere, also within a character.
  ///
  /// Throws ``SpecialTokenError`` where the policy refuses a special token, with its offset in the whole text; after that,
  /// only ``reset()`` makes sense.
  public func append(_ part: UnsafeRawBufferPointer) throws(SpecialTokenError) {
    var rest = part.bindMemory(to: UInt8.self)[...]
    while !rest.isEmpty {
      let next = rest.prefix(block)
      rest = rest.dropFirst(next.count)
      pending.append(UnsafeBufferPointer(rebasing: next))
      if pending.bytes.count >= threshold {
        try workOff(isLast: false)
        threshold = max(block, 2 * pending.bytes.count)
      }
    }
  }

  /// Takes the next part of the text, which may end anywhere, also within a character. Throws like the other.
  public func append(_ part: [UInt8]) throws(SpecialTokenError) {
    try part.withTextBytes { bytes throws(SpecialTokenError) in try append(bytes) }
  }

  /// Takes the next part of the text. Throws like the other.
  public func append(_ part: String) throws(SpecialTokenError) {
    try part.withTextBytes { bytes throws(SpecialTokenError) in try append(bytes) }
  }

  /// Ends the text and gives the number of its tokens. What comes next is a new text.
  ///
  /// Throws ``SpecialTokenError`` where the policy refuses a special token.
  public func finish() throws(SpecialTokenError) -> Int {
    pending.finish()
    try workOff(isLast: true)
    defer { reset() }
    return tokens
  }

  /// Forgets the text, but not what makes the next one faster.
  public func reset() {
    pending = PendingText()
    prepared = []
    (isAtStretchStart, isAtTextStart) = (true, true)
    endless = nil
    tokens = 0
    threshold = block
  }

  private func workOff(isLast: Bool) throws(SpecialTokenError) {
    let bytes = pending.bytes
    let used = try bytes.withTextBytes { raw throws(SpecialTokenError) in
      try workOff(raw.bindMemory(to: UInt8.self), isLast: isLast)
    }
    pending.drop(used)
  }

  /// Counts what is certain of a text and returns its bytes.
  private func workOff(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(SpecialTokenError) -> Int {
    // A special token may begin among the last bytes and end in the next part.
    let held = isLast || encoding.specialTokens.isUnsought(by: policy) ? 0 : max(encoding.specialTokens.longest - 1, 0)
    let limit = max(text.count - held, 0)
    var used = 0
    do throws(SpecialTokenError) {
      let segments = Segments(specials: encoding.specialTokens, policy: policy)
      try segments.forEach(in: text, before: limit) { segment in
        switch segment {
        case .special(_, let range):
          countPrepared(isLast: true)
          (isAtStretchStart, isAtTextStart) = (true, false)
          tokens += 1
          used = range.upperBound
        case .text(let range):
          let isWhole = isLast || range.upperBound < limit
          if encoding.preparation.isNothing {
            used = count(text, range, isLast: isWhole)
          } else {
            used = prepare(text, range, isLast: isWhole)
            countPrepared(isLast: isWhole)
          }
        }
        return true
      }
    } catch {
      throw error.moved(pending.original)
    }
    if isLast { countPrepared(isLast: true) }
    return used
  }

  /// Prepares as much of a stretch as text to come cannot change, and returns where that ends.
  private func prepare(_ text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, isLast: Bool) -> Int {
    let rest = UnsafeBufferPointer(rebasing: text[stretch])
    let end = isLast ? rest.count : encoding.preparation.stablePrefix(of: rest)
    guard end > 0 else { return stretch.lowerBound }
    if isAtStretchStart {
      let first = encoding.preparation.firstByte(of: UnsafeBufferPointer(rebasing: rest[..<end]))
      if encoding.preparation.prefixes(first, isAtTextStart: isAtTextStart) { prepared.append(UInt8(ascii: " ")) }
      (isAtStretchStart, isAtTextStart) = (false, false)
    }
    encoding.preparation.apply(to: UnsafeBufferPointer(rebasing: rest[..<end])) { part, _ in
      prepared.append(contentsOf: part)
    }
    return stretch.lowerBound + end
  }

  /// Counts what is certain of the prepared text.
  private func countPrepared(isLast: Bool) {
    guard !prepared.isEmpty || endless != nil else { return }
    let text = prepared
    let used = text.withUnsafeBufferPointer { count($0, 0..<$0.count, isLast: isLast) }
    prepared.removeFirst(used)
  }

  /// Counts what is certain of a stretch of ordinary text and returns where that ends.
  private func count(_ text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, isLast: Bool) -> Int {
    var start = stretch.lowerBound
    while true {
      let rest = UnsafeBufferPointer(rebasing: text[start..<stretch.upperBound])
      if let piece = endless {
        let advance = piece.advance(rest, isLast: isLast)
        tokens += advance.tokens
        start += advance.used
        guard advance.isAtEnd else { return start }
        endless = nil
        continue
      }
      let counted = workspace.count(rest, with: encoding.scanner, isLast: isLast, upTo: .max)
      tokens += counted.tokens
      start += counted.bytes
      // Where the rule or the merges are of another kind, a piece is kept whole.
      guard !isLast, stretch.upperBound - start >= block, let grammar = encoding.rule?.grammar,
        encoding.vocabulary.tables.merges == nil
      else { return start }
      endless = EndlessPiece(encoding.vocabulary.tables, grammar: grammar, patience: block / 16)
    }
  }
}
