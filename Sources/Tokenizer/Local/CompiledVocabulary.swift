/// The compiled form of a model's tokenizer, read in place: mapped from a file, or in the heap.
///
/// Little-endian: a header of 64 numbers of 32 bits, then sections, each on a cache line of its own, a section of nothing at
/// offset 0.
///
/// | header | | section | entries |
/// | --- | --- | --- | --- |
/// | 0, 1 | magic, version | 16 tables | what ``VocabularyTables`` reads |
/// | 2 | size of the whole | 17 ids | the model's number of each of ours, when they differ |
/// | 4, 5 | checksum of all behind the header | 18 numbers | the way back, plus one |
/// | 6 | flags | 19 merges | ``MergeTable``, when the tables do not tell |
/// | 7 | rule, plus one | 20 joins | ``CharacterJoins``, without a rule |
/// | 8 | numbers of the model | 21 added tokens | number, flags, length, each of 32 bits, and the spelling |
/// | 9 | numbers of the merges | | |
/// | 10 | prefix | | |
/// | 11 | tokens around a prompt | | |
/// | 12 | bytes of the added tokens | 32 to 39 | what tells the source apart |
package struct CompiledVocabulary: Sendable {
  let tables: VocabularyTables
  let map: TokenMap?
  /// Nil where text is merged as a whole.
  let rule: PieceRule?
  let scanner: PieceScanner
  let added: [AddedToken]
  let preparation: TextPreparation
  let promptTokens: Int
  /// Keeps the memory.
  let owner: any Sendable & AnyObject
  /// The 32 bytes that were given when it was compiled.
  package let source: [UInt8]

  static let magic: UInt32 = 0x4C43_4C4C
  /// To be raised with every change of the layout, and of what is made of a model's files: older forms are made anew then.
  static let version: UInt32 = 4
  static let headerNumbers = 64

  /// The flags of the header.
  struct Flags: OptionSet {
    let rawValue: UInt32
    static let hasVisibleSpaces = Flags(rawValue: 1)
    static let composes = Flags(rawValue: 2)
  }

  /// Reads the compiled form. Nothing in it is trusted before it was checked, so that no damage leads out of it.
  ///
  /// Throws ``VocabularyError`` when it is damaged or of another version.
  /// - Parameter owner: keeps the memory for as long as it is used.
  package init(_ image: UnsafeRawBufferPointer, owner: any Sendable & AnyObject) throws(VocabularyError) {
    let reader = try CompiledReader(image)
    tables = try reader.tables()
    map = try reader.map(tokenCount: tables.tokenCount)
    rule = try reader.rule()
    scanner = try reader.scanner()
    added = try reader.added()
    preparation = try reader.preparation()
    promptTokens = Int(reader.header[11])
    source = reader.source
    self.owner = owner
  }
}

/// The numbers that a model has for the tokens of its vocabulary.
struct TokenMap: @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written once the map exists.
  let ids: UnsafePointer<UInt32>
  let numbers: UnsafePointer<UInt32>
  /// Numbers of the model.
  let limit: Int

  /// Our number of the model's token, nil when it has none.
  func number(of id: TokenID) -> TokenID? {
    guard id < limit, numbers[Int(id)] > 0 else { return nil }
    return numbers[Int(id)] - 1
  }
}

extension CompiledVocabulary {
  /// What goes into the compiled form.
  struct Parts {
    var model: TokenizerModel
    var tables: [UInt8]
    var ids: [TokenID]?
    /// A ``MergeTable``, empty where the tables tell what merges.
    var merges: [UInt32]
    var source: [UInt8]
  }

  /// Writes the compiled form. Throws ``VocabularyError`` when it would have more than 4 GiB.
  static func image(_ parts: Parts) throws(VocabularyError) -> [UInt8] {
    let model = parts.model
    var writer = SectionWriter(headerNumbers: headerNumbers)
    var sections = [writer.add(parts.tables)]
    if let ids = parts.ids {
      var numbers = [UInt32](repeating: 0, count: model.tokens.count)
      for (number, id) in ids.enumerated() { numbers[Int(id)] = UInt32(number) + 1 }
      sections += [writer.add(ids), writer.add(numbers)]
    } else {
      sections += [0, 0]
    }
    sections.append(parts.merges.isEmpty ? 0 : writer.add(parts.merges))
    sections.append(model.rule == nil ? writer.add(CharacterJoins.bits(for: model.tokens)) : 0)
    let added = model.added.flatMap(bytes)
    sections.append(writer.add(added))
    guard writer.bytes.count < Int(UInt32.max) else { throw VocabularyError("the vocabulary has more than 4 GiB") }
    var flags: Flags = []
    if model.preparation.hasVisibleSpaces { flags.insert(.hasVisibleSpaces) }
    if model.preparation.composes { flags.insert(.composes) }
    writer.setHeader(sections.map { UInt32($0) }, from: 16)
    writer.setHeader(
      [
        flags.rawValue, model.rule.map { UInt32($0.rawValue) + 1 } ?? 0, UInt32(model.tokens.count),
        UInt32(parts.merges.count), UInt32(model.preparation.prefix.rawValue), UInt32(clamping: model.promptTokens),
        UInt32(added.count),
      ], from: 6)
    writer.setHeader(numbers(of: parts.source), from: 32)
    let sum = writer.bytes.withUnsafeBytes { checksum(UnsafeRawBufferPointer(rebasing: $0[(headerNumbers * 4)...])) }
    writer.setHeader(
      [magic, version, UInt32(writer.bytes.count), 0, UInt32(truncatingIfNeeded: sum), UInt32(sum >> 32)])
    return writer.bytes
  }

  private static func bytes(of token: AddedToken) -> [UInt8] {
    let spelling = Array(token.spelling.utf8)
    return [token.id, token.isSpecial ? 1 : 0, UInt32(spelling.count)].flatMap { number in
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    } + spelling
  }

  /// The 32 bytes of a source as the numbers of the header.
  private static func numbers(of source: [UInt8]) -> [UInt32] {
    stride(from: 0, to: 32, by: 4).map { start in
      source.dropFirst(start).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// A checksum that tells damage, not malice: four lanes of multiplying and rotating over words of 64 bits. The size must
  /// be a multiple of 32 bytes, or the rest is left out.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    func mix(_ lane: UInt64, _ offset: Int) -> UInt64 {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let product = (lane ^ word) &* VocabularyTables.multiplier
      return product &<< 27 | product &>> 37
    }
    for offset in stride(from: 0, to: bytes.count - 31, by: 32) {
      lanes = (
        mix(lanes.0, offset), mix(lanes.1, offset &+ 8), mix(lanes.2, offset &+ 16), mix(lanes.3, offset &+ 24)
      )
    }
    return [lanes.1, lanes.2, lanes.3].reduce(lanes.0) {
      (($0 ^ $1) &* VocabularyTables.multiplier) ^ $0 &>> 29
    }
  }
}
