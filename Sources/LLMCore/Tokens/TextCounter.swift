internal import Tokenizer

/// Counts one text after the other with one encoding, on one thread, piece by piece as they are read.
package final class TextCounter {
  private let encoding: Encoding
  private let policy: SpecialTokenPolicy
  private var pending: [UInt8] = []

  /// Counts with the basis' encoding; its factor is not applied.
  package init(_ basis: TokenBasis, special: SpecialTokenHandling) {
    encoding = basis.tokenizer
    policy = special.policy
  }

  /// The tokens of a whole text.
  ///
  /// Throws `SpecialTokenFound` where one is to be refused.
  package func count(whole text: UnsafeRawBufferPointer) throws(SpecialTokenFound) -> Int {
    do {
      return try encoding.count(text, specialTokens: policy)
    } catch {
      throw SpecialTokenFound(spelling: error.spelling, offset: error.offset)
    }
  }

  /// Takes the next piece of a text.
  ///
  /// Throws `SpecialTokenFound` where one is to be refused.
  package func append(_ piece: UnsafeRawBufferPointer) throws(SpecialTokenFound) { pending += piece }

  /// The tokens of the text whose last piece was taken; the next one begins a new text.
  ///
  /// Throws `SpecialTokenFound` where one is to be refused.
  package func finish() throws(SpecialTokenFound) -> Int {
    let text = pending
    pending = []
    let result = text.withUnsafeBytes { bytes in
      Result { () throws(SpecialTokenFound) in try count(whole: bytes) }
    }
    return try result.get()
  }
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
}
