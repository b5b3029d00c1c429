/// What `CodeScanner` has to know of a language: tables made once, when its first block of code comes.
final class Grammar: Sendable {
  /// How words and numbers are read.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt32
    /// `Name` is a type.
    static let capitalTypes = Traits(rawValue: 1)
    /// `Name(` makes a value of a type, and is no function.
    static let capitalCallsAreTypes = Traits(rawValue: 2)
    /// `LIMIT` is a constant.
    static let capitalConstants = Traits(rawValue: 4)
    /// `name:` is a key, or the label of an argument.
    static let colonKeys = Traits(rawValue: 8)
    /// `"name":` is a key.
    static let stringKeys = Traits(rawValue: 16)
    /// `name =` is a key, and `[name]` at the start of a line a section.
    static let settings = Traits(rawValue: 32)
    /// `name!(…)` is a macro.
    static let macros = Traits(rawValue: 64)
    /// `#word` at the start of a line belongs to the preprocessor, and `_t` ends types.
    static let preprocessor = Traits(rawValue: 128)
    /// Words may end in `?` or `!`, and `:word` is a symbol.
    static let symbols = Traits(rawValue: 256)
    /// Commands, options and assignments instead of expressions.
    static let shell = Traits(rawValue: 512)
    /// Selectors and declarations.
    static let styleSheet = Traits(rawValue: 1024)
    /// Elements among expressions.
    static let elements = Traits(rawValue: 2048)
    /// An apostrophe may stand between digits.
    static let digitApostrophes = Traits(rawValue: 4096)
    /// A hyphen or colon between digits belongs to a date.
    static let dates = Traits(rawValue: 16384)
    /// `->name` is a member.
    static let arrowMembers = Traits(rawValue: 32768)
  }

  /// What a byte may begin or belong to, as bits.
  enum Class {
    static var wordStart: UInt8 { 1 }
    static var wordPart: UInt8 { 2 }
    static var digit: UInt8 { 4 }
    static var opener: UInt8 { 8 }
    static var sigil: UInt8 { 16 }
    static var punctuation: UInt8 { 32 }
    static var `operator`: UInt8 { 64 }
  }

  let words: WordTable
  let traits: Traits
  let regions: [Region]
  /// Words that change the string behind them, to the group of regions which that string is of.
  let prefixes: [[UInt8]: UInt8]
  /// Bits of `Class` for each byte.
  let classes: [UInt8]
  /// Where a byte's candidates begin in `candidates`, with one entry more than there are bytes.
  let firstCandidate: [UInt16]
  /// Numbers of regions, those of one first byte together, longer literals first.
  let candidates: [UInt8]
  /// What a byte and the word behind it are; `plain` for bytes that mean nothing before a word.
  let sigils: [CodeKind]

  init(
    _ words: [(WordRole, String)], regions: [Region], traits: Traits = [], sigils: [(UInt8, CodeKind)] = [],
    prefixes: [String: UInt8] = [:], wordBytes: String = "_", innerWordBytes: String = "", ignoresCase: Bool = false
  ) {
    self.words = WordTable(words, ignoresCase: ignoresCase)
    (self.regions, self.traits) = (regions, traits)
    self.prefixes = Dictionary(uniqueKeysWithValues: prefixes.map { (Array($0.key.utf8), $0.value) })
    var kinds = [CodeKind](repeating: .plain, count: 256)
    for (byte, kind) in sigils { kinds[Int(byte)] = kind }
    self.sigils = kinds
    (firstCandidate, candidates) = Self.index(regions)

    var classes = (0..<256).map { Self.commonClass(of: UInt8($0)) }
    for byte in wordBytes.utf8 { classes[Int(byte)] |= Class.wordStart | Class.wordPart }
    for byte in innerWordBytes.utf8 { classes[Int(byte)] |= Class.wordPart }
    for byte in 0..<256 {
      if firstCandidate[byte] < firstCandidate[byte + 1] { classes[byte] |= Class.opener }
      if kinds[byte] != .plain { classes[byte] |= Class.sigil }
    }
    self.classes = classes
  }

  private static func commonClass(of byte: UInt8) -> UInt8 {
    if Byte.isLetter(byte) || byte >= 0x80 { return Class.wordStart | Class.wordPart }
    if Byte.isDigit(byte) { return Class.digit | Class.wordPart }
    if "()[]{};,.".utf8.contains(byte) { return Class.punctuation }
    return "+-*/%=<>!&|^~?:@\\$#`".utf8.contains(byte) ? Class.operator : 0
  }

  private static func index(_ regions: [Region]) -> (first: [UInt16], candidates: [UInt8]) {
    var first: [UInt16] = [0]
    var candidates: [UInt8] = []
    for byte in 0..<256 {
      let matching = regions.indices.filter { openers(of: regions[$0]).contains(UInt8(byte)) }
      candidates += matching.sorted { (regions[$1].open.count, $0) < (regions[$0].open.count, $1) }.map { UInt8($0) }
      first.append(UInt16(candidates.count))
    }
    return (first, candidates)
  }

  private static func openers(of region: Region) -> [UInt8] {
    guard let first = region.open.first else { return [] }
    if case .hashes = region.fence { return [first, Byte.hash] }
    return [first]
  }
}
