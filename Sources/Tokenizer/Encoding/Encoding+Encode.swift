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
      try forEachTokenRun(of: text, repair: repair, policy: policy) { run, _ in
        tokens.append(contentsOf: run)
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
      try forEachTokenRun(of: text, repair: repair, policy: policy) { run, specialLength in
        for token in run {
          end += specialLength ?? vocabulary.tables.length(of: token)
          let start = originalEnd
          originalEnd = repair?.original(end) ?? end
          tokens.append(TextToken(id: token, range: start..<originalEnd))
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

  /// Calls with the tokens of each piece in order, and with each special token alone and its length in bytes, until one is
  /// answered with false.
  func forEachTokenRun(
    of text: UnsafeBufferPointer<UInt8>, repair: RepairedText?, policy: SpecialTokenPolicy,
    _ body: (_ tokens: UnsafeBufferPointer<TokenID>, _ specialLength: Int?) -> Bool
  ) throws(SpecialTokenError) {
    let workspace = Workspace(vocabulary.tables, expecting: text.count)
    do throws(SpecialTokenError) {
      try Segments(specials: specialTokens, policy: policy).forEach(in: text) { segment in
        switch segment {
        case .special(let number, let range):
          withUnsafePointer(to: number) { body(UnsafeBufferPointer(start: $0, count: 1), range.count) }
        case .text(let range):
          workspace.encode(UnsafeBufferPointer(rebasing: text[range]), with: scanner) { body($0, nil) }
        }
      }
    } catch {
      throw error.moved { repair?.original($0) ?? $0 }
    }
  }
}
