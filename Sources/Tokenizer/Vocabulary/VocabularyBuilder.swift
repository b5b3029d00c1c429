/// Writes the tables of a vocabulary in the layout that ``VocabularyTables`` reads in place: what scripts/vocabulary.py
/// writes for the same tokens.
struct VocabularyBuilder {
  /// The bytes of each token.
  var tokens: [[UInt8]]
  /// The two tokens that each is merged from, itself twice where it is merged from none. Tokens are numbered in the order of
  /// merging. Nil when a ``MergeTable`` says what merges.
  var splits: [(left: TokenID, right: TokenID)]?
  /// The tokens that are looked for in text; all when nil.
  var members: [Int]?
  /// Whether text may be cut where no token reaches across.
  var hasSeams = true

  /// The whole image. Throws ``VocabularyError`` when the layout has no room for it.
  func image() throws(VocabularyError) -> [UInt8] {
    guard let units = DoubleArray.units(of: tokens, members: members ?? Array(tokens.indices)) else {
      throw VocabularyError("a vocabulary of \(tokens.count) tokens is too large")
    }
    let pairs = Self.pairs(splits ?? [])
    var offsets: [UInt32] = [0]
    for token in tokens {
      let (end, isTooFar) = (offsets.last ?? 0).addingReportingOverflow(UInt32(clamping: token.count))
      if isTooFar { throw VocabularyError("the tokens have more than 4 GiB") }
      offsets.append(end)
    }
    var seams = SeamFilter()
    if hasSeams { for token in tokens { seams.insert(token) } }
    var image = SectionWriter(headerNumbers: VocabularyTables.headerNumbers)
    let own = splits ?? []
    let sections = [
      image.add(units), image.add(pairs.slots), image.add(pairs.seeds), image.add(splits == nil ? [] : bytePairs()),
      image.add(own.flatMap { [$0.left, $0.right] }), image.add(offsets), image.add(tokens.flatMap { $0 }),
      image.add(hasSeams ? seams.bytes : SeamFilter.joinsAll),
    ]
    let longest = tokens.lazy.map(\.count).max() ?? 0
    let numbers = [tokens.count, longest, units.count, pairs.slots.count, pairs.seeds.count, SeamFilter.hashBits]
    let places = (numbers + [image.bytes.count] + sections).map { UInt32($0) }
    let replacements = hasSeams ? ReplacementSeams(tokens: tokens) : .joinsAll
    image.setHeader([VocabularyTables.magic, VocabularyTables.version] + places + replacements.words)
    return image.bytes
  }

  /// The slots and the seeds of a ``PairTable``.
  private static func pairs(_ splits: [(left: TokenID, right: TokenID)]) -> (slots: [UInt64], seeds: [UInt8]) {
    let merged = splits.indices.filter { splits[$0].left != TokenID($0) }
    let keys = merged.map { UInt64(splits[$0].left) << 20 | UInt64(splits[$0].right) }
    let hash = PerfectHash(keys)
    var slots = [UInt64](repeating: .max, count: 1 << hash.slotBits)
    for (index, token) in merged.enumerated() { slots[hash.slots[index]] = keys[index] << 20 | UInt64(token) }
    return (slots, hash.seeds)
  }

  /// The token that each two bytes merge to.
  private func bytePairs() -> [TokenID] {
    var table = [TokenID](repeating: PairTable.noToken, count: 1 << 16)
    for (token, split) in (splits ?? []).enumerated() where split.left != TokenID(token) {
      let text = tokens[token]
      if text.count == 2 { table[Int(text[0]) << 8 | Int(text[1])] = TokenID(token) }
    }
    return table
  }
}

/// Puts arrays one after the other, each on a cache line of its own, behind a header of 32-bit numbers.
struct SectionWriter {
  private(set) var bytes: [UInt8]

  /// Bytes of a cache line.
  static let alignment = 64

  init(headerNumbers: Int) { bytes = [UInt8](repeating: 0, count: headerNumbers * 4) }

  /// Appends an array, little-endian, and returns where it begins.
  mutating func add<Number: FixedWidthInteger>(_ numbers: [Number]) -> Int {
    let start = bytes.count
    numbers.map(\.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: repeatElement(0, count: (Self.alignment - bytes.count % Self.alignment) % Self.alignment))
    return start
  }

  /// Writes the numbers of the header.
  mutating func setHeader(_ numbers: [UInt32], from first: Int = 0) {
    for (index, number) in numbers.enumerated() {
      withUnsafeBytes(of: number.littleEndian) {
        bytes.replaceSubrange((first + index) * 4..<(first + index + 1) * 4, with: $0)
      }
    }
  }
}
