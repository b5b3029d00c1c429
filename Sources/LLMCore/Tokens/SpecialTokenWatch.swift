internal import Tokenizer

/// Looks for the first spelling of a special token in texts that take it as text, so that users can be told: it may be
/// what they want, and it may be a transcript whose marks count as one token each.
package struct SpecialTokenWatch {
  private let spellings: Set<String>
  private let longest: Int
  /// The special tokens of a model on this machine, which may be spelled in any way.
  private let local: SpecialTokens?
  /// The end of the text before, in which a spelling may begin.
  private var tail: [UInt8] = []

  /// The spelling that was found.
  package private(set) var found: String?

  package init(_ basis: TokenBasis) {
    spellings = Set(basis.tokenizer.specialTokens.numbers.keys)
    longest = spellings.map(\.utf8.count).max() ?? 0
    local = basis.local?.specialTokens
  }

  /// Looks at the next piece of a text.
  package mutating func look(at piece: UnsafeRawBufferPointer) {
    guard found == nil else { return }
    if !tail.isEmpty {
      let seam = tail + piece.prefix(longest)
      seam.withUnsafeBytes { search($0) }
    }
    search(piece)
    tail = piece.count < longest ? Array((tail + piece).suffix(longest)) : Array(piece.suffix(longest))
  }

  /// Begins another text.
  package mutating func beginText() {
    tail = []
    found = nil
  }

  /// The spellings of the encodings begin with `<|` and end with `|>`, and hold neither in between.
  private mutating func search(_ text: UnsafeRawBufferPointer) {
    if let local {
      found = found ?? local.firstSpelling(in: text)
      return
    }
    var at = 1
    while let bar = ByteSearch.firstIndex(of: UInt8(ascii: "|"), in: text, from: at) {
      at = bar + 1
      guard text[bar - 1] == UInt8(ascii: "<") else { continue }
      let rest = text[(bar + 1)..<min(text.count, bar + longest)]
      guard let close = rest.firstIndex(of: UInt8(ascii: "|")), close + 1 < text.count,
        text[close + 1] == UInt8(ascii: ">")
      else { continue }
      let spelling = String(decoding: text[(bar - 1)...(close + 1)], as: UTF8.self)
      if spellings.contains(spelling) {
        found = spelling
        return
      }
    }
  }
}
