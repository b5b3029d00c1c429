import Testing

@testable import LLMCore

@Suite struct FindingIdentityTests {
  private func identity(_ file: String, _ quote: String, symbol: String? = "f", rule: String = "r") throws
    -> FindingIdentity
  {
    let claim = ReviewFixture.claim("a", quote, rule: rule)
    let found = ReviewFixture.proof(ReviewFixture.side("a", file), symbol: symbol).check([claim]).findings
    return try #require(found.first).identity
  }

  @Test(arguments: [
    ("@90\n+  let x = a + b", "let x = a + b"), ("+let x=a+b", "let x=a+b"), ("+\tlet x = a +  b  ", "let x = a +  b"),
    ("+  let x = a\n+    + b", "let x = a\n+ b"), (" let x = a + b", "let x = a + b"),
  ])
  func `lines, indentation and wrapping make no difference`(_ file: String, _ quote: String) throws {
    #expect(try identity(file, quote) == identity("+let x = a + b", "let x = a + b"))
  }

  @Test func `part of a line is known by the line`() throws {
    #expect(try identity("+let x = call(a)", "call(a)") == identity("+let x = call(a)", "let x = call(a)"))
  }

  @Test func `code, symbol and rule make a difference`() throws {
    let one = try identity("+let x = a + b", "let x = a + b")
    for other in [
      try identity("+let xa + b", "let xa + b"), try identity("+let x = a + b", "let x = a + b", symbol: "g"),
      try identity("+let x = a + b", "let x = a + b", symbol: nil),
    ] {
      #expect(other.place != one.place)
      #expect(other.fingerprint != one.fingerprint)
    }
    let ruled = try identity("+let x = a + b", "let x = a + b", rule: "s")
    #expect(ruled.place == one.place)
    #expect(ruled.fingerprint != one.fingerprint)
  }

  @Test func `parts cannot pose as each other`() {
    let one = FindingIdentity(quote: "a\0b", symbol: "c", rule: "r", digest: ReviewFixture.digest)
    let other = FindingIdentity(quote: "a", symbol: "b\0c", rule: "r", digest: ReviewFixture.digest)
    #expect(one.place != other.place)
  }

  @Test(arguments: [
    (["a b"], "a b"), (["a  b"], "a b"), (["a", "b"], "a b"), (["f( x )", ""], "f(x)"), (["  "], ""),
    (["é = 1"], "é=1"),
  ])
  func `white space is squeezed`(_ lines: [String], _ expected: String) {
    #expect(SqueezedText.text(of: lines.map { Array($0.utf8) }) == expected)
  }

  @Test(arguments: [
    ("aa", "aaaa", [0, 1, 2]), ("abab", "abababab", [0, 2, 4]), ("x", "", []), ("", "abc", []), ("abc", "ab", []),
    ("aab", "aaab", [1]),
  ])
  func `every occurrence is found`(_ needle: String, _ text: String, _ expected: [Int]) {
    var found: [Int] = []
    TextSearch(Array(needle.utf8)).forEachOccurrence(in: Array(text.utf8)) { found.append($0) }
    #expect(found == expected)
  }
}
