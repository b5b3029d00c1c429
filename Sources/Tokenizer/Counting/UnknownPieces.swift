internal import CVocabulary

/// Counts the tokens of many short pieces at once.
///
/// One piece alone spends most of its time waiting for memory. So all of them take a step in turn: down the trie, to find
/// those that are a token, then from merge to merge.
struct UnknownPieces {
  let tables: VocabularyTables
  let memory: EncoderMemory

  /// Pieces that are merged in turn.
  static let lanes = 8

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
    merge(UnsafeMutableBufferPointer(rebasing: pieces[..<unmatched]), found)
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

  /// Merges the pieces, some in turn.
  @inline(__always)
  private func merge(
    _ pieces: UnsafeMutableBufferPointer<Piece>, _ found: (_ index: Int, _ tokens: Int) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: (merger: BytePairMerger, index: Int).self, capacity: Self.lanes) { lanes in
      var started = 0
      var busy = 0
      func start(_ lane: Int) {
        let piece = pieces[started]
        started &+= 1
        let keys = (lane < busy ? lanes[lane].merger.keys : memory.keys + lane &* BytePairMerger.longest)
        let steps = (lane < busy ? lanes[lane].merger.steps : memory.steps + lane &* BytePairMerger.longest)
        lanes.initializeElement(
          at: lane,
          to: (BytePairMerger(tables, piece.text, count: piece.count, keys: keys, steps: steps), piece.index))
      }
      while busy < Self.lanes, started < pieces.count {
        start(busy)
        busy &+= 1
      }
      while busy > 0 {
        var lane = 0
        while lane < busy {
          if lanes[lane].merger.advance() {
            lane &+= 1
            continue
          }
          found(lanes[lane].index, lanes[lane].merger.number)
          if started < pieces.count {
            start(lane)
            lane &+= 1
          } else {
            busy &-= 1
            lanes[lane] = lanes[busy]
          }
        }
      }
    }
  }
}
