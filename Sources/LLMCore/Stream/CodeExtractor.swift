/// Takes the code out of an answer: the insides of its fenced blocks, byte by byte as the model wrote them, and nothing else.
///
/// An answer without a fence is code as a whole: models that are asked for code alone often leave the fence out, and an empty output would
/// lose what was paid for.
package struct CodeExtractor: Sendable {
  /// Which blocks are meant.
  package enum Choice: Sendable, Equatable {
    case first
    case last
    /// All of them, one behind the other.
    case all
  }

  /// Bytes of the answer.
  package enum Piece: Sendable, Equatable {
    case code([UInt8])
    /// Prose, fences and blocks that were not chosen.
    case dropped([UInt8])
  }

  private let choice: Choice

  package init(_ choice: Choice = .first) { self.choice = choice }

  /// Takes the next bytes of the answer and returns what is certain by now.
  package mutating func feed(_ bytes: [UInt8]) -> [Piece] { [] }

  /// Ends the answer and returns the rest.
  package mutating func finish() -> [Piece] { [] }

  /// Whether the answer had a fenced block; if not, all of it counts as code.
  package private(set) var hasBlocks = false
  /// Whether the answer ended inside of a chosen block: its fence was never closed.
  package private(set) var isUnclosed = false
}
