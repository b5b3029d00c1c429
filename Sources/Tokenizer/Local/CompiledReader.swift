/// Reads and checks the parts of a ``CompiledVocabulary``.
struct CompiledReader {
  let header: [UInt32]
  private let image: UnsafeRawBufferPointer
  private let base: UnsafeRawPointer

  init(_ image: UnsafeRawBufferPointer) throws(VocabularyError) {
    let headerBytes = CompiledVocabulary.headerNumbers * 4
    guard let base = image.baseAddress, image.count >= headerBytes else { throw Self.damaged }
    header = (0..<CompiledVocabulary.headerNumbers).map {
      UInt32(littleEndian: base.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
    }
    guard header[0] == CompiledVocabulary.magic, header[1] == CompiledVocabulary.version else {
      throw VocabularyError("it was compiled by another version")
    }
    let sum = CompiledVocabulary.checksum(UnsafeRawBufferPointer(rebasing: image[headerBytes...]))
    guard Int(header[2]) == image.count, sum == UInt64(header[4]) | UInt64(header[5]) << 32 else { throw Self.damaged }
    self.image = image
    self.base = base
  }

  private static let damaged = VocabularyError("the compiled form is damaged")

  private var flags: CompiledVocabulary.Flags { .init(rawValue: header[6]) }

  /// What tells the source apart.
  var source: [UInt8] {
    header[32..<40].flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
  }

  /// A section of so many entries, which must lie inside of the image; nil when it is not there.
  private func section<Entry>(_ index: Int, of type: Entry.Type, count: Int) throws(VocabularyError)
    -> UnsafeBufferPointer<Entry>?
  {
    let start = Int(header[index])
    if start == 0 { return nil }
    let (size, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Entry>.stride)
    guard !overflows, count >= 0, start % SectionWriter.alignment == 0, start <= image.count,
      size <= image.count - start
    else { throw Self.damaged }
    return UnsafeBufferPointer(start: (base + start).assumingMemoryBound(to: type), count: count)
  }

  func tables() throws(VocabularyError) -> VocabularyTables {
    let start = Int(header[16])
    guard start % SectionWriter.alignment == 0, start > 0, start < image.count,
      var tables = VocabularyTables(checking: UnsafeRawBufferPointer(rebasing: image[start...]))
    else { throw Self.damaged }
    if let merges = try section(19, of: UInt32.self, count: Int(header[9])), let numbers = merges.baseAddress {
      guard MergeTable.isTable(merges, limit: UInt32(tables.tokenCount)) else { throw Self.damaged }
      tables.merges = MergeTable(numbers: numbers)
    } else {
      guard tables.hasOrder else { throw Self.damaged }
    }
    return tables
  }

  func map(tokenCount: Int) throws(VocabularyError) -> TokenMap? {
    let limit = Int(header[8])
    guard let ids = try section(17, of: UInt32.self, count: tokenCount),
      let numbers = try section(18, of: UInt32.self, count: limit)
    else { return nil }
    guard ids.allSatisfy({ $0 < limit }), numbers.allSatisfy({ $0 <= tokenCount }), let first = ids.baseAddress,
      let second = numbers.baseAddress
    else { throw Self.damaged }
    return TokenMap(ids: first, numbers: second, limit: limit)
  }

  func rule() throws(VocabularyError) -> PieceRule? {
    if header[7] == 0 { return nil }
    guard let rule = UInt8(exactly: header[7] - 1).flatMap(PieceRule.init) else { throw Self.damaged }
    return rule
  }

  func scanner() throws(VocabularyError) -> PieceScanner {
    if let rule = try rule() { return PieceScanner(rule: rule) }
    let joins = try section(20, of: UInt8.self, count: 1 << (CharacterJoins.hashBits - 3))
    guard let bits = joins?.baseAddress, header[19] != 0 else { throw Self.damaged }
    return PieceScanner(joins: CharacterJoins(bits: bits, shift: UInt64(64 - CharacterJoins.hashBits)))
  }

  func preparation() throws(VocabularyError) -> TextPreparation {
    guard let prefix = UInt8(exactly: header[10]).flatMap(TextPreparation.Prefix.init) else { throw Self.damaged }
    var preparation = TextPreparation()
    preparation.prefix = prefix
    preparation.hasVisibleSpaces = flags.contains(.hasVisibleSpaces)
    preparation.composes = flags.contains(.composes)
    return preparation
  }

  func added() throws(VocabularyError) -> [AddedToken] {
    guard let bytes = try section(21, of: UInt8.self, count: Int(header[12])) else { return [] }
    var tokens: [AddedToken] = []
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while !rest.isEmpty {
      guard rest.count >= 12 else { throw Self.damaged }
      let head = UnsafeRawBufferPointer(rebasing: rest)
      let numbers = (0..<3).map { UInt32(littleEndian: head.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
      rest = rest.dropFirst(12)
      guard Int(numbers[2]) <= rest.count, numbers[0] < .max - 1 else { throw Self.damaged }
      tokens.append(
        AddedToken(
          id: numbers[0], spelling: String(decoding: rest.prefix(Int(numbers[2])), as: UTF8.self),
          isSpecial: numbers[1] & 1 != 0))
      rest = rest.dropFirst(Int(numbers[2]))
    }
    return tokens
  }
}
