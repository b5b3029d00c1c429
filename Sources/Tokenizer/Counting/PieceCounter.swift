/// Counts the tokens of pieces, remembering the counts of pieces it met lately.
///
/// All of it are pointers into memory that ``Workspace`` owns: the value is copied into registers for a loop.
struct PieceCounter {
  let encoder: BytePairEncoder
  /// Two words for each slot: a ``ShortPiece`` with its count in the last four bits.
  let shortPieces: UnsafeMutablePointer<UInt64>
  let shortShift: UInt64
  /// Four words for each slot: a ``MediumPiece`` with its count in the last byte.
  let mediumPieces: UnsafeMutablePointer<UInt64>
  let mediumShift: UInt64

  /// The tokens of the pieces from `start` on that end at `ends`, in a text of which `count` bytes may be read.
  @inline(__always)
  func count(
    _ text: UnsafePointer<UInt8>, count: Int, from start: Int, ends: UnsafeBufferPointer<UInt32>
  ) -> Int {
    var total = 0
    var position = start
    for end in ends {
      let end = Int(end)
      let length = end &- position
      if length <= ShortPiece.longest, position &+ 16 <= count {
        total &+= countShort(text + position, length: length)
      } else {
        total &+= countOther(text + position, length: length, readable: count &- position)
      }
      position = end
    }
    return total
  }

  /// A piece of at most 15 bytes, with 16 to read.
  @inline(__always)
  func countShort(_ text: UnsafePointer<UInt8>, length: Int) -> Int {
    let piece = ShortPiece(text, count: length)
    let slot = shortPieces + Int(piece.hash &>> shortShift) &* 2
    if slot[0] == piece.low, (slot[1] ^ piece.high) &<< 4 == 0 { return Int(slot[1] &>> 60) }
    return countUnknown(text, length: length, piece: piece, slot: slot)
  }

  @inline(never)
  private func countUnknown(
    _ text: UnsafePointer<UInt8>, length: Int, piece: ShortPiece, slot: UnsafeMutablePointer<UInt64>
  ) -> Int {
    let number = encoder.encode(text, count: length)
    slot[0] = piece.low
    slot[1] = piece.high | UInt64(number) << 60
    return number
  }

  /// A piece that is long or lies so near to the end of the memory that 16 bytes cannot be read.
  @inline(never)
  private func countOther(_ text: UnsafePointer<UInt8>, length: Int, readable: Int) -> Int {
    if length <= ShortPiece.longest { return encoder.encode(text, count: length) }
    if text[length - 3] >= 0xE0 { return countSeamed(text, length: length, readable: readable) }
    guard length <= MediumPiece.longest, readable >= 32 else { return countLong(text, length: length) }
    return countMedium(text, length: length)
  }

  @inline(__always)
  private func countMedium(_ text: UnsafePointer<UInt8>, length: Int) -> Int {
    let piece = MediumPiece(text, count: length)
    let slot = mediumPieces + Int(piece.hash &>> mediumShift) &* 4
    if slot[0] == piece.words.0, slot[1] == piece.words.1, slot[2] == piece.words.2,
      (slot[3] ^ piece.words.3) &<< 8 == 0
    {
      return Int(slot[3] &>> 56)
    }
    let number = encoder.encode(text, count: length)
    slot[0] = piece.words.0
    slot[1] = piece.words.1
    slot[2] = piece.words.2
    slot[3] = piece.words.3 | UInt64(number) << 56
    return number
  }

  private func countLong(_ text: UnsafePointer<UInt8>, length: Int) -> Int {
    if length <= encoder.memory.capacity { return encoder.encode(text, count: length) }
    var total = 0
    _ = LongPiece(encoder.tables).encode(UnsafeBufferPointer(start: text, count: length), isLast: true) {
      total += $0.count
    }
    return total
  }

  /// A piece of characters of three bytes, as Chinese, Japanese, Korean and Thai have them: whole clauses that never come
  /// twice. It is cut where no token reaches across, into words that do.
  private func countSeamed(_ text: UnsafePointer<UInt8>, length: Int, readable: Int) -> Int {
    var total = 0
    var start = 0
    var position = 0
    var previous: UInt64 = 0
    while position < length {
      let lead = text[position]
      guard lead & 0xF0 == 0xE0, position + 3 <= length else {
        previous = 0
        position += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 4
        continue
      }
      let character =
        UInt64(lead) | UInt64(text[position + 1]) << 8 | UInt64(text[position + 2]) << 16
      if previous != 0, !encoder.tables.mayJoin(previous, character) {
        total += countPart(text + start, length: position - start, readable: readable - start)
        start = position
      }
      previous = character
      position += 3
    }
    return total + countPart(text + start, length: length - start, readable: readable - start)
  }

  @inline(__always)
  private func countPart(_ text: UnsafePointer<UInt8>, length: Int, readable: Int) -> Int {
    if length <= ShortPiece.longest, readable >= 16 { return countShort(text, length: length) }
    if length <= MediumPiece.longest, length > ShortPiece.longest, readable >= 32 {
      return countMedium(text, length: length)
    }
    return countLong(text, length: length)
  }
}
