internal import CVocabulary

/// A token's number in an encoding.
public typealias TokenID = UInt32

/// The tokens that no text is merged to: they mark the parts of a conversation and the end of a text.
public struct SpecialTokens: Sendable {
  /// Each special token's number by its spelling.
  public let numbers: [String: TokenID]

  /// Spellings that are tokens wherever they stand, whatever is wanted of special tokens.
  let plain: Set<String>

  /// All spellings in the order of their bytes.
  private let candidates: [Candidate]
  private let spellings: [TokenID: String]
  /// What every spelling begins with: one byte that is looked for, or any.
  private let commonFirstByte: UInt8?
  /// Where the spellings that begin with a byte stand among the candidates.
  private let ranges: [Range<Int>]
  /// Bytes of the longest spelling.
  let longest: Int

  private struct Candidate {
    let spelling: String
    let bytes: [UInt8]
    let number: TokenID
  }

  /// Special tokens by their spelling; an empty one is left out.
  public init(_ numbers: [String: TokenID]) { self.init(numbers, plain: []) }

  /// The same, with some that are not special but looked for all the same.
  init(_ numbers: [String: TokenID], plain: Set<String>) {
    self.plain = plain
    self.numbers = numbers.filter { !$0.key.isEmpty }
    candidates = Self.inOrder(
      self.numbers.map { Candidate(spelling: $0.key, bytes: Array($0.key.utf8), number: $0.value) })
    // Two spellings may share a number (200018 of o200k_harmony is `<|endofprompt|>` and reserved); the shorter is its name.
    spellings = Dictionary(self.numbers.map { ($0.value, $0.key) }) { $0.utf8.count <= $1.utf8.count ? $0 : $1 }
    longest = candidates.lazy.map(\.bytes.count).max() ?? 0
    var ranges = [Range<Int>](repeating: 0..<0, count: 256)
    for (index, candidate) in candidates.enumerated() {
      let first = Int(candidate.bytes[0])
      ranges[first] = (ranges[first].isEmpty ? index : ranges[first].lowerBound)..<index + 1
    }
    self.ranges = ranges
    let firstBytes = ranges.indices.filter { !ranges[$0].isEmpty }
    commonFirstByte = firstBytes.count == 1 ? firstBytes.first.map { UInt8($0) } : nil
  }

  /// Candidates in the order of their bytes. Models have thousands of them, so their first bytes are compared as numbers.
  private static func inOrder(_ candidates: [Candidate]) -> [Candidate] {
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - bytes.count))
    }
    var keys = candidates.indices.map { index in
      let bytes = candidates[index].bytes
      return (first: number(bytes.prefix(8)), second: number(bytes.dropFirst(8).prefix(8)), index: index)
    }
    keys.sort { one, other in
      if one.first != other.first { return one.first < other.first }
      if one.second != other.second { return one.second < other.second }
      return candidates[one.index].bytes.lexicographicallyPrecedes(candidates[other.index].bytes)
    }
    return keys.map { candidates[$0.index] }
  }

  /// The spelling of a special token, nil for a number that is none.
  public func spelling(of token: TokenID) -> String? { spellings[token] }

  /// The spelling of the first special token in a text, nil when there is none. Those that are tokens wherever they stand
  /// are no matter.
  package func firstSpelling(in text: UnsafeRawBufferPointer) -> String? {
    text.withMemoryRebound(to: UInt8.self) { text in
      var at = 0
      while let found = first(in: text, from: at, before: text.count) {
        if !plain.contains(found.spelling) { return found.spelling }
        at = found.range.upperBound
      }
      return nil
    }
  }

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
      if let found = longest(in: text, at: at) {
        return Occurrence(spelling: found.spelling, number: found.number, range: at..<at + found.bytes.count)
      }
      at += 1
    }
    return nil
  }

  /// The longest spelling at a place. The candidates that begin like the text are narrowed down byte by byte.
  private func longest(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Candidate? {
    var range = ranges[Int(text[start])]
    var depth = 1
    var found: Candidate?
    while let first = range.first {
      if candidates[first].bytes.count == depth {
        found = candidates[first]
        range = first + 1..<range.upperBound
      }
      guard start + depth < text.count else { break }
      let byte = text[start + depth]
      let low = bound(range) { candidates[$0].bytes[depth] < byte }
      range = low..<bound(low..<range.upperBound) { candidates[$0].bytes[depth] == byte }
      depth += 1
    }
    return found
  }

  /// The first of a range for which something is no longer true.
  private func bound(_ range: Range<Int>, while isTrue: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isTrue(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
