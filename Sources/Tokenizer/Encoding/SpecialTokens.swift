internal import CVocabulary

/// A token's number in an encoding.
public typealias TokenID = UInt32

/// The tokens that no text is merged to: they mark the parts of a conversation and the end of a text.
public struct SpecialTokens: Sendable {
  /// Each special token's number by its spelling.
  public let numbers: [String: TokenID]

  /// All spellings, the longest first.
  private let candidates: [Candidate]
  private let spellings: [TokenID: String]
  /// What every spelling begins with: one byte that is looked for, or any.
  private let commonFirstByte: UInt8?
  /// Bytes of the longest spelling.
  let longest: Int

  private struct Candidate {
    let spelling: String
    let bytes: [UInt8]
    let number: TokenID
  }

  /// Special tokens by their spelling; an empty one is left out.
  public init(_ numbers: [String: TokenID]) {
    self.numbers = numbers.filter { !$0.key.isEmpty }
    candidates = self.numbers.map { Candidate(spelling: $0.key, bytes: Array($0.key.utf8), number: $0.value) }
      .sorted { ($1.bytes.count, $0.number, $0.spelling) < ($0.bytes.count, $1.number, $1.spelling) }
    // Two spellings may share a number (200018 of o200k_harmony is `<|endofprompt|>` and reserved); the shorter is its name.
    spellings = Dictionary(self.numbers.map { ($0.value, $0.key) }) { $0.utf8.count <= $1.utf8.count ? $0 : $1 }
    longest = candidates.first?.bytes.count ?? 0
    let firstBytes = Set(candidates.map { $0.bytes[0] })
    commonFirstByte = firstBytes.count == 1 ? firstBytes.first : nil
  }

  /// The spelling of a special token, nil for a number that is none.
  public func spelling(of token: TokenID) -> String? { spellings[token] }

  /// A special token in a text.
  struct Occurrence {
    let spelling: String
    let number: TokenID
    let range: Range<Int>
  }

  /// The first special token from an offset on that begins before `limit`; of two at one place, the longer.
  func first(in text: UnsafeBufferPointer<UInt8>, from start: Int, before limit: Int) -> Occurrence? {
    guard let base = text.baseAddress, !candidates.isEmpty else { return nil }
    var at = start
    while at < limit {
      if let byte = commonFirstByte {
        guard let found = llmctl_find_byte(base + at, byte, limit - at) else { return nil }
        at = found - base
      }
      let rest = text[at...]
      if let found = candidates.first(where: { rest.starts(with: $0.bytes) }) {
        return Occurrence(spelling: found.spelling, number: found.number, range: at..<at + found.bytes.count)
      }
      at += 1
    }
    return nil
  }
}
