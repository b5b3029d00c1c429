internal import CPrices

/// The prices of models, read in place: a look-up is a binary search over sorted names, and nothing is set up before.
///
/// The layout, little-endian, is a header of 24 numbers of 32 bits and sections, each at a multiple of 8 bytes:
///
/// | header | | section | entries |
/// | --- | --- | --- | --- |
/// | 0, 1 | magic, version | 9 offsets | 32 bits for each name and one more |
/// | 2 | size of the file | 10 models | 16 bits for each name |
/// | 3 | day of the snapshot, as 20261121 | 11 bytes | of all names, sorted, one after the other |
/// | 4 | names | 12 entries | 36 bytes for each model: name, abilities, context, output cap, retirement, first variant (32 each), variants (16), mode, source (8 each), factors us, eu, regional, fast (16 each) |
/// | 5 | models | 13 variants | 16 bytes: threshold, first day (32 each), card (16), service, schedule + 1, inclusive, source (8 each), 2 free |
/// | 6 | variants | 14 cards | 12 times 32 bits: 10^-12 dollars for a token of each ``BilledKind``, all ones for none |
/// | 7 | cards | 15 schedules | 16 bits for each and one more: its first window |
/// | 8 | schedules | 16 windows | 16 bits each for the start and the end, in minutes of the week |
///
/// `scripts/prices.py` writes it; a change of the layout needs another version in both.
package struct PriceTable: @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written once the table exists.
  private let image: UnsafeRawBufferPointer
  /// What frees the memory when nobody reads it any more; nil for memory that stays.
  private let owner: PriceMemory?

  static let magic: UInt32 = 0x5250_4C4C
  static let version: UInt32 = 1
  private static let headerSize = 24 * 4
  /// Stands in a card for no price.
  static let absent = UInt32.max

  /// The table in the program.
  package static let compiledIn: PriceTable = {
    var size = 0
    let start = llmctl_prices(&size)
    return PriceTable(UnsafeRawBufferPointer(start: start, count: size)) ?? PriceTable(empty: ())
  }()

  /// A table that knows no model.
  private init(empty: Void) { (image, owner) = (UnsafeRawBufferPointer(start: nil, count: 0), nil) }

  /// Nil when the memory does not begin with a header of this layout or is too short for it. References that lead outside of it
  /// read as zero.
  package init?(_ image: UnsafeRawBufferPointer) { self.init(image, owner: nil) }

  /// A table that was read from a file. Nil for bytes that do not begin with a header of this layout, or are too few.
  package init?(bytes: [UInt8]) {
    let memory = PriceMemory(bytes)
    self.init(memory.bytes, owner: memory)
  }

  private init?(_ image: UnsafeRawBufferPointer, owner: PriceMemory?) {
    (self.image, self.owner) = (image, owner)
    guard image.count >= Self.headerSize, header(0) == Self.magic, header(1) == Self.version, header(2) <= image.count
    else { return nil }
  }

  // MARK: What it says of itself

  /// The day on which the prices were taken, such as 20261121.
  package var snapshot: UInt32 { image.isEmpty ? 0 : header(3) }

  /// That day as people read it: `2026-11-21`.
  package var snapshotDay: String { Self.day(snapshot) }

  /// A day such as 20261121 as `2026-11-21`.
  package static func day(_ number: UInt32) -> String {
    let digits = String(number)
    guard digits.utf8.count == 8 else { return digits }
    return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
  }

  /// How many names and models it has.
  package var nameCount: Int { image.isEmpty ? 0 : Int(header(4)) }
  package var modelCount: Int { image.isEmpty ? 0 : Int(header(5)) }

  /// A name, in the order of their bytes.
  package func name(_ index: Int) -> String { String(decoding: nameBytes(index), as: UTF8.self) }

  /// A model, in the order of their names.
  package func model(_ index: Int) -> ModelPrice { entry(index, .exact) }

  // MARK: Look-up

  /// The price of a model. Nil where the table does not have it: then it is not known, which is not zero.
  ///
  /// A name alone means the model of its maker (`gpt-4o`, `claude-opus-4-5`, `gemini-2.5-pro`). With a provider, before a slash or
  /// apart, only that provider's price counts: another's would be a guess. Letters may be large or small. A name that is not
  /// there is looked for without the date, snapshot or version at its end.
  package func price(of model: String, provider: String? = nil) -> ModelPrice? {
    Self.price(PriceName(model, provider: provider), in: [self])
  }

  /// The price of a model in the first of some tables that has the name; only a name that none of them has is shortened.
  static func price(_ name: PriceName, in tables: [PriceTable]) -> ModelPrice? {
    var rest = name.key[...]
    var match = PriceMatch.exact
    while true {
      for table in tables { if let index = table.find(rest) { return table.entry(index, match) } }
      guard let shorter = PriceName.withoutSnapshot(rest) else { return nil }
      (rest, match) = (shorter, .snapshot)
    }
  }

  /// The number of the model with this name.
  private func find(_ key: ArraySlice<UInt8>) -> Int? {
    var (low, high) = (0, nameCount)
    while low < high {
      let middle = (low + high) / 2
      let candidate = nameBytes(middle)
      let order = key.withUnsafeBytes {
        llmctl_compare_names(candidate.baseAddress, candidate.count, $0.baseAddress, $0.count)
      }
      if order == 0 { return Int(load(header(10), middle, as: UInt16.self)) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  // MARK: Reading

  private func header(_ index: Int) -> UInt32 { load(0, index, as: UInt32.self) }

  /// A number of a section. Zero outside of the memory, which no table that the script wrote leads to.
  @inline(__always)
  private func load<Number: FixedWidthInteger>(_ section: UInt32, _ index: Int, as type: Number.Type) -> Number {
    let offset = Int(section) + index * MemoryLayout<Number>.size
    guard offset >= 0, offset + MemoryLayout<Number>.size <= image.count else { return 0 }
    return Number(littleEndian: image.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  private func nameBytes(_ index: Int) -> UnsafeRawBufferPointer {
    let start = Int(header(11)) + Int(load(header(9), index, as: UInt32.self))
    let end = Int(header(11)) + Int(load(header(9), index + 1, as: UInt32.self))
    return UnsafeRawBufferPointer(rebasing: image[start <= end && end <= image.count ? start..<end : 0..<0])
  }

  private func entry(_ index: Int, _ match: PriceMatch) -> ModelPrice {
    let start = header(12) + UInt32(index) * 36
    func field(_ place: Int) -> UInt32 { load(start, place, as: UInt32.self) }
    func known(_ value: UInt32) -> Int? { value == 0 ? nil : Int(value) }
    func factor(_ place: Int) -> Int? { known(UInt32(load(start + 28, place, as: UInt16.self))) }
    let first = Int(field(5))
    let variants = (first..<first + Int(load(start, 12, as: UInt16.self))).map { variant($0) }
    var price = ModelPrice(name: name(Int(field(0))), match: match, variants: variants)
    price.mode = ModelMode(rawValue: load(start, 26, as: UInt8.self)) ?? .chat
    price.abilities = ModelAbilities(rawValue: field(1))
    (price.contextWindow, price.outputCap) = (known(field(2)), known(field(3)))
    price.snapshot = snapshot
    price.retirement = field(4) == 0 ? nil : field(4)
    price.factors = PriceFactors(us: factor(0), eu: factor(1), regional: factor(2), fast: factor(3))
    return price
  }

  private func variant(_ index: Int) -> PriceVariant {
    let start = header(13) + UInt32(index) * 16
    func byte(_ place: Int) -> UInt8 { load(start, place, as: UInt8.self) }
    let source = PriceSource(rawValue: byte(13)) ?? .litellm
    var variant = PriceVariant(rates: card(Int(load(start, 4, as: UInt16.self))), source: source)
    variant.threshold = Int(load(start, 0, as: UInt32.self))
    variant.firstDay = load(start, 1, as: UInt32.self)
    variant.service = BilledService(rawValue: byte(10)) ?? .standard
    variant.offPeak = byte(11) == 0 ? nil : windows(Int(byte(11)) - 1)
    variant.includesThreshold = byte(12) != 0
    return variant
  }

  private func card(_ index: Int) -> RateCard {
    var card = RateCard()
    for kind in BilledKind.allCases {
      let amount = load(header(14), index * BilledKind.allCases.count + kind.rawValue, as: UInt32.self)
      if amount != Self.absent { card[kind] = Money(picodollars: amount) }
    }
    return card
  }

  private func windows(_ schedule: Int) -> [Range<Int>] {
    let first = Int(load(header(15), schedule, as: UInt16.self))
    let end = Int(load(header(15), schedule + 1, as: UInt16.self))
    return (first..<max(first, end)).map { window in
      let start = Int(load(header(16), 2 * window, as: UInt16.self))
      return start..<max(start, Int(load(header(16), 2 * window + 1, as: UInt16.self)))
    }
  }
}

/// A copy of bytes that stays in its place as long as a table reads it.
private final class PriceMemory: @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is written here and never again.
  let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 8)
    memory.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(memory)
  }

  deinit { bytes.deallocate() }
}
