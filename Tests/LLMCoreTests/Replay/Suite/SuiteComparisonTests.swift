import LLMCore
import LLMTestKit
import Testing

/// How texts and values of answers are compared.
@Suite struct SuiteComparisonTests {
  private static let ratios: [(String, String, Double)] = [
    ("", "", 1.0), ("a", "", 0), ("a b c", "a b c", 1), ("A, b; c!", "a b c", 1), ("a b", "b a", 0.5),
    ("the cat sat", "the dog sat", 2.0 / 3), ("don't go", "dont go", 1), ("日本語", "日本", 0.8),
    ("a b c d", "d c b a", 0.25),
    ("Paris", "The capital is Paris", 0.4), ("é", "e\u{301}", 1),
  ]

  @Test(arguments: ratios)
  func `similarity is the share of words in common and in order`(left: String, right: String, ratio: Double) {
    let found = WordSimilarity(left, right).ratio ?? -1
    #expect(abs(found - ratio) < 1e-12)
    #expect(WordSimilarity(right, left).ratio == found)
  }

  @Test func `the fast way finds what the plain one does`() {
    var random = SeededRandom(seed: 3)
    func words(_ count: Int, _ kinds: Int) -> [String] {
      (0..<count).map { _ in "w\(Int.random(in: 0..<kinds, using: &random))" }
    }
    for _ in 0..<60 {
      let kinds = Int.random(in: 1...30, using: &random)
      let left = words(Int.random(in: 1...200, using: &random), kinds)
      let right = words(Int.random(in: 1...200, using: &random), kinds)
      let plain = Self.commonLength(left, right)
      let ratio = WordSimilarity(left.joined(separator: " "), right.joined(separator: " ")).ratio
      #expect(ratio == 2 * Double(plain) / Double(left.count + right.count))
    }
  }

  private static func commonLength(_ left: [String], _ right: [String]) -> Int {
    var row = [Int](repeating: 0, count: right.count + 1)
    for word in left {
      var diagonal = 0
      for index in right.indices {
        let above = row[index + 1]
        row[index + 1] = word == right[index] ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row.last ?? 0
  }

  @Test func `texts that are too long are not compared`() {
    let long = String(repeating: "a ", count: WordSimilarity.mostWords + 1)
    #expect(WordSimilarity(long, "a").ratio == nil)
  }

  private static let differences: [(String, String, String?)] = [
    ("1", "1.0", nil), ("1", "10e-1", nil), ("100", "1E+2", nil), ("0", "-0.0", nil), ("1e400", "10e399", nil),
    ("0.1", "0.10000000000000001", "the value is 0.10000000000000001, not 0.1"), ("1", "2", "the value is 2, not 1"),
    ("1", "true", "the value is true, not 1"), (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, nil),
    (#"{"a":1}"#, #"{}"#, "/a is missing"), (#"{}"#, #"{"a/b":1}"#, "/a~1b is one too many"),
    ("[1,2]", "[2,1]", "/0 is 2, not 1"), ("[1,2]", "[1]", "the value has 1 elements, not 2"),
    (#"{"a":[{"b":1}]}"#, #"{"a":[{"b":"1"}]}"#, #"/a/0/b is "1", not 1"#), ("null", "null", nil),
    (#""a""#, #""a""#, nil),
  ]

  @Test(arguments: differences)
  func `values are compared by structure`(expected: String, found: String, difference: String?) throws {
    let comparison = StructuralComparison(
      expected: try JSONReader.parse(expected), found: try JSONReader.parse(found))
    #expect(comparison.difference == difference)
  }

  @Test(.timeLimit(.minutes(1)))
  func `objects with many members are compared in a time that grows with them`() {
    let value = JSONValue.object((0..<50_000).map { JSONMember("member \($0)", .integer($0)) })
    #expect(StructuralComparison(expected: value, found: value).areEqual)
  }

  @Test func `what is ignored may differ, be missing or be one too many`() throws {
    let expected = try JSONReader.parse(#"{"id":1,"items":[{"id":1,"n":"a"},{"id":2,"n":"b"}],"a/b":1}"#)
    let found = try JSONReader.parse(#"{"items":[{"id":9,"n":"a"},{"n":"b"}],"extra":true,"a/b":2}"#)
    let ignored = ["/id", "/items/*/id", "/extra", "/a~1b"]
    #expect(StructuralComparison(expected: expected, found: found, ignoring: ignored).areEqual)
    #expect(!StructuralComparison(expected: expected, found: found, ignoring: ["/id"]).areEqual)
    #expect(
      StructuralComparison(expected: [.integer(1)], found: [.integer(1), .integer(2)], ignoring: ["/1"]).areEqual)
  }
}
