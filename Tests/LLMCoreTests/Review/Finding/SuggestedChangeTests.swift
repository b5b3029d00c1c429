import Testing

@testable import LLMCore

@Suite struct SuggestedChangeTests {
  private static let side = ReviewFixture.side(
    "src/my file.swift",
    """
    @8
     func f() {
       before()
    +  let a = one(x)
    +  let b = two(y) + 1
       after()
     }
     // end
    """)

  private func change(_ quote: String, _ suggestion: String, in side: NewSide = side) throws -> SuggestedChange? {
    let claim = ReviewFixture.claim(String(decoding: side.path.bytes, as: UTF8.self), quote, suggestion: suggestion)
    return try #require(ReviewFixture.proof(side).check([claim]).findings.first).suggestion
  }

  private func text(_ change: SuggestedChange?) -> String? { change?.patch.map { String(decoding: $0, as: UTF8.self) } }

  @Test func `whole lines become a patch with context`() throws {
    let change = try change("  let a = one(x)", "  let a = one(y)\n  let c = 3")
    #expect(
      text(change) == """
        --- a/src/my file.swift\t
        +++ b/src/my file.swift\t
        @@ -8,6 +8,7 @@
         func f() {
           before()
        -  let a = one(x)
        +  let a = one(y)
        +  let c = 3
           let b = two(y) + 1
           after()
         }

        """)
  }

  @Test(arguments: [
    ("let a = one(x)", "let a = one(y)", ["  let a = one(y)"]),
    ("let a = one(x)", "guard ok else {\n  return\n}", ["  guard ok else {", "    return", "  }"]),
    ("let a = one(x)", "guard ok else {\n    return\n  }", ["  guard ok else {", "    return", "  }"]),
    ("two(y)", "three(y)", ["  let b = three(y) + 1"]),
    ("two(y) + 1", "let b = two(y) + 2", ["  let b = two(y) + 2"]),
    ("  let a = one(x)\n  let b = two(y) + 1", "", []),
    ("let a = one(x)", "```swift\nlet a = 1\n```", ["  let a = 1"]),
    ("let a=one(x)", "let a = 1", ["  let a = 1"]),
  ])
  func `the replacement gets the file's indentation`(_ quote: String, _ suggestion: String, _ lines: [String]) throws {
    let change = try #require(try change(quote, suggestion))
    #expect(change.replacement == lines.map { Array($0.utf8) })
    #expect(change.patch != nil)
  }

  @Test func `what changes nothing is no suggestion`() throws {
    #expect(try change("let a = one(x)", "let a = one(x)") == nil)
    #expect(try change("let a = one(x)", "  let a = one(x)\n") == nil)
  }

  @Test func `what cannot be placed is only a text`() throws {
    let several = try #require(try change("one(x)", "first(x)\nsecond(x)"))
    #expect(several.patch == nil)
    #expect(several.replacement == [Array("first(x)".utf8), Array("second(x)".utf8)])
    let guessed = try change("let a = one(x)\nsomething else here\nlet b = two(y) + 1", "let a = 1")
    #expect(guessed?.patch == nil && guessed != nil)
    #expect(try change("let a = one(x)", "let a = \0")?.patch == nil)
    #expect(try change("let a = one(x)", "let a = \"[[SECRET api-key 1]]\"")?.patch == nil)
    let long = String(repeating: "x()\n", count: 401)
    #expect(try change("let a = one(x)", long)?.patch == nil)
  }

  @Test func `line ends are those of the file`() throws {
    let lines = ["a()\r", "b()\r", "c()\r"].enumerated().map { NewSide.Line($0 + 1, Array($1.utf8), .added) }
    let change = try change("b()", "x()\r\ny()", in: NewSide(path: RawPath("f"), lines: lines))
    #expect(text(change)?.contains("+x()\r\n+y()\r\n") == true)
  }

  @Test func `a missing line feed at the end is told`() throws {
    let side = NewSide(
      path: RawPath("f"),
      lines: [
        NewSide.Line(1, Array("first".utf8), .added), NewSide.Line(2, Array("last".utf8), .added, isUnterminated: true),
      ])
    let change = try change("last", "end", in: side)
    #expect(
      text(change) == """
        --- a/f
        +++ b/f
        @@ -1,2 +1,2 @@
         first
        -last
        \\ No newline at end of file
        +end
        \\ No newline at end of file

        """)
  }

  @Test func `an emptied file begins before its first line`() throws {
    let side = NewSide(path: RawPath("f"), lines: [NewSide.Line(1, Array("only()".utf8), .added)])
    #expect(text(try change("only()", "", in: side))?.contains("@@ -1,1 +0,0 @@") == true)
  }

  @Test func `names that need it are quoted`() throws {
    let side = NewSide(
      path: RawPath(bytes: [0x61, 0xFF, 0x22]), lines: [NewSide.Line(1, Array("only()".utf8), .added)])
    let claim = ReviewFixture.claim("a\u{FFFD}\"", "only()", suggestion: "other()")
    let patch = ReviewFixture.proof(side).check([claim]).findings.first?.suggestion
    #expect(text(patch)?.hasPrefix("--- \"a/a\\377\\\"\"\n+++ \"b/a\\377\\\"\"\n") == true)
  }

  @Test func `a patch is checked against the lines`() {
    let patch = SuggestedPatch(side: Self.side, replacing: 2..<3, with: [Array("x".utf8)], contextLines: 3)
    #expect(patch.applies(to: Self.side))
    #expect(!patch.applies(to: ReviewFixture.side("src/my file.swift", "@8\n func f() {\n+  other()")))
    let twoLines = SuggestedPatch(side: Self.side, replacing: 2..<3, with: [Array("x\ny".utf8)], contextLines: 3)
    #expect(!twoLines.applies(to: Self.side))
  }
}
