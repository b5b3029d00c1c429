import Testing

@testable import LLMCore

@Suite struct PatternTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let pattern: String
    let good: [String]
    let bad: [String]

    init(_ pattern: String, good: [String], bad: [String]) {
      (self.pattern, self.good, self.bad) = (pattern, good, bad)
    }

    var testDescription: String { pattern }
  }

  /// ECMA-262's meanings where Perl's are others.
  static let examples: [Example] = [
    Example(#"^\d$"#, good: ["0"], bad: ["߀", "a"]), Example(#"^\D$"#, good: ["߀", "é"], bad: ["7"]),
    Example(#"^\w$"#, good: ["a", "_"], bad: ["é"]), Example(#"^\W$"#, good: ["é", "-"], bad: ["a"]),
    Example(#"^\s$"#, good: ["\u{FEFF}", "\u{A0}", "\u{B}", "\u{2029}"], bad: ["\u{180E}", "\u{85}"]),
    Example(#"^[\S]$"#, good: ["\u{85}", "a"], bad: [" ", "\u{2003}"]),
    Example("^abc$", good: ["abc"], bad: ["abc\n"]), Example("^.$", good: ["😀", "\u{85}"], bad: ["\n", "\u{2028}"]),
    Example("^[^]$", good: ["\n", "a"], bad: [""]), Example("^[]$", good: [], bad: ["", "a"]),
    Example(#"^\cC$"#, good: ["\u{3}"], bad: ["\\cC"]), Example(#"^[\b]$"#, good: ["\u{8}"], bad: ["b"]),
    Example(#"^\u00e9\u{1F600}$"#, good: ["é😀"], bad: ["e😀"]), Example(#"^\ud83d\ude00$"#, good: ["😀"], bad: []),
    Example(#"^\ud83d$"#, good: [], bad: ["😀", "\u{FFFD}"]), Example(#"^[\ud800-\udfffa]$"#, good: ["a"], bad: ["😀"]),
    Example(#"^\p{Letter}\p{Lu}\P{L}$"#, good: ["éÉ1"], bad: ["1É1"]),
    Example(#"^\p{Script=Greek}$"#, good: ["α"], bad: ["a"]),
    Example(#"^[\p{scx=Hira}]$"#, good: ["ー", "ぁ"], bad: ["a"]), Example(#"^\p{digit}$"#, good: ["৪"], bad: ["a"]),
    Example(#"^\p{ASCII}$"#, good: ["a"], bad: ["é"]), Example(#"^(?<n>a|b)\k<n>$"#, good: ["aa"], bad: ["ab"]),
    Example(#"(?<=€)\d"#, good: ["€5"], bad: ["$5"]), Example(#"^(?!a)."#, good: ["b"], bad: ["a"]),
    Example(#"^(a)?\1b$"#, good: ["b", "aab"], bad: ["ab"]), Example("^a{2}$", good: ["aa"], bad: ["a"]),
    Example("^a{,2}$", good: ["a{,2}"], bad: ["aa"]), Example(#"^[\w-]+\-[.]$"#, good: ["a-b-."], bad: ["a-b-c"]),
    Example("^[[:alpha:]]$", good: [":]", "a]", "[]"], bad: ["b"]), Example("^x-", good: ["x-a"], bad: ["ax-"]),
    Example("^(?i:É)$", good: ["é"], bad: ["e"]), Example("", good: ["", "a"], bad: []),
    Example("^#? $", good: ["# "], bad: ["#"]),
    Example(#"^\/\.$"#, good: ["/."], bad: ["//"]), Example("^[a-z&&b]$", good: ["&", "z"], bad: ["B"]),
  ]

  @Test(arguments: examples)
  func `a pattern means what it means in JavaScript`(_ example: Example) throws {
    let pattern = try Pattern(example.pattern)
    for text in example.good { #expect(pattern.outcome(in: text) == .matches, "\(text.debugDescription)") }
    for text in example.bad { #expect(pattern.outcome(in: text) == .matchesNot, "\(text.debugDescription)") }
  }

  @Test(arguments: [
    "(", ")", "[", "a**", "a++", "*a", "?", "\\", "\\a", "\\z", "\\Z", "\\Q", "\\K", "\\R", "\\x4", "\\u12",
    "\\u{110000}", "\\c1",
    "[z-a]", "(?>a)", "(?R)", "(?1)", "(?#a)", "(*FAIL)", "(?P<n>a)", "(?C1)", "(?x)", "\\p{}", "\\p{Gibberish}", "\\p",
    "(?<1>a", "\\k<n>",
    "\\01", "^*", "\\pL", "[\\d-\\Q]", "(?(1)a)", "\\g{1}", "(?|a)",
  ])
  func `what is not JavaScript's is refused`(_ pattern: String) {
    #expect(throws: PatternError.self) { try Pattern(pattern) }
  }

  @Test func `a costly pattern is given up, not waited for`() throws {
    let text = String(repeating: "a", count: 60)
    for source in ["^(a+)+$", "^(a|a)*$", "^(.*)*b$", "^(([a-z])+.)+[A-Z]$"] {
      #expect(try Pattern(source).outcome(in: text + "!") != .matches)
    }
    #expect(try Pattern("^(a+)+$").outcome(in: text + "!") == .tooCostly)
  }

  @Test func `an error says where`() {
    let error = #expect(throws: PatternError.self) { try Pattern("ab(?>c)") }
    #expect(error == PatternError(message: "a group of this kind is not part of JavaScript's expressions", offset: 2))
  }

  @Test func `a long pattern or one with a thousand groups is an error at most`() {
    for source in [
      String(repeating: "(", count: 70_000),
      String(repeating: "(", count: 3_000) + String(repeating: ")", count: 3_000),
    ] {
      #expect(throws: PatternError.self) { try Pattern(source) }
    }
  }

  @Test func `plain text is found without a matcher, with the same result`() {
    #expect(PatternLiteral("^x-") != nil)
    for source in ["x", "^a.b", "^a$b", "^(a)", "^\\d", "^a|b"] { #expect(PatternLiteral(source) == nil, "\(source)") }
  }
}
