internal import CVocabulary

/// Counts the tokens of many short pieces at once.
///
/// One piece alone spends most of its time waiting for memory. So all of them take a step in turn: down the trie, to find
/// those that are a token, then from merge to merge.
struct UnknownPieces {
  let tables: VocabularyTables
  let memory: EncoderMemory
  /// Whether the pieces may have more bytes than a ``ShortPiece``.
  var areWide = false

  /// A piece and where its number of tokens goes.
  struct Piece {
    var text: UnsafePointer<UInt8>
    var count: Int
    /// The trie's node that has been reached.
    var base = 0
    /// Which of the batch's pieces it is.
    var index: Int
  }

  /// Calls with the number of tokens of each piece, in any order. The pieces' memory is used up.
  @inline(__always)
  func count(
    _ pieces: UnsafeMutableBufferPointer<Piece>, _ found: (_ index: Int, _ tokens: Int) -> Void
  ) {
    let unmatched = descend(pieces, found)
    if let merges = tables.merges {
      let encoder = MergeEncoder(tables: tables, merges: merges)
      for piece in pieces[..<unmatched] {
        found(piece.index, encoder.encode(piece.text, count: piece.count, into: memory.tokens))
      }
      return
    }
    MergeLanes(tables: tables, memory: memory).encode(unmatched, areWide: areWide) {
      UnsafeBufferPointer(start: pieces[$0].text, count: pieces[$0].count)
    } done: {
      found(pieces[$0.piece].index, $0.number)
    }
  }

  /// Finds the pieces that are a token. The others come to stand first; returns their number.
  @inline(__always)
  private func descend(
    _ pieces: UnsafeMutableBufferPointer<Piece>, _ found: (_ index: Int, _ tokens: Int) -> Void
  ) -> Int {
    // First those that are no token, then those that may be one.
    var (unmatched, open) = (0, 0)
    var end = pieces.count
    var depth = 0
    while unmatched < end {
      open = unmatched
      var kept = unmatched
      while open < end {
        var piece = pieces[open]
        switch tables.step(&piece.base, piece.text, depth: depth, count: piece.count) {
        case .token: found(piece.index, 1)
        case .none:
          // The first of those that may be one makes room.
          pieces[kept] = pieces[unmatched]
          pieces[unmatched] = piece
          unmatched &+= 1
          kept &+= 1
        case .open:
          pieces[kept] = piece
          kept &+= 1
        }
        open &+= 1
      }
      end = kept
      depth &+= 1
    }
    return unmatched
  }
}
