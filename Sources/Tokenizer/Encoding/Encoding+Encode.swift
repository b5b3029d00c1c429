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
      let workspace = Workspace(vocabulary.tables, expecting: text.count)
      try repair.withOriginalOffsets { () throws(SpecialTokenError) in
        try Segments(specials: specialTokens, policy: policy).forEach(in: text) { segment in
          switch segment {
          case .special(let id, _): tokens.append(id)
          case .text(let range):
            stretch(range, of: text).withBytes { bytes in
              _ = workspace.encode(bytes, with: scanner) { numbers in
                vocabulary.appendIDs(of: numbers, to: &tokens)
                return true
              }
            }
          }
          return true
        }
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
      let workspace = Workspace(vocabulary.tables, expecting: text.count)
      try repair.withOriginalOffsets { () throws(SpecialTokenError) in
        try forEachToken(of: text, with: workspace, policy: policy) { id, newEnd in
          let start = end
          end = repair?.original(newEnd) ?? newEnd
          tokens.append(TextToken(id: id, range: start..<end))
          return true
        }
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

  /// Calls with each token of a well-formed text, by the model's number, and where it ends, until one is answered with false.
  /// Throws ``SpecialTokenError`` where the policy refuses one.
  func forEachToken(
    of text: UnsafeBufferPointer<UInt8>, with workspace: Workspace, policy: SpecialTokenPolicy,
    _ body: (_ id: TokenID, _ end: Int) -> Bool
  ) throws(SpecialTokenError) {
    try Segments(specials: specialTokens, policy: policy).forEach(in: text) { segment in
      switch segment {
      case .special(let number, let range): return body(number, range.upperBound)
      case .text(let range):
        let stretch = stretch(range, of: text)
        var end = 0
        return stretch.withBytes { bytes in
          workspace.encode(bytes, with: scanner) { tokens in
            tokens.allSatisfy { token in
              end += vocabulary.tables.length(of: token)
              return body(vocabulary.id(of: token), range.lowerBound + stretch.original(end))
            }
          }
        }
      }
    }
  }

  /// A stretch between special tokens.
  func stretch(_ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>) -> PreparedStretch {
    PreparedStretch(
      UnsafeBufferPointer(rebasing: text[range]), preparation, isAtTextStart: range.lowerBound == 0)
  }
}

extension RepairedText? {
  /// Calls with errors' offsets moved to the original.
  func withOriginalOffsets(_ body: () throws(SpecialTokenError) -> Void) throws(SpecialTokenError) {
    do throws(SpecialTokenError) {
      try body()
    } catch {
      throw error.moved { self?.original($0) ?? $0 }
    }
  }
}
