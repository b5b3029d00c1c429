import LLMCore
import LLMTestKit
import Testing

/// Texts by words and by lines.
@Suite struct WordDifferenceTests {
  /// What is removed in `[-…-]`, what is added in `{+…+}`.
  private func marked(_ old: String, _ new: String) -> String {
    WordDifference(old, new).segments.map { segment in
      switch segment.fate {
      case .kept: segment.text
      case .removed: "[-\(segment.text)-]"
      case .added: "{+\(segment.text)+}"
      }
    }.joined()
  }

  @Test func `the same text has no changes`() {
    #expect(WordDifference("a b\n", "a b\n").isEmpty)
    #expect(WordDifference("", "").isEmpty)
    #expect(marked("a b\n", "a b\n") == "a b\n")
  }

  @Test func `words are replaced as a whole`() {
    #expect(
      marked("the quick brown fox jumps", "the slow brown fox leaps")
        == "the [-quick-]{+slow+} brown fox [-jumps-]{+leaps+}")
  }

  @Test func `blanks that stay between changed words are no confetti`() {
    #expect(marked("one two three", "uno dos tres") == "[-one two three-]{+uno dos tres+}")
  }

  @Test func `words that are put in are put in, and nothing goes for them`() {
    #expect(marked("Opening one takes time", "Opening a new one takes time") == "Opening {+a new +}one takes time")
  }

  @Test func `a short word between long changes goes with them`() {
    #expect(
      marked("magnificent architecture of medieval cathedrals", "insignificant structures of concrete")
        == "[-magnificent architecture of medieval cathedrals-]{+insignificant structures of concrete+}")
  }

  @Test func `a changed line does not touch its neighbours`() {
    #expect(marked("a\nb one\nc\n", "a\nb two\nc\n") == "a\nb [-one-]{+two+}\nc\n")
  }

  @Test func `paragraphs are found again behind a new one`() {
    #expect(
      marked("Cats are fine.\n\nDogs too.\n", "Intro.\n\nCats are fine!\n\nDogs too.\n")
        == "{+Intro.\n\n+}Cats are fine[-.-]{+!+}\n\nDogs too.\n")
  }

  @Test func `scripts without spaces are compared by characters`() {
    #expect(marked("我喜欢苹果。", "我讨厌苹果。") == "我[-喜欢-]{+讨厌+}苹果。")
  }

  @Test func `letters with marks are whole, and are what their bytes are`() {
    #expect(marked("café au lait", "cafe\u{301} au lait") == "[-café-]{+cafe\u{301}+} au lait")
  }

  @Test func `a character of several is not cut`() {
    #expect(marked("👨‍👩‍👧 hi", "👨‍👩‍👦 hi") == "[-👨‍👩‍👧-]{+👨‍👩‍👦+} hi")
    #expect(marked("ok 👍🏽", "ok 👍🏿") == "ok [-👍🏽-]{+👍🏿+}")
  }

  @Test func `line ends and a missing one are told`() {
    #expect(marked("a\r\nb", "a\nb") == "a[-\r-]\nb")
    #expect(marked("a", "a\n") == "a{+\n+}")
  }

  @Test(arguments: [
    ("", "", 1000), ("a b", "a b", 1000), ("a b", "c d", 0), ("one two", "one six", 500), ("?!", "!?", 0), ("", "a", 0),
  ])
  func `how much is the same`(old: String, new: String, permille: Int) {
    #expect(WordDifference(old, new).similarity == permille)
  }

  @Test func `both texts can be put together again`() {
    var random = SeededRandom(seed: 5)
    let words = ["a", "word", " ", " ", "\n", ".", "é", "e\u{301}", "漢字", "👩‍💻", "\r\n", "\u{200D}", "\u{301}", "7"]
    for _ in 0..<1000 {
      func text() -> String {
        (0..<Int.random(in: 0...20, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      }
      let (old, new) = (text(), text())
      let segments = WordDifference(old, new).segments
      #expect(segments.filter { $0.fate != .added }.map(\.text).joined().utf8.elementsEqual(old.utf8))
      #expect(segments.filter { $0.fate != .removed }.map(\.text).joined().utf8.elementsEqual(new.utf8))
      for (segment, next) in zip(segments, segments.dropFirst()) {
        #expect(segment.fate != next.fate && !(segment.fate == .added && next.fate == .removed))
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `joined changes take a time that grows with them`() {
    // Between two long words stands a short one that both share, so that all are joined.
    func text(_ word: String) -> String { (0..<60_000).map { "\(word)\(word)\($0) a " }.joined() }
    #expect(!WordDifference(text("one"), text("two")).isEmpty)
  }
}
