/// Writes a price table in the layout that ``PriceTable`` reads in place and `scripts/prices.py` writes, too.
package struct PriceImage {
  package private(set) var bytes: [UInt8] = []

  private static let headerCount = 24
  /// How many models, cards of rates and schedules the layout has numbers for.
  private static let (mostModels, mostCards, mostSchedules) = (0xFFFF, 0xFFFF, 254)
  /// How many ends of windows all schedules may have together.
  private static let mostEdges = 2 * 0xFFFF

  /// Nil for a list that is too long for the layout.
  ///
  /// - Parameter snapshot: the day on which the prices were taken, such as 20261121.
  package init?(_ list: PriceList, snapshot: UInt32) {
    let models = list.models.values.sorted { PriceListNames.precedes($0.name, $1.name) }
    let names = list.names.sorted { PriceListNames.precedes($0.key, $1.key) }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1.key, UInt32($0)) })
    let numbers = Dictionary(uniqueKeysWithValues: models.enumerated().map { ($1.name, UInt16(clamping: $0)) })
    let variants = models.map { $0.variants.sorted(by: Self.precedes) }
    let cards = Numbered(variants.joined().map { Self.row($0.rates) })
    let schedules = Numbered(variants.joined().compactMap { $0.offPeak.map(Self.edges) })
    guard models.count <= Self.mostModels, cards.values.count <= Self.mostCards,
      schedules.values.count <= Self.mostSchedules, schedules.values.joined().count <= Self.mostEdges
    else { return nil }
    var sections = [Section](repeating: Section(), count: 8)
    var offset: UInt32 = 0
    sections[0].add(offset)
    for (name, model) in names {
      offset += UInt32(name.utf8.count)
      sections[0].add(offset)
      sections[1].add(numbers[model] ?? 0)
      sections[2].bytes += Array(name.utf8)
    }
    var first: UInt32 = 0
    for (model, variants) in zip(models, variants) {
      sections[3].add(model, name: places[model.name] ?? 0, firstVariant: first, variants.count)
      first += UInt32(variants.count)
      for variant in variants {
        sections[4].add(
          variant, card: cards[Self.row(variant.rates)],
          schedule: variant.offPeak.map { schedules[Self.edges($0)] + 1 } ?? 0)
      }
    }
    for row in cards.values { for amount in row { sections[5].add(amount) } }
    var window: UInt16 = 0
    sections[6].add(window)
    for edges in schedules.values {
      window += UInt16(edges.count / 2)
      sections[6].add(window)
      for edge in edges { sections[7].add(UInt16(edge)) }
    }
    let counts = [names.count, models.count, Int(first), cards.values.count, schedules.values.count]
    assemble(sections, snapshot: snapshot, counts.map(UInt32.init))
  }

  private mutating func assemble(_ sections: [Section], snapshot: UInt32, _ counts: [UInt32]) {
    var body: [UInt8] = []
    var starts: [UInt32] = []
    for section in sections {
      starts.append(UInt32(Self.headerCount * 4 + body.count))
      body += section.bytes
      body += Array(repeating: 0, count: (8 - body.count % 8) % 8)
    }
    let size = UInt32(Self.headerCount * 4 + body.count)
    var header = Section()
    for number in [PriceTable.magic, PriceTable.version, size, snapshot] + counts + starts { header.add(number) }
    header.bytes += Array(repeating: 0, count: Self.headerCount * 4 - header.bytes.count)
    bytes = header.bytes + body
  }

  /// By service, size of prompt and hours: of those that hold, the last one counts.
  private static func precedes(_ left: PriceVariant, _ right: PriceVariant) -> Bool {
    if left.service != right.service { return left.service.rawValue < right.service.rawValue }
    if left.firstDay != right.firstDay { return left.firstDay < right.firstDay }
    if left.threshold != right.threshold { return left.threshold < right.threshold }
    return edges(left.offPeak ?? []).lexicographicallyPrecedes(edges(right.offPeak ?? []))
  }

  /// A card as the table has it. Rates of a list are whole numbers of 10^-12 dollars that fit.
  private static func row(_ card: RateCard) -> [UInt32] {
    BilledKind.allCases.map { kind in card[kind].map { UInt32(clamping: $0.femtodollars / 1000) } ?? PriceTable.absent }
  }

  private static func edges(_ windows: [Range<Int>]) -> [UInt32] {
    windows.flatMap { [UInt32($0.lowerBound), UInt32($0.upperBound)] }
  }
}

/// Distinct rows of numbers, sorted, with the place of each.
private struct Numbered {
  let values: [[UInt32]]
  private let places: [[UInt32]: Int]

  init(_ rows: [[UInt32]]) {
    values = Set(rows).sorted { $0.lexicographicallyPrecedes($1) }
    places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
  }

  subscript(row: [UInt32]) -> Int { places[row] ?? 0 }
}

/// Bytes of numbers, the lowest first.
private struct Section {
  var bytes: [UInt8] = []

  mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ model: ModelPrice, name: UInt32, firstVariant: UInt32, _ count: Int) {
    for number in [
      name, model.abilities.rawValue, UInt32(clamping: model.contextWindow ?? 0),
      UInt32(clamping: model.outputCap ?? 0),
      model.retirement ?? 0, firstVariant,
    ] {
      add(number)
    }
    add(UInt16(clamping: count))
    add(model.mode.rawValue)
    add(PriceSource.litellm.rawValue)
    for factor in [model.factors.us, model.factors.eu, model.factors.regional, model.factors.fast] {
      add(UInt16(clamping: factor ?? 0))
    }
  }

  mutating func add(_ variant: PriceVariant, card: Int, schedule: Int) {
    add(UInt32(clamping: variant.threshold))
    add(variant.firstDay)
    add(UInt16(clamping: card))
    for byte in [variant.service.rawValue, UInt8(clamping: schedule), variant.includesThreshold ? 1 : 0] { add(byte) }
    add(variant.source.rawValue)
    add(UInt16(0))
  }
}
