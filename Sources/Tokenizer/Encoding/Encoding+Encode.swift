/// A token with the bytes of the text that it stands for.
public struct TextToken: Sendable, Equatable {
  /// The token's number.
  public let id: TokenID
  /// Bytes of the text that was given; it may begin or end within a character.
  public let range: Range<Int>

  /// A token and its place.
  public init(id: TokenID, range: Range<Int>) {
    self.id = id
    self.range = range
  }
}

extension Encoding {
  /// The tokens of a text. Throws ``SpecialTokenError`` where the policy refuses one.
  public func encode(
    _ text: UnsafeRawBufferPointer, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> [TokenID] {
    try withWellFormed(text) { text, repair throws(SpecialTokenError) in
      var tokens: [TokenID] = []
      tokens.reserveCapacity(text.count / 4 + 16)
      try forEachRun(of: text, repair: repair, policy: policy) { run in
        switch run {
        case .piece(let numbers, _): vocabulary.appendIDs(of: numbers, to: &tokens)
        case .special(let id, _): tokens.append(id)
        }
        return true
      }
      return tokens
    }
  }

  /// The tokens of a text. Throws ``SpecialTokenError`` where the policy refuses one.
  public func encode(
    _ text: [UInt8], specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> [TokenID] {
    try text.withTextBytes { bytes throws(SpecialTokenError) in try encode(bytes, specialTokens: policy) }
  }

  /// The tokens of a text. Throws ``SpecialTokenError`` where the policy refuses one.
  public func encode(
    _ text: String, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> [TokenID] {
    try text.withTextBytes { bytes throws(SpecialTokenError) in try encode(bytes, specialTokens: policy) }
  }

  /// The tokens of a text, each with its bytes. The ranges follow each other without gap and cover the text.
  /// Throws ``SpecialTokenError`` where the policy refuses one.
  public func encodeWithRanges(
    _ text: UnsafeRawBufferPointer, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> [TextToken] {
    try withWellFormed(text) { text, repair throws(SpecialTokenError) in
      var tokens: [TextToken] = []
      tokens.reserveCapacity(text.count / 4 + 16)
      var end = 0
      var originalEnd = 0
      func append(_ id: TokenID, length: Int) {
        end += length
        let start = originalEnd
        originalEnd = repair?.original(end) ?? end
        tokens.append(TextToken(id: id, range: start..<originalEnd))
      }
      try forEachRun(of: text, repair: repair, policy: policy) { run in
        switch run {
        case .piece(let numbers, let prefix):
          for (index, number) in numbers.enumerated() {
            append(vocabulary.id(of: number), length: vocabulary.tables.length(of: number) - (index == 0 ? prefix : 0))
          }
        case .special(let id, let length): append(id, length: length)
        }
        return true
      }
      return tokens
    }
  }

  /// The tokens of a text, each with its bytes. The ranges follow each other without gap and cover the text.
  /// Throws ``SpecialTokenError`` where the policy refuses one.
  public func encodeWithRanges(
    _ text: [UInt8], specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> [TextToken] {
    try text.withTextBytes { bytes throws(SpecialTokenError) in try encodeWithRanges(bytes, specialTokens: policy) }
  }

  /// The tokens of a text, each with the bytes of its UTF-8. The ranges follow each other without gap and cover the text.
  /// Throws ``SpecialTokenError`` where the policy refuses one.
  public func encodeWithRanges(
    _ text: String, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> [TextToken] {
    try text.withTextBytes { bytes throws(SpecialTokenError) in try encodeWithRanges(bytes, specialTokens: policy) }
  }

  /// What a run of tokens is.
  enum Run {
    /// The tokens of a piece, by our numbers. The first stands for so many bytes of the text less than the token has.
    case piece(UnsafeBufferPointer<TokenID>, prefix: Int)
    /// A special token, by the model's number, and its bytes.
    case special(TokenID, length: Int)
  }

  /// Calls with the tokens of each piece in order, and with each special token, until one is answered with false.
  private func forEachRun(
    of text: UnsafeBufferPointer<UInt8>, repair: RepairedText?, policy: SpecialTokenPolicy, _ body: (Run) -> Bool
  ) throws(SpecialTokenError) {
    let workspace = Workspace(vocabulary.tables, expecting: text.count)
    do throws(SpecialTokenError) {
      try forEachRun(ofPrepared: text, with: workspace, policy: policy, body)
    } catch {
      throw error.moved { repair?.original($0) ?? $0 }
    }
  }

  /// The same for a text that is well-formed and prepared, with offsets in it.
  func forEachRun(
    ofPrepared text: UnsafeBufferPointer<UInt8>, with workspace: Workspace, policy: SpecialTokenPolicy,
    _ body: (Run) -> Bool
  ) throws(SpecialTokenError) {
    try Segments(specials: specialTokens, policy: policy).forEach(in: text) { segment in
      switch segment {
      case .special(let number, let range):
        return body(.special(number, length: range.count))
      case .text(let range):
        var stretch = UnsafeBufferPointer(rebasing: text[range])
        if preparation.prefixes(text[range.lowerBound], isAtTextStart: range.lowerBound == 0),
          let first = workspace.encodeFirst(of: stretch, with: scanner, isLast: true)
        {
          stretch = UnsafeBufferPointer(rebasing: stretch[first.bytes...])
          guard first.tokens.withUnsafeBufferPointer({ body(.piece($0, prefix: 1)) }) else { return false }
        }
        return workspace.encode(stretch, with: scanner) { body(.piece($0, prefix: 0)) }
      }
    }
  }
}
