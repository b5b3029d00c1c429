internal import CVocabulary

/// The lookup tables of a vocabulary, read in place wherever they lie: in the program file, a mapped file or the heap.
///
/// Tokens are numbered in the order in which byte-pair encoding merges them. The layout, little-endian, is a header of 16
/// numbers of 32 bits and six sections, each on a cache line (64 bytes) of its own:
///
/// | header | | section | entries |
/// | --- | --- | --- | --- |
/// | 0, 1 | magic, version | 8 trie | 64 bits: label 8, base or tail length 24, token + 1 31, leaf 1 |
/// | 2 | tokens | 9 pairs | 64 bits: left 20, right 20, token + 1 20; open addressing |
/// | 3 | bytes of the longest token | 10 splits | two tokens of 32 bits for each token |
/// | 4, 5 | units of the trie, slots of the pairs | 11 offsets | 32 bits for each token and one more |
/// | 6 | bits of a seam's hash | 12 bytes | of all tokens, one after the other |
/// | 14 | size of the file | 13 seams | a Bloom filter |
///
/// `scripts/vocabulary.py` writes it; a change of the layout needs another version in both.
struct VocabularyTables: @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written once the tables exist.
  let units: UnsafePointer<UInt64>
  let pairs: UnsafePointer<UInt64>
  let splits: UnsafePointer<UInt32>
  let offsets: UnsafePointer<UInt32>
  let bytes: UnsafePointer<UInt8>
  let seams: UnsafePointer<UInt8>
  let pairSlots: UInt64
  let seamShift: UInt64
  let tokenCount: Int
  let longestToken: Int
  /// What merges, where the numbers of the tokens do not tell; `pairs` and `splits` are empty then.
  var merges: MergeTable?
  /// Whether `pairs` and `splits` are there: an empty section lies where the next begins.
  var hasOrder: Bool { UnsafeRawPointer(splits) != UnsafeRawPointer(offsets) }

  static let magic: UInt32 = 0x5643_4C4C
  static let version: UInt32 = 1
  /// 2^64 divided by the golden ratio, made odd: multiplying by it spreads a key over the upper bits.
  static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Nil when the memory does not begin with a header of this layout or is too short for it.
  init?(_ image: UnsafeRawBufferPointer) {
    guard image.count >= 64, let base = image.baseAddress else { return nil }
    let header = (0..<16).map { UInt32(littleEndian: base.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)) }
    guard header[0] == Self.magic, header[1] == Self.version, Int(header[14]) <= image.count else { return nil }
    units = (base + Int(header[8])).assumingMemoryBound(to: UInt64.self)
    pairs = (base + Int(header[9])).assumingMemoryBound(to: UInt64.self)
    splits = (base + Int(header[10])).assumingMemoryBound(to: UInt32.self)
    offsets = (base + Int(header[11])).assumingMemoryBound(to: UInt32.self)
    bytes = (base + Int(header[12])).assumingMemoryBound(to: UInt8.self)
    seams = (base + Int(header[13])).assumingMemoryBound(to: UInt8.self)
    pairSlots = UInt64(header[5])
    seamShift = UInt64(64 - header[6])
    tokenCount = Int(header[2])
    longestToken = Int(header[3])
  }

  /// The bytes of a token, which must be one of the vocabulary's.
  func bytes(of token: UInt32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(offsets[Int(token)]), count: length(of: token))
  }

  /// Bytes of a token.
  @inline(__always)
  func length(of token: UInt32) -> Int { Int(offsets[Int(token) + 1] - offsets[Int(token)]) }
}

extension VocabularyTables {
  /// The longest token that the text begins with. Every byte is a token, so there is one when `count` is not 0.
  @inline(__always)
  func longestMatch(_ text: UnsafePointer<UInt8>, count: Int) -> (token: UInt32, length: Int) {
    var base = 0
    var depth = 0
    var best: (token: UInt32, length: Int) = (0, 0)
    while depth < count {
      let byte = text[depth]
      let unit = units[base ^ Int(byte)]
      guard UInt8(truncatingIfNeeded: unit) == byte else { break }
      depth += 1
      let value = UInt32(truncatingIfNeeded: unit >> 32)
      let link = Int(unit >> 8 & 0xFF_FFFF)
      if value >> 31 != 0 {
        let token = (value & 0x7FFF_FFFF) &- 1
        guard link > 0 else { return (token, depth) }
        guard depth + link <= count else { break }
        let rest = bytes + Int(offsets[Int(token)]) + depth
        guard Self.isEqual(rest, text + depth, count: link) else { break }
        return (token, depth + link)
      }
      if value != 0 { best = (value &- 1, depth) }
      base = link
    }
    return best
  }

