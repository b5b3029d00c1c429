internal import CVocabulary

/// The memory that one thread counts and encodes with. It is bounded, and takes room only as it is used.
final class Workspace {
  let counter: PieceCounter
  var encoder: BytePairEncoder { counter.encoder }

  private let memory: UnsafeMutableRawPointer
  private let pieces: PieceMemory

  /// Bytes of the longest piece that is encoded at once; a longer one is a ``LongPiece``.
  static let window = 1 << 12
  /// Bytes of a long piece that are encoded at once.
  static let longWindow = 1 << 15

  /// Memory for texts of about so many bytes.
  convenience init(_ tables: VocabularyTables, expecting bytes: Int, window: Int = Workspace.window) {
    self.init(tables, pieces: PieceMemory(expecting: bytes), window: window)
  }

  /// Memory that remembers pieces together with others; they must be of the same vocabulary.
  init(_ tables: VocabularyTables, pieces: PieceMemory, window: Int = Workspace.window) {
    self.pieces = pieces
    pieces.populate()
    let neighbours = EncoderMemory.neighbourSlots * 4
    let sizes = [
      neighbours, window * 4 + 64, window / 8 + 64,
      MergeLanes.lanes * MergeLanes.places * 4, MergeLanes.lanes * MergeLanes.tokenPlaces * 4 + 64,
      PieceCounter.queueLength * 32, PieceCounter.queueLength * MemoryLayout<UnknownPieces.Piece>.stride,
      window * 4, PieceCounter.mediumQueueLength * MemoryLayout<PieceCounter.NewMediumPiece>.stride,
      256 * RunTokens.entries * 4,
    ]
    let total = sizes.reduce(64, +)
    guard let memory = llmctl_zeroed(total) else { fatalError("out of memory: \(total) bytes") }
    self.memory = memory
    let aligned = memory.alignedUp(toMultipleOf: 64)
    let starts = sizes.indices.map { aligned + sizes[..<$0].reduce(0, +) }
    counter = PieceCounter(
      encoder: BytePairEncoder(
        tables: tables,
        memory: EncoderMemory(
          tokens: starts[1].assumingMemoryBound(to: UInt32.self),
          chunkTokens: starts[7].assumingMemoryBound(to: UInt32.self),
          deadEnds: starts[2].assumingMemoryBound(to: UInt64.self),
          neighbours: starts[0].assumingMemoryBound(to: UInt32.self),
          keys: starts[3].assumingMemoryBound(to: UInt32.self),
          places: starts[4].assumingMemoryBound(to: TokenID.self),
          runs: starts[9].assumingMemoryBound(to: TokenID.self), capacity: window)),
      shortPieces: pieces.shortPieces, shortShift: pieces.shortShift, mediumPieces: pieces.mediumPieces,
      mediumShift: pieces.mediumShift, seal: pieces.seal,
      queue: starts[5].assumingMemoryBound(to: PieceCounter.QueuedPiece.self),
      unknown: starts[6].assumingMemoryBound(to: UnknownPieces.Piece.self),
      newMedium: starts[8].assumingMemoryBound(to: PieceCounter.NewMediumPiece.self))
  }

  /// Counts the tokens of a stretch of well-formed text until it ends or the limit is exceeded.
  ///
  /// With `isLast` false the pieces at the end that more text could change are left out.
  /// - Returns: the tokens, and the bytes of the pieces they belong to.
  func count(
    _ text: UnsafeBufferPointer<UInt8>, with scanner: PieceScanner, isLast: Bool, upTo limit: Int
  ) -> (tokens: Int, bytes: Int) {
    var total = 0
    let counter = counter
    let takeLong = { (piece: UnsafeBufferPointer<UInt8>) in
      _ = LongPiece(counter.encoder.tables).encode(piece, isLast: true) { total += $0.count }
      return total <= limit
    }
    let batches = PieceBatches(scanner: scanner)
    let end = batches.forEach(in: text, isLast: isLast, takeLong: takeLong) { window, _, start, ends in
      if let base = window.baseAddress {
        total += counter.count(base, count: window.count, from: start, ends: ends)
      }
      return total <= limit
    }
    return (total, end)
  }

  /// Calls with the tokens of each piece of a stretch of well-formed text, until it is answered with false.
  /// - Returns: the last answer.
  func encode(
    _ text: UnsafeBufferPointer<UInt8>, with scanner: PieceScanner, take: (UnsafeBufferPointer<TokenID>) -> Bool
  ) -> Bool {
    let encoder = encoder
    var isWanted = true
    func takeLong(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
      _ = LongPiece(encoder.tables).encode(piece, isLast: true) { if isWanted { isWanted = take($0) } }
      return isWanted
    }
    _ = PieceBatches(scanner: scanner).forEach(in: text, isLast: true, takeLong: takeLong) { window, _, start, ends in
      var position = start
      for end in ends where isWanted {
        let piece = UnsafeBufferPointer(rebasing: window[position..<Int(end)])
        position = Int(end)
        guard let base = piece.baseAddress else { continue }
        if piece.count > encoder.memory.capacity {
          _ = takeLong(piece)
        } else {
          isWanted = take(
            UnsafeBufferPointer(start: encoder.memory.tokens, count: encoder.encode(base, count: piece.count)))
        }
      }
      return isWanted
    }
    return isWanted
  }

  deinit { llmctl_release(memory) }
}
