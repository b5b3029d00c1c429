internal import CVocabulary

/// The lookup tables of a vocabulary, read in place wherever they lie: in the program file, a mapped file or the heap.
///
/// Tokens are numbered in the order in which byte-pair encoding merges them. The layout, little-endian, is a header of 32
/// numbers of 32 bits and sections, each on a cache line (64 bytes) of its own:
///
/// | header | | section | entries |
/// | --- | --- | --- | --- |
/// | 0, 1 | magic, version | 9 trie | 64 bits: label 8, base or tail length 24, token + 1 31, leaf 1 |
/// | 2 | tokens | 10 pairs | 64 bits each: see ``PairTable`` |
/// | 3 | bytes of the longest token | 11 seeds | 8 bits for each bucket of the pairs' hash |
/// | 4 | units of the trie | 12 byte pairs | 32 bits for each two bytes: a token |
/// | 5, 6 | slots of the pairs, seeds | 13 splits | two tokens of 32 bits for each token |
/// | 7 | bits of a seam's hash | 14 offsets | 32 bits for each token and one more |
/// | 8 | size of the file | 15 bytes | of all tokens, one after the other |
/// | 17 to 24 | ``ReplacementSeams`` | 16 seams | a Bloom filter |
///
/// `scripts/vocabulary.py` writes it; a change of the layout needs another version in both.
struct VocabularyTables: @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written once the tables exist.
  let units: UnsafePointer<UInt64>
  let pairs: PairTable
  let splits: UnsafePointer<UInt32>
  let offsets: UnsafePointer<UInt32>
  let bytes: UnsafePointer<UInt8>
  let seams: UnsafePointer<UInt8>
  let seamShift: UInt64
  let replacementSeams: ReplacementSeams
  let tokenCount: Int
  let longestToken: Int
  /// What merges, where the numbers of the tokens do not tell; `pairs` and `splits` are empty then.
  var merges: MergeTable?
  /// Whether `pairs` and `splits` are there: an empty section lies where the next begins.
  var hasOrder: Bool { UnsafeRawPointer(splits) != UnsafeRawPointer(offsets) }

  static let magic: UInt32 = 0x5643_4C4C
  static let version: UInt32 = 3
  /// Numbers in the header.
  static let headerNumbers = 32
  /// 2^64 divided by the golden ratio, made odd: multiplying by it spreads a key over the upper bits.
  static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Nil when the memory does not begin with a header of this layout or is too short for it.
  init?(_ image: UnsafeRawBufferPointer) {
    guard image.count >= Self.headerNumbers * 4, let base = image.baseAddress else { return nil }
    let header = (0..<Self.headerNumbers).map {
      UInt32(littleEndian: base.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
    }
    guard header[0] == Self.magic, header[1] == Self.version, Int(header[8]) <= image.count else { return nil }
    func section<Entry>(_ number: Int, of type: Entry.Type = Entry.self) -> UnsafePointer<Entry> {
      (base + Int(header[number])).assumingMemoryBound(to: type)
    }
    units = section(9)
    pairs = PairTable(
      slots: section(10), slotShift: UInt64(64 &- header[5].trailingZeroBitCount), seeds: section(11),
      seedMask: UInt64(header[6]) &- 1, bytePairs: section(12))
    splits = section(13)
    offsets = section(14)
    bytes = section(15)
    seams = section(16)
    seamShift = UInt64(64 - header[7])
    replacementSeams = ReplacementSeams(words: Array(header[17..<25]))
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
