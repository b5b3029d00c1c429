import Testing

@testable import LLMCore

@Suite struct WordSetTests {
  @Test(arguments: [
    ("The query allows SQL injection.", "SQL injection is allowed by this query", true),
    ("Result of close() is ignored", "Ignoring the result of close()", true),
    ("Buffer overflow in copy", "Variable name is misleading", false), ("", "", false), ("a b", "a b", false),
    ("Über Größe prüfen", "über die größe prüfen", true),
  ])
  func `messages that say the same are alike`(_ left: String, _ right: String, _ expected: Bool) {
    #expect(WordSet(left).isAlike(WordSet(right)) == expected)
    #expect(WordSet(right).isAlike(WordSet(left)) == expected)
  }

  @Test func `a message of many words is bounded`() {
    let long = (0..<10_000).map { "w\($0)x" }.joined(separator: " ")
    #expect(WordSet(long) == WordSet(long + " more words behind the limit"))
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1"), (0.5, "0.5"), (0.125, "0.125"), (0.9996, "1"), (0.05, "0.05"), (2, "1"), (-1, "0"),
  ])
  func `confidences are short decimals`(_ fraction: Double, _ expected: String) {
    #expect(ReviewDocument.decimal(fraction) == expected)
  }
}
