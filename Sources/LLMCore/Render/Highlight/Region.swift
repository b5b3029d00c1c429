/// A stretch of text with its own rules: a comment, a string, a heredoc. It begins with a literal and ends with another.
final class Region: Sendable {
  /// What the delimiters have besides their literals.
  enum Fence: Sendable {
    case none
    /// Nothing but the opening literal, a sign of its own.
    case sign
    /// A run of `#` before the opening and behind the closing literal (Swift, Rust); a backslash needs the run, too.
    case hashes
    /// Lua's `[==[ … ]==]`: the opening literal, a run of `=`, a bracket.
    case longBracket
    /// C++'s `R"tag( … )tag"`.
    case parenthesisTag
    /// PostgreSQL's `$tag$ … $tag$`.
    case dollarTag
    /// Three or more quotes, closed by as many (C#).
    case quoteRun
    /// Begins on the next line and lasts to a line that holds the tag alone.
    case heredoc(Heredoc)
    /// Ruby's `%w[ … ]`: any delimiter, which nests if it is a bracket.
    case anyDelimiter
    /// Ends at a quote, which is to be found on the same line, or it is an operator.
    case regularExpression
    /// A character between apostrophes, or else a word that an apostrophe begins (Rust).
    case characterOrLifetime
    /// Ends only in front of the literal at the start of a line.
    case closesAtLineStart
  }

  /// The dialects of `<<TAG`.
  enum Heredoc: Sendable { case shell, ruby, php }

  /// Where the opening literal counts.
  enum Place: Sendable {
    case anywhere
    /// At the line's first byte.
    case lineMargin
    /// Not behind something that belongs to a word (`$#`, `a#b`).
    case wordStart
    /// Where an expression may begin.
    case operand
  }

  /// Code inside a string: `${…}`.
  struct Hole: Sendable {
    let open: [UInt8]
    let close: UInt8
    /// Written twice it stands for itself: `{{`.
    let isDoubled: Bool

    init(_ open: String, _ close: UInt8, isDoubled: Bool = false) {
      (self.open, self.close, self.isDoubled) = (Array(open.utf8), close, isDoubled)
    }
  }

  let open: [UInt8]
  /// Empty for the end of the line.
  let close: [UInt8]
  let kind: CodeKind
  /// The byte that takes the next one's meaning; 0 for none.
  let escape: UInt8
  /// The closing literal written twice stands for itself.
  let isDoubled: Bool
  let nests: Bool
  let spansLines: Bool
  let fence: Fence
  let place: Place
  /// Regions of other groups than 0 are only entered behind their prefix: `f"…"`.
  let group: UInt8
  let holes: [Hole]
  /// `$name` inside is a variable.
  let hasVariables: Bool
  /// 1 for each byte that may mean something inside.
  let stops: [UInt8]

  init(
    _ open: String, _ close: String, _ kind: CodeKind = .string, escape: UInt8 = 0, isDoubled: Bool = false,
    nests: Bool = false, spansLines: Bool = false, fence: Fence = .none, place: Place = .anywhere, group: UInt8 = 0,
    holes: [Hole] = [], hasVariables: Bool = false
  ) {
    (self.open, self.close, self.kind, self.escape) = (Array(open.utf8), Array(close.utf8), kind, escape)
    (self.isDoubled, self.nests, self.spansLines, self.fence) = (isDoubled, nests, spansLines, fence)
    (self.place, self.group, self.holes, self.hasVariables) = (place, group, holes, hasVariables)
    var stops = [UInt8](repeating: 0, count: 256)
    if escape != 0 { stops[Int(escape)] = 1 }
    if let first = self.close.first { stops[Int(first)] = 1 }
    if nests, let first = self.open.first { stops[Int(first)] = 1 }
    for hole in holes { if let first = hole.open.first { stops[Int(first)] = 1 } }
    if hasVariables { stops[Int(Byte.dollar)] = 1 }
    if case .anyDelimiter = fence { stops = Array(repeating: 1, count: 256) }
    self.stops = stops
  }

  /// A sign that is no region: it ends where it begins.
  static func sign(_ open: String, _ kind: CodeKind) -> Region { Region(open, "", kind, fence: .sign) }

  /// A comment to the end of the line.
  static func line(_ open: String, place: Place = .anywhere) -> Region { Region(open, "", .comment, place: place) }

  /// A comment of any number of lines.
  static func block(_ open: String, _ close: String, nests: Bool = false) -> Region {
    Region(open, close, .comment, nests: nests, spansLines: true)
  }

  /// A string of one line with backslashes, as in C.
  static func quoted(_ quote: String, holes: [Hole] = [], hasVariables: Bool = false, spansLines: Bool = false)
    -> Region
  {
    Region(
      quote, quote, escape: Byte.backslash, spansLines: spansLines, holes: holes, hasVariables: hasVariables)
  }
}
