internal import CVocabulary

/// The memory that one thread counts and encodes with. It is bounded, and takes room only as it is used.
final class Workspace {
  let counter: PieceCounter
  var encoder: BytePairEncoder { counter.encoder }

  private let memory: UnsafeMutableRawPointer

  /// Bytes of the longest stretch of text that is encoded at once; longer pieces are taken in steps.
  static let window = 1 << 16

  /// Memory for texts of about so many bytes: short texts get small tables, which cost fewer pages.
  init(_ tables: VocabularyTables, expecting bytes: Int) {
    let wish = max(6, Int.bitWidth - (bytes / 8).leadingZeroBitCount)
    let shortBits = min(wish, 14)
    let mediumBits = min(wish, 13)
    let neighbours = EncoderMemory.neighbourSlots * 4
    let sizes = [16 << shortBits, 32 << mediumBits, neighbours, Self.window * 4 + 64, Self.window / 8 + 64]
    let total = sizes.reduce(64, +)
    guard let memory = llmctl_zeroed(total) else { fatalError("out of memory: \(total) bytes") }
    self.memory = memory
    let aligned = memory.alignedUp(toMultipleOf: 64)
    let starts = sizes.indices.map { aligned + sizes[..<$0].reduce(0, +) }
    counter = PieceCounter(
      encoder: BytePairEncoder(
        tables: tables,
        memory: EncoderMemory(
          tokens: starts[3].assumingMemoryBound(to: UInt32.self),
          deadEnds: starts[4].assumingMemoryBound(to: UInt64.self),
          neighbours: starts[2].assumingMemoryBound(to: UInt32.self), capacity: Self.window)),
      shortPieces: starts[0].assumingMemoryBound(to: UInt64.self), shortShift: UInt64(64 - shortBits),
      mediumPieces: starts[1].assumingMemoryBound(to: UInt64.self), mediumShift: UInt64(64 - mediumBits))
  }

  deinit { llmctl_release(memory) }
}
