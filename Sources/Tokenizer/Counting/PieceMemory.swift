internal import CVocabulary

/// The counts of pieces that were met lately. Counters on several threads may share one, so that each piece is encoded by one
/// of them only.
///
/// Nothing is locked: threads read and write the words of an entry as they come. An entry whose words belong to different
/// writes is recognised and means nothing, since its first word is stored mixed with the others (``Seal``). What is read is
/// therefore a count that was written for this very piece, or none; what two threads write at once may be lost, which costs
/// time but is not wrong.
public final class PieceMemory: Sendable {
  /// Buckets of two entries of 16 bytes: a ``ShortPiece``, its first word sealed, with its count in the last four bits.
  nonisolated(unsafe) let shortPieces: UnsafeMutablePointer<UInt64>
  let shortShift: UInt64
  /// Entries of 32 bytes: a ``MediumPiece``, its first word sealed, with its count in the last byte.
  nonisolated(unsafe) let mediumPieces: UnsafeMutablePointer<UInt64>
  let mediumShift: UInt64
  let seal = Seal()

  // Touched by atomic reads and writes only, until nobody has the object any more.
  nonisolated(unsafe) private let memory: UnsafeMutableRawPointer
  private let size: Int

  /// Room for the pieces of a text of any length.
  public convenience init() { self.init(expecting: .max) }

  /// Room for the pieces of texts of about so many bytes: short texts get small tables, which cost fewer pages.
  public init(expecting bytes: Int) {
    let wish = max(6, Int.bitWidth - (bytes / 8).leadingZeroBitCount)
    let (shortBits, mediumBits) = (min(wish, 16), min(wish, 15))
    size = 32 << shortBits + 32 << mediumBits
    let memory = size < Self.tableSize ? llmctl_zeroed(size + 64) : llmctl_zeroed_table(size)
    guard let memory else { fatalError("out of memory: \(size) bytes") }
    self.memory = memory
    let aligned = memory.alignedUp(toMultipleOf: 64)
    shortPieces = aligned.assumingMemoryBound(to: UInt64.self)
    mediumPieces = (aligned + 32 << shortBits).assumingMemoryBound(to: UInt64.self)
    (shortShift, mediumShift) = (UInt64(64 - shortBits), UInt64(64 - mediumBits))
  }

  /// From so many bytes on, to have all pages at once costs less than to meet them one by one.
  private static let tableSize = 1 << 20

  /// Has the memory present before it is used: for a thread that has nothing else to do yet. It may be asked for again.
  func populate() { if size >= Self.tableSize { llmctl_populate_table(memory, size) } }

  deinit { if size < Self.tableSize { llmctl_release(memory) } else { llmctl_release_table(memory, size) } }

  /// What an entry's first word is mixed with, made of its others. Drawn anew for each memory, so that no text can be made
  /// for which a torn entry looks whole.
  struct Seal {
    private let first = UInt64.random(in: 0 ... .max) | 1
    private let second = UInt64.random(in: 0 ... .max) | 1

    /// For the second word of a short piece, its count included.
    @inline(__always)
    func of(_ word: UInt64) -> UInt64 { (word ^ word &>> 29) &* first }

    /// For the other words of a medium piece.
    @inline(__always)
    func of(_ words: (UInt64, UInt64, UInt64)) -> UInt64 {
      let mixed = (of(words.0) ^ words.1) &* second
      return of(mixed ^ mixed &>> 32 ^ words.2)
    }
  }
}
