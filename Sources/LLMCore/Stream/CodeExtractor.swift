/// Takes the code out of an answer: the insides of its fenced blocks, byte by byte as the model wrote them, and nothing else.
///
/// An answer without a fence is code as a whole: models that are asked for code alone often leave the fence out, and an empty output would
/// lose what was paid for. So what comes before the first fence is held back until that is decided.
package struct CodeExtractor: Sendable {
  /// Which blocks are meant.
  package enum Selection: Sendable, Equatable {
    case first
    case last
    /// All of them, one behind the other.
    case all
  }

  /// Bytes of the answer, in the order in which their fate was decided.
  package enum Piece: Sendable, Equatable {
    case code([UInt8])
    /// Prose, and blocks that were not chosen.
    case dropped([UInt8])
  }

  /// Whether the answer had a fenced block; if not, all of it counts as code.
  package private(set) var hasBlocks = false
  /// Whether the answer ended inside of a block that was chosen: its fence was not closed, or not yet.
  package private(set) var isUnclosed = false

  private let choice: Selection
  private var splitter = FenceSplitter()
  /// Before the first block the prose, in search of the last one the block that may be it.
  private var held: [UInt8] = []
  private var blocks = 0

  package init(_ choice: Selection = .first) { self.choice = choice }

  /// Takes the next bytes of the answer and returns what is certain by now.
  package mutating func feed(_ bytes: [UInt8]) -> [Piece] { sort(splitter.feed(bytes)) }

  /// Ends the answer and returns the rest.
  package mutating func finish() -> [Piece] {
    var pieces = sort(splitter.finish())
    if !held.isEmpty { pieces.append(.code(held)) }
    held = []
    return pieces
  }

  private mutating func sort(_ pieces: [FenceSplitter.Piece]) -> [Piece] {
    var sorted: [Piece] = []
    for piece in pieces {
      switch piece {
      case .prose(let bytes):
        if hasBlocks { sorted.append(.dropped(bytes)) } else { held += bytes }
      case .opened:
        if !hasBlocks || choice == .last, !held.isEmpty {
          sorted.append(.dropped(held))
          held = []
        }
        hasBlocks = true
        blocks += 1
        isUnclosed = isChosen
      case .code(let bytes):
        if choice == .last {
          held += bytes
        } else {
          sorted.append(isChosen ? .code(bytes) : .dropped(bytes))
        }
      case .closed:
        if isChosen { isUnclosed = false }
      }
    }
    return sorted
  }

  /// Whether the block that came last is meant, as far as can be said yet.
  private var isChosen: Bool { choice != .first || blocks == 1 }
}