  /// Calls with every token that the text begins with, the shortest first.
  func forEachMatch(_ text: UnsafePointer<UInt8>, count: Int, _ body: (_ token: TokenID, _ length: Int) -> Void) {
    var base = 0
    for depth in stride(from: 1, through: count, by: 1) {
      let byte = text[depth - 1]
      let unit = units[base ^ Int(byte)]
      guard UInt8(truncatingIfNeeded: unit) == byte else { return }
      let value = UInt32(truncatingIfNeeded: unit >> 32)
      let link = Int(unit >> 8 & 0xFF_FFFF)
      if value >> 31 != 0 {
        let token = (value & 0x7FFF_FFFF) - 1
        guard depth + link <= count else { return }
        let rest = bytes + Int(offsets[Int(token)]) + depth
        if Self.isEqual(rest, text + depth, count: link) { body(token, depth + link) }
        return
      }
      if value != 0 { body(value - 1, depth) }
      base = link
    }
  }

  /// The token that two neighbours merge to, or nil when they do not.
  @inline(__always)
  func merged(_ left: UInt32, _ right: UInt32) -> UInt32? {
    let pair = UInt64(left) &<< 20 | UInt64(right)
    var slot = (((pair &* Self.multiplier) &>> 32) &* pairSlots) &>> 32
    while true {
      let entry = pairs[Int(slot)]
      if entry &>> 20 == pair { return UInt32(truncatingIfNeeded: entry & 0xF_FFFF) &- 1 }
      if entry == 0 { return nil }
      slot &+= 1
      if slot == pairSlots { slot = 0 }
    }
  }

  /// Asks for the memory that ``merged(_:_:)`` will read.
  @inline(__always)
  func prefetchMerged(_ left: UInt32, _ right: UInt32) {
    let pair = UInt64(left) &<< 20 | UInt64(right)
    llmctl_prefetch(pairs + Int((((pair &* Self.multiplier) &>> 32) &* pairSlots) &>> 32))
  }

  /// What a step down the trie found out about a text.
  enum Match { case token, none, open }

  /// Takes the step of the byte at `depth` and asks for the memory of the next; says whether the whole text is a token.
  @inline(__always)
  func step(_ base: inout Int, _ text: UnsafePointer<UInt8>, depth: Int, count: Int) -> Match {
    let byte = text[depth]
    let unit = units[base ^ Int(byte)]
    guard UInt8(truncatingIfNeeded: unit) == byte else { return .none }
    let value = UInt32(truncatingIfNeeded: unit &>> 32)
    let link = Int(unit &>> 8 & 0xFF_FFFF)
    let rest = count &- depth &- 1
    if value &>> 31 != 0 {
      guard link == rest else { return .none }
      let tail = bytes + Int(offsets[Int((value & 0x7FFF_FFFF) &- 1)]) + depth + 1
      return Self.isEqual(tail, text + depth + 1, count: rest) ? .token : .none
    }
    guard rest > 0 else { return value != 0 ? .token : .none }
    base = link
    llmctl_prefetch(units + (link ^ Int(text[depth &+ 1])))
    return .open
  }

  /// The token of a byte.
  @inline(__always)
  func byteToken(_ byte: UInt8) -> TokenID { UInt32(truncatingIfNeeded: units[Int(byte)] &>> 32) & 0x7FFF_FFFF &- 1 }

  /// The token that two bytes merge to, or nil when they do not.
  @inline(__always)
  func merged(byte first: UInt8, _ second: UInt8) -> TokenID? {
    let start = units[Int(first)]
    guard start &>> 63 == 0 else { return nil }
    let unit = units[Int(start &>> 8 & 0xFF_FFFF) ^ Int(second)]
    let value = UInt32(truncatingIfNeeded: unit &>> 32)
    guard UInt8(truncatingIfNeeded: unit) == second, value != 0 else { return nil }
    // A leaf with a tail is a longer token.
    if value &>> 31 != 0, unit &>> 8 & 0xFF_FFFF != 0 { return nil }
    return value & 0x7FFF_FFFF &- 1
  }

  /// Whether a token may reach from one three-byte character into the next; the characters are their bytes, little-endian.
  ///
  /// When it says no, no merge crosses the place between them, and the text may be cut there.
  @inline(__always)
  func mayJoin(_ first: UInt64, _ second: UInt64) -> Bool {
    let whole = ((first &<< 24 | second) &* Self.multiplier) &>> seamShift
    let lastByte = first &>> 16
    let partial = ((lastByte &<< 24 | second | 1 &<< 63) &* Self.multiplier) &>> seamShift
    let bits = seams[Int(whole >> 3)] >> UInt8(whole & 7) | seams[Int(partial >> 3)] >> UInt8(partial & 7)
    return bits & 1 != 0
  }

  @inline(__always)
  private static func isEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, count: Int) -> Bool {
    for index in 0..<count where a[index] != b[index] { return false }
    return true
  }
}
