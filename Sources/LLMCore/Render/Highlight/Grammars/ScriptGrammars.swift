/// Python, JavaScript and TypeScript, shells.
extension Grammar {
  private static let pythonHole = [Region.Hole("{", Byte.closeBrace, isDoubled: true)]

  static let python = Grammar(
    [
      (
        .keyword,
        """
        and as assert async await break case continue del elif else except finally for from global if import in is lambda
        match nonlocal not or pass raise return try while with yield
        """
      ),
      (.declaresFunction, "def"), (.declaresType, "class"), (.constant, "True False None self cls __name__ __file__"),
      (
        .type,
        "bool bytearray bytes complex dict float frozenset int list memoryview object set str tuple type"
      ),
    ],
    regions: [Region.line("#")]
      + ["\"", "'"].flatMap { quote in
        let triple = quote + quote + quote
        return [
          Region.quoted(quote), Region.quoted(triple, spansLines: true),
          Region(quote, quote, escape: Byte.backslash, group: 1),
          Region(triple, triple, escape: Byte.backslash, spansLines: true, group: 1),
          Region(quote, quote, escape: Byte.backslash, group: 2, holes: pythonHole),
          Region(triple, triple, escape: Byte.backslash, spansLines: true, group: 2, holes: pythonHole),
        ]
      },
    traits: [.capitalTypes, .capitalCallsAreTypes, .capitalConstants], sigils: [(Byte.at, .function)],
    prefixes: Dictionary(
      uniqueKeysWithValues: ["r", "b", "u", "R", "B", "U", "br", "rb", "Rb", "bR", "BR", "RB", "Br", "rB"].map {
        ($0, 1)
      }
        + ["f", "F", "fr", "rf", "Fr", "fR", "FR", "RF", "Rf", "rF", "t", "T", "tr", "rt"].map { ($0, 2) }))

  private static let scriptWords: [(WordRole, String)] = [
    (
      .keyword,
      """
      as async await break case catch const continue debugger default delete do else export extends finally for from get if
      import in instanceof let new of return set static switch throw try typeof var void while with yield
      """
    ),
    (.declaresFunction, "function"), (.declaresType, "class"),
    (.constant, "true false null undefined NaN Infinity this super arguments"),
  ]

  private static let typedWords: [(WordRole, String)] = [
    (
      .keyword,
      """
      abstract accessor asserts declare implements infer is keyof override private protected public readonly satisfies
      unique
      """
    ),
    (.declaresType, "interface type enum namespace module"),
    (.type, "any bigint boolean never number object string symbol unknown"),
  ]

  private static let scriptRegions = [
    Region.line("//"), Region.block("/*", "*/"), Region.quoted("\""), Region.quoted("'"),
    Region.quoted("`", holes: [.init("${", Byte.closeBrace)], spansLines: true),
    Region("/", "/", fence: .regularExpression, place: .operand),
    Region("#!", "", .comment, place: .lineMargin),
  ]

  private static let scriptTraits: Traits = [.capitalTypes, .capitalCallsAreTypes, .capitalConstants, .colonKeys]

  static let javascript = Grammar(
    scriptWords, regions: scriptRegions, traits: scriptTraits.union(.elements),
    sigils: [(Byte.at, .function), (Byte.hash, .property)], wordBytes: "_$")

  static let typescript = Grammar(
    scriptWords + typedWords, regions: scriptRegions, traits: scriptTraits,
    sigils: [(Byte.at, .function), (Byte.hash, .property)], wordBytes: "_$")

  static let tsx = Grammar(
    scriptWords + typedWords, regions: scriptRegions, traits: scriptTraits.union(.elements),
    sigils: [(Byte.at, .function), (Byte.hash, .property)], wordBytes: "_$")

  private static let shellHoles = [
    Region.Hole("${", Byte.closeBrace), Region.Hole("$(", Byte.closeParenthesis),
  ]

  static let shell = Grammar(
    [
      (.keyword, "if then elif else while until do time coproc"),
      (.closingKeyword, "fi done esac for case select in"), (.declaresFunction, "function"),
      (.function, "sudo env exec command builtin nohup xargs nice doas"),
    ],
    regions: [
      Region.line("#", place: .wordStart), Region("'", "'", spansLines: true),
      Region("$'", "'", escape: Byte.backslash, spansLines: true),
      Region.quoted("\"", holes: shellHoles, hasVariables: true, spansLines: true),
      Region(
        "<<", "", escape: Byte.backslash, spansLines: true, fence: .heredoc(.shell), holes: shellHoles,
        hasVariables: true),
      .sign("<<<", .operator),
    ],
    traits: [.shell], sigils: [(Byte.dollar, .property)], wordBytes: "_0123456789-./~%@+", innerWordBytes: ":,")
}
