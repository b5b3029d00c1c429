internal import CVocabulary

/// Counts the tokens of pieces, remembering the counts of pieces it met lately.
///
/// The tables lie in memory far from the processor, so a batch of pieces is worked off in rounds that do not wait for each
/// other's reads: first every key is made and its bucket asked for, then the buckets are compared, then what is new is
/// encoded. All pointers lead into memory that ``Workspace`` owns.
struct PieceCounter {
  let encoder: BytePairEncoder
  /// Those of the ``PieceMemory``, which other threads may be reading and writing.
  let shortPieces: UnsafeMutablePointer<UInt64>
  let shortShift: UInt64
  let mediumPieces: UnsafeMutablePointer<UInt64>
  let mediumShift: UInt64
  let seal: PieceMemory.Seal
  /// The pieces of the batch at hand.
  let queue: UnsafeMutablePointer<QueuedPiece>
  let unknown: UnsafeMutablePointer<UnknownPieces.Piece>
  /// The pieces of medium length that are new.
  let newMedium: UnsafeMutablePointer<NewMediumPiece>

  /// Pieces that are looked up together.
  static let queueLength = 512
  /// New pieces of medium length that are encoded together.
  static let mediumQueueLength = 64

  /// A short piece on its way through the rounds.
  struct QueuedPiece {
    var piece: ShortPiece
    var bucket: UnsafeMutablePointer<UInt64>
    var start: UnsafePointer<UInt8>
  }

  /// A piece of medium length that is in no entry yet.
  struct NewMediumPiece {
    var piece: MediumPiece
    var slot: UnsafeMutablePointer<UInt64>
    var start: UnsafePointer<UInt8>
    var count: Int
  }

  /// How many pieces wait.
  struct Queued {
    var short = 0
    var medium = 0
  }

  /// The tokens of the pieces from `start` on that end at `ends`, in a text of which `count` bytes may be read.
  func count(
    _ text: UnsafePointer<UInt8>, count: Int, from start: Int, ends: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var total = 0
    var queued = Queued()
    var position = start
    var index = 0
    while true {
      // The common case, in a loop without calls, so that all it needs stays in registers.
      while index < ends.count, queued.short < Self.queueLength {
        let end = Int(ends[index])
        let length = end &- position
        guard length <= ShortPiece.longest, position &+ 16 <= count else { break }
        enqueue(text + position, length: length, at: queued.short)
        queued.short &+= 1
        position = end
        index &+= 1
      }
      if queued.short == Self.queueLength { total &+= countQueue(&queued) }
      guard index < ends.count else { return total &+ countQueue(&queued) &+ countNewMedium(&queued) }
      let length = Int(ends[index]) &- position
      if length <= ShortPiece.longest, position &+ 16 <= count { continue }
      total &+= countOther(text + position, length: length, readable: count &- position, queued: &queued)
      position = Int(ends[index])
      index &+= 1
    }
  }

  @inline(__always)
  private func enqueue(_ text: UnsafePointer<UInt8>, length: Int, at place: Int) {
    let piece = ShortPiece(text, count: length)
    let bucket = shortPieces + Int(piece.hash &>> shortShift) &* 4
    llmctl_prefetch(bucket)
    queue[place] = QueuedPiece(piece: piece, bucket: bucket, start: text)
  }

  /// Counts what is queued and empties the queue.
  @inline(never)
  private func countQueue(_ queued: inout Queued) -> Int {
    var total = 0
    var misses = 0
    for index in 0..<queued.short {
      let (piece, bucket) = (queue[index].piece, queue[index].bucket)
      let first = entry(bucket, piece)
      if first != 0 {
        total &+= Int(first &>> 60)
        continue
      }
      let second = entry(bucket + 2, piece)
      if second != 0 {
        total &+= Int(second &>> 60)
        // The piece met last stands first.
        let other = (llmctl_read(bucket), llmctl_read(bucket + 1))
        write(piece, second, to: bucket)
        llmctl_write(bucket + 2, other.0)
        llmctl_write(bucket + 3, other.1)
      } else {
        unknown[misses] = UnknownPieces.Piece(
          text: queue[index].start, count: Int(piece.high &>> 56), index: index)
        misses &+= 1
      }
    }
    queued.short = 0
    return total &+ countUnknown(misses)
  }

  /// The second word of an entry when it is this piece's, else 0.
  @inline(__always)
  private func entry(_ place: UnsafeMutablePointer<UInt64>, _ piece: ShortPiece) -> UInt64 {
    let word = llmctl_read(place + 1)
    let difference = (word ^ piece.high) &<< 4 | (llmctl_read(place) ^ seal.of(word) ^ piece.low)
    return difference == 0 ? word : 0
  }

  @inline(__always)
  private func write(_ piece: ShortPiece, _ word: UInt64, to place: UnsafeMutablePointer<UInt64>) {
    llmctl_write(place, piece.low ^ seal.of(word))
    llmctl_write(place + 1, word)
  }

