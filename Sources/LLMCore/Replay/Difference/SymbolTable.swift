/// Gives equal pieces of text equal numbers, so that what compares them compares numbers.
///
/// Pieces are equal where their bytes are: two ways to write the same accented letter are a difference that somebody may look for.
struct SymbolTable {
  /// Where each piece stands that was seen first, and what its bytes are.
  private var first: [(bytes: ArraySlice<UInt8>, hash: UInt64)] = []
  /// Numbers of pieces by their hash, open addressed; -1 is free.
  private var slots = [Int32](repeating: -1, count: 1024)

  init() {}

  /// A number for each piece, given by where it ends; the first begins with the bytes.
  mutating func symbols(of bytes: [UInt8], ends: [Int]) -> [Int32] {
    var start = 0
    return ends.map { end in
      defer { start = end }
      return symbol(of: bytes[start..<end])
    }
  }

  /// The number of a piece.
  mutating func symbol(of piece: ArraySlice<UInt8>) -> Int32 {
    if first.count * 2 >= slots.count { grow() }
    let hash = Self.hash(piece)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let known = first[Int(slots[slot])]
      if known.hash == hash, known.bytes.elementsEqual(piece) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(first.count)
    first.append((piece, hash))
    return slots[slot]
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, known) in first.enumerated() {
      var slot = Int(truncatingIfNeeded: known.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// The language's own, whose seed nobody can know who writes a text.
  private static func hash(_ piece: ArraySlice<UInt8>) -> UInt64 {
    var hasher = Hasher()
    piece.withUnsafeBytes { hasher.combine(bytes: $0) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
