/// Which part of a text stays when it is cut to a number of tokens.
public enum KeptPart: Sendable, CaseIterable {
  /// Its beginning.
  case start
  /// Its end.
  case end
  /// Its beginning and its end, about as many tokens of each.
  case bothEnds
}

/// What is left of a text that was cut to a number of tokens.
public struct Truncation: Sendable, Equatable {
  /// Bytes from the start of the text; empty when only the end is kept.
  public let head: Range<Int>
  /// Bytes up to the end of the text; empty when only the start is kept, or nothing had to go.
  public let tail: Range<Int>
  /// Tokens of what is left, with the marker between the two parts.
  public let tokens: Int
  /// Whether something was left out.
  public let isCut: Bool
}

extension Encoding {
  /// Cuts a text so that what is left has at most so many tokens when it is encoded on its own.
  ///
  /// It is cut between tokens, and never within a character. Special tokens are taken as text.
  /// - Parameters:
  ///   - limit: tokens; below 1 nothing is left.
  ///   - marker: stands between beginning and end when both are kept and something is left out; its tokens count. Where it
  ///     leaves no room for either, nothing is left, nor the marker.
  public func truncate(
    _ text: UnsafeRawBufferPointer, to limit: Int, keeping part: KeptPart = .start, marker: String = ""
  ) -> Truncation {
    ordinary(text) { text, repair in
      let cut = TextCutter(encoding: self, text: text).cut(to: limit, keeping: part, marker: Array(marker.utf8))
      func original(_ range: Range<Int>) -> Range<Int> {
        guard let repair else { return range }
        return repair.original(range.lowerBound)..<repair.original(range.upperBound)
      }
      return Truncation(head: original(cut.head), tail: original(cut.tail), tokens: cut.tokens, isCut: cut.isCut)
    }
  }

  /// Cuts a text so that what is left has at most so many tokens when it is encoded on its own.
  public func truncate(
    _ text: String, to limit: Int, keeping part: KeptPart = .start, marker: String = ""
  ) -> Truncation {
    text.withTextBytes { truncate($0, to: limit, keeping: part, marker: marker) }
  }

  /// Cuts a text into stretches of at most so many tokens each when they are encoded on their own.
  ///
  /// It is cut between tokens, and never within a character; a character of more tokens than that is a stretch by itself.
  /// Special tokens are taken as text.
  /// - Parameters:
  ///   - limit: tokens, at least 1.
  ///   - overlap: tokens at the end of a stretch with which the next one begins; fewer than `limit`.
  /// - Returns: ranges of bytes that cover the text.
  public func split(_ text: UnsafeRawBufferPointer, into limit: Int, overlap: Int = 0) -> [Range<Int>] {
    ordinary(text) { text, repair in
      let ranges = TextCutter(encoding: self, text: text).split(into: max(1, limit), overlap: max(0, overlap))
      guard let repair else { return ranges }
      return ranges.map { repair.original($0.lowerBound)..<repair.original($0.upperBound) }
    }
  }

  /// Cuts a text into stretches of at most so many tokens each when they are encoded on their own.
  public func split(_ text: String, into limit: Int, overlap: Int = 0) -> [Range<Int>] {
    text.withTextBytes { split($0, into: limit, overlap: overlap) }
  }

  private func ordinary<Result>(
    _ text: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<UInt8>, RepairedText?) -> Result
  ) -> Result {
    let bytes = text.bindMemory(to: UInt8.self)
    guard let repaired = RepairedText(bytes) else { return body(bytes, nil) }
    return repaired.bytes.withUnsafeBufferPointer { body($0, repaired) }
  }
}