  /// Encodes pieces that are in no bucket, and remembers them.
  private func countUnknown(_ misses: Int) -> Int {
    guard misses > 0 else { return 0 }
    var total = 0
    let pieces = UnknownPieces(tables: encoder.tables, memory: encoder.memory)
    pieces.count(UnsafeMutableBufferPointer(start: unknown, count: misses)) { index, number in
      let (piece, bucket) = (queue[index].piece, queue[index].bucket)
      total &+= number
      // The same piece may have come twice in one batch.
      if entry(bucket, piece) != 0 { return }
      llmctl_write(bucket + 2, llmctl_read(bucket))
      llmctl_write(bucket + 3, llmctl_read(bucket + 1))
      write(piece, piece.high | UInt64(number) &<< 60, to: bucket)
    }
    return total
  }

  /// A piece that is long or lies so near to the end of the memory that 16 bytes cannot be read.
  @inline(never)
  private func countOther(
    _ text: UnsafePointer<UInt8>, length: Int, readable: Int, queued: inout Queued
  ) -> Int {
    if length <= ShortPiece.longest { return encoder.encode(text, count: length) }
    if text[length - 3] >= 0xE0 || text[0] == ReplacementSeams.lead || text[1] == ReplacementSeams.lead {
      return countCutAtSeams(text, length: length, readable: readable, queued: &queued)
    }
    return countLong(text, length: length, readable: readable, queued: &queued)
  }

  /// A piece of characters of three bytes, as Chinese, Japanese, Korean and Thai have them: whole clauses that never come
  /// twice; or one of bytes that were no text. It is cut where no token reaches across, into words that do.
  private func countCutAtSeams(
    _ text: UnsafePointer<UInt8>, length: Int, readable: Int, queued: inout Queued
  ) -> Int {
    var total = 0
    var start = 0
    var position = 0
    var previous: UInt64 = 0
    while true {
      var character: UInt64 = 0
      var isSeam = position == length
      if position &+ 3 <= length, text[position] & 0xF0 == 0xE0 {
        character = UInt64(text[position]) | UInt64(text[position &+ 1]) &<< 8 | UInt64(text[position &+ 2]) &<< 16
        if previous != 0 {
          isSeam = !encoder.tables.mayJoin(previous, character)
        } else if character == ReplacementSeams.replacement, position > 0, text[position &- 1] < 0x80 {
          isSeam = !encoder.tables.replacementSeams.mayJoin(replacementAfter: text[position &- 1])
        }
      } else if previous == ReplacementSeams.replacement, position < length, text[position] < 0x80 {
        isSeam = !encoder.tables.replacementSeams.mayJoin(replacementBefore: text[position])
      }
      if isSeam {
        let part = position &- start
        if part <= ShortPiece.longest, start &+ 16 <= readable {
          if queued.short == Self.queueLength { total &+= countQueue(&queued) }
          enqueue(text + start, length: part, at: queued.short)
          queued.short &+= 1
        } else {
          total &+= countLong(text + start, length: part, readable: readable &- start, queued: &queued)
        }
        start = position
      }
      if position == length { return total }
      previous = character
      let lead = text[position]
      position &+= lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }
  }

  private func countLong(
    _ text: UnsafePointer<UInt8>, length: Int, readable: Int, queued: inout Queued
  ) -> Int {
    if length <= ShortPiece.longest { return encoder.encode(text, count: length) }
    if length <= MediumPiece.longest, readable >= 32 { return countMedium(text, length: length, queued: &queued) }
    if length <= encoder.memory.capacity { return encoder.encode(text, count: length) }
    var total = 0
    _ = LongPiece(encoder.tables).encode(UnsafeBufferPointer(start: text, count: length), isLast: true) {
      total += $0.count
    }
    return total
  }

  /// The tokens of a piece that was met before; 0 when it is new and waits.
  private func countMedium(_ text: UnsafePointer<UInt8>, length: Int, queued: inout Queued) -> Int {
    let piece = MediumPiece(text, count: length)
    let slot = mediumPieces + Int(piece.hash &>> mediumShift) &* 4
    let last = llmctl_read(slot + 3)
    let words = (piece.words.1, piece.words.2, last)
    if (last ^ piece.words.3) &<< 8 == 0, llmctl_read(slot + 1) == words.0, llmctl_read(slot + 2) == words.1,
      llmctl_read(slot) ^ seal.of(words) == piece.words.0
    {
      return Int(last &>> 56)
    }
    newMedium[queued.medium] = NewMediumPiece(piece: piece, slot: slot, start: text, count: length)
    queued.medium &+= 1
    return queued.medium == Self.mediumQueueLength ? countNewMedium(&queued) : 0
  }

  /// Encodes the new pieces of medium length, and remembers them.
  @inline(never)
  private func countNewMedium(_ queued: inout Queued) -> Int {
    guard queued.medium > 0 else { return 0 }
    var total = 0
    for index in 0..<queued.medium {
      unknown[index] = UnknownPieces.Piece(text: newMedium[index].start, count: newMedium[index].count, index: index)
    }
    let pieces = UnknownPieces(tables: encoder.tables, memory: encoder.memory, areWide: true)
    pieces.count(UnsafeMutableBufferPointer(start: unknown, count: queued.medium)) { index, number in
      let (piece, slot) = (newMedium[index].piece, newMedium[index].slot)
      total &+= number
      let words = (piece.words.1, piece.words.2, piece.words.3 | UInt64(number) &<< 56)
      llmctl_write(slot, piece.words.0 ^ seal.of(words))
      llmctl_write(slot + 1, words.0)
      llmctl_write(slot + 2, words.1)
      llmctl_write(slot + 3, words.2)
    }
    queued.medium = 0
    return total
  }
}
