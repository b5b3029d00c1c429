import LLMTestKit
import Testing

@testable import LLMCore

@Suite struct FindingProofTests {
  @Test(arguments: ProofCase.lines + ProofCase.quotes + ProofCase.elsewhere + ProofCase.files)
  func `a claim stands where its code stands, or not at all`(_ test: ProofCase) {
    let proof = FindingProof(sides: ProofCase.sides, symbol: { _, _ in nil }, digest: ReviewFixture.digest)
    let outcome = proof.check([test.claim])
    switch test.expected {
    case .stays(let path, let lines), .moves(let path, let lines):
      #expect(outcome.findings.map(\.path) == [RawPath(path)])
      #expect(outcome.findings.map(\.lines) == [lines])
      #expect(outcome.dropped == [])
      if case .moves = test.expected { #expect(outcome.moved == 1) } else { #expect(outcome.moved == 0) }
    case .dropped(let reason):
      #expect(outcome.findings == [])
      #expect(outcome.dropped.map(\.reason) == [reason])
    }
  }

  @Test func `columns are those of the quote`() throws {
    let side = ReviewFixture.side("a", "+  let é = call(one) + call(two)")
    let found = ReviewFixture.proof(side).check([ReviewFixture.claim("a", "call(two)", line: 1)]).findings
    let columns = try #require(found.first).columns
    #expect(Array(side.lines[0].bytes[columns.start..<columns.end]) == Array("call(two)".utf8))
  }

  @Test func `context is marked`() throws {
    let proof = ReviewFixture.proof(ReviewFixture.side("a", " func f() {\n+  g()\n }"))
    let found = proof.check([ReviewFixture.claim("a", "func f() {"), ReviewFixture.claim("a", "g()")]).findings
    #expect(found.map(\.isInContext) == [true, false])
  }

  @Test func `code that is not UTF-8 is found by what the model was shown of it`() throws {
    let bytes = Array("let name = \"".utf8) + [0xFF, 0xE9] + Array("\"".utf8)
    let side = NewSide(path: RawPath(bytes: [0x61, 0xFF]), lines: [NewSide.Line(7, bytes, .added)])
    let quote = String(decoding: bytes, as: UTF8.self)
    let claim = ReviewFixture.claim(String(decoding: side.path.bytes, as: UTF8.self), quote, line: 7)
    let found = try #require(ReviewFixture.proof(side).check([claim]).findings.first)
    #expect(found.path == side.path)
    #expect(found.lines == 7...7)
    #expect(found.code == [bytes])
  }

  @Test(arguments: ["a\u{FFFD}", "\"a\\377\"", "a\u{10FFFF}"])
  func `a path that is not UTF-8 is known in every form it is shown in`(_ shown: String) {
    let side = NewSide(path: RawPath(bytes: [0x61, 0xFF]), lines: [NewSide.Line(1, Array("let x = 1".utf8), .added)])
    let outcome = ReviewFixture.proof(side).check([ReviewFixture.claim(shown, "let x = 1", line: 1)])
    #expect(outcome.findings.count == 1)
    #expect(outcome.moved == 0)
  }

  @Test func `lines with carriage returns are found`() throws {
    let lines = ["one()\r", "two()\r"].enumerated().map { NewSide.Line($0 + 1, Array($1.utf8), .added) }
    let proof = ReviewFixture.proof(NewSide(path: RawPath("a"), lines: lines))
    let found = try #require(proof.check([ReviewFixture.claim("a", "one()\ntwo()", line: 1)]).findings.first)
    #expect(found.lines == 1...2)
    #expect(found.code == [Array("one()".utf8), Array("two()".utf8)])
  }

  @Test func `a finding of the program's own stands where it is put`() throws {
    let proof = ReviewFixture.proof(ReviewFixture.side("a", "@5\n+key = [[SECRET 1]]\n+b"), symbol: "setup")
    let claim = ReviewFixture.claim("a", "", rule: "secret", category: .security)
    let found = try #require(proof.finding(claim, in: RawPath("a"), lines: 5...5))
    #expect(found.code == [Array("key = [[SECRET 1]]".utf8)])
    #expect(found.identity.symbol == "setup")
    #expect(proof.finding(claim, in: RawPath("a"), lines: 6...7) == nil)
    #expect(proof.finding(claim, in: RawPath("b"), lines: 5...5) == nil)
  }

  @Test func `repeated and unordered lines are put right`() {
    let lines = [
      NewSide.Line(3, [3], .context), NewSide.Line(1, [1], .surrounding), NewSide.Line(1, [1], .added),
    ]
    let side = NewSide(path: RawPath("a"), lines: lines)
    #expect(side.lines.map(\.number) == [1, 3])
    #expect(side.lines[0].isAdded)
  }

  // MARK: Properties

  @Test(arguments: 0..<40)
  func `what survives has its quote at its lines`(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let side = Self.randomSide(&random)
    let proof = ReviewFixture.proof(side)
    var claims: [ClaimedFinding] = []
    for _ in 0..<60 { claims.append(Self.randomClaim(side, &random)) }
    let outcome = proof.check(claims)
    #expect(outcome.findings.count + outcome.dropped.count == claims.count)
    for finding in outcome.findings {
      let lines = side.lines(numbered: finding.lines)
      #expect(lines?.map { Array($0.bytes.withoutReturn) } == finding.code)
      #expect(lines?.contains { $0.kind > .surrounding } == true)
      let last = finding.code.last ?? []
      #expect(finding.columns.start >= 0 && finding.columns.end <= last.count)
    }
    // Each claim whose quote is whole lines and unique must survive.
    for claim in claims where claim.rule == "copied" {
      #expect(!outcome.dropped.contains { $0.claim == claim && $0.reason == .quoteNotFound })
    }
  }

  @Test(arguments: 0..<20)
  func `bytes of any kind do no harm`(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) + 1_000)
    func noise(_ limit: Int) -> [UInt8] {
      (0..<random.below(limit)).map { _ in random.pick(Array("ab +-`1:|\\n\"{}\u{0}\u{FF}".utf8) + [0xFF, 0x0D, 0x09]) }
    }
    let lines = (0..<50).map {
      NewSide.Line($0 * random.integer(1...2) + 1, noise(20), random.pick([.added, .context]))
    }
    let side = NewSide(path: RawPath(bytes: noise(5)), lines: lines, removedLines: [noise(9)])
    let proof = ReviewFixture.proof(side)
    for _ in 0..<200 {
      let claim = ReviewFixture.claim(
        String(decoding: noise(6), as: UTF8.self), String(decoding: noise(30), as: UTF8.self),
        line: random.integer(-3...100), suggestion: String(decoding: noise(30), as: UTF8.self))
      let outcome = proof.check([claim])
      #expect(outcome.findings.count + outcome.dropped.count == 1)
    }
  }

  private static func randomSide(_ random: inout SeededRandom) -> NewSide {
    let words = ["let", "x", "y", "call", "(a)", "{", "}", "return", "+", "  ", "\t", "\"s\"", "é", ""]
    var number = 1
    let lines = (0..<80).map { _ in
      number += random.chance(0.1) ? random.integer(2...9) : 1
      let text = (0..<random.below(6)).map { _ in random.pick(words) }.joined(separator: random.chance(0.5) ? " " : "")
      return NewSide.Line(
        number, Array(text.utf8), random.pick([.added, .context, .surrounding]))
    }
    return NewSide(path: RawPath("f"), lines: lines)
  }

  private static func randomClaim(_ side: NewSide, _ random: inout SeededRandom) -> ClaimedFinding {
    let start = random.below(side.lines.count)
    let count = min(random.integer(1...4), side.lines.count - start)
    let lines = side.lines[start..<start + count]
    let isContiguous = zip(lines, lines.dropFirst()).allSatisfy { $0.number + 1 == $1.number }
    let isVisible = lines.allSatisfy { $0.kind > .surrounding } && lines.contains { !$0.bytes.allSatisfy(\.isBlank) }
    var quote = lines.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
    var rule = isContiguous && isVisible ? "copied" : "other"
    if random.chance(0.3) {
      quote += random.pick(["x", " z", "\nfoo bar"])
      rule = "other"
    }
    return ReviewFixture.claim("f", quote, line: random.chance(0.7) ? random.integer(1...200) : nil, rule: rule)
  }
}
