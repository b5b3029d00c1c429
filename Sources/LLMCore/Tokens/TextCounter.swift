internal import Tokenizer

/// Counts one text after the other with one encoding, on one thread, piece by piece as they are read.
package final class TextCounter {
  private let counter: TokenCounter

  /// What counters on several threads remember together, so that each word is encoded by one of them only. All of them must
  /// have the same basis.
  package struct Memory: Sendable {
    fileprivate let pieces: PieceMemory

    /// Room for texts of about so many bytes.
    package init(expecting bytes: Int = .max) { pieces = PieceMemory(expecting: bytes) }
  }

  /// Counts with the basis' encoding; its factor is not applied.
  package init(_ basis: TokenBasis, special: SpecialTokenHandling, memory: Memory? = nil) {
    counter = TokenCounter(basis.tokenizer, specialTokens: special.policy, remembering: memory?.pieces)
  }

  /// The tokens that are certain of the text so far; never more than there are.
  package var countSoFar: Int { counter.countSoFar }

  /// Takes the next piece of a text.
  ///
  /// Throws `SpecialTokenFound` where one is to be refused; the next piece then begins a new text.
  package func append(_ piece: UnsafeRawBufferPointer) throws(SpecialTokenFound) {
    do {
      try counter.append(piece)
    } catch {
      counter.reset()
      throw SpecialTokenFound(error)
    }
  }

  /// The tokens of the text whose last piece was taken; the next one begins a new text.
  ///
  /// Throws `SpecialTokenFound` where one is to be refused.
  package func finish() throws(SpecialTokenFound) -> Int {
    do {
      return try counter.finish()
    } catch {
      counter.reset()
      throw SpecialTokenFound(error)
    }
  }

  /// Forgets the text so far; the next piece begins a new one.
  package func reset() { counter.reset() }
}

/// What to do where a text contains the spelling of a special token, such as `<|endoftext|>`.
package enum SpecialTokenHandling: String, Sendable, CaseIterable {
  /// It is text like any other, as what a user writes is.
  case text
  /// It is one token.
  case allow
  /// It is an error.
  case refuse

  var policy: SpecialTokenPolicy {
    switch self {
    case .text: .asText
    case .allow: .encoded
    case .refuse: .refused
    }
  }
}

/// A text has a special token in it that is to be refused.
package struct SpecialTokenFound: Error, Sendable, Equatable {
  package let spelling: String
  /// Bytes from the start of the text.
  package let offset: Int

  init(_ error: SpecialTokenError) { (spelling, offset) = (error.spelling, error.offset) }
}
