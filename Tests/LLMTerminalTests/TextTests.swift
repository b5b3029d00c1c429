import LLMCore
import Testing

@testable import LLMTerminal

@Suite struct TextTests {
  @Test(arguments: [
    ("a\rb\r\nc\nd", "a\nb\nc\nd"), ("\r\r\n\n", "\n\n\n"), ("x\u{1B}[31my\u{7}\u{0}\u{7F}\u{9B}z", "x[31myz"),
    ("a\tb", "a\tb"),
    ("日本\u{FEFF}", "日本\u{FEFF}"),
  ])
  func `pasted text has line feeds and no controls`(pasted: String, kept: String) {
    #expect(PastedText.clean(Array(pasted.utf8)) == kept)
  }

  @Test func `pasted bytes that are no UTF-8 are replaced`() { #expect(PastedText.clean([0x61, 0xFF]) == "a\u{FFFD}") }

  @Test func `a style begins before something visible and ends on the last space`() {
    let prompt = LinePrompt("m ▸ ", style: .accent, right: "3 %", rightStyle: .dim)
    #expect(PromptText.left(prompt) == "\u{1}\u{1B}[1;36m\u{1}m ▸\u{1}\u{1B}[0m\u{1} ")
    #expect(PromptText.right(prompt) == "\u{1}\u{1B}[2m\u{1}3 %\u{1}\u{1B}[0m\u{1} ")
  }

  @Test func `a prompt without a style, or with nothing in it, has no escapes`() {
    #expect(PromptText.left(LinePrompt("m ▸ ")) == "m ▸ ")
    #expect(PromptText.left(LinePrompt("  ", style: .bold)) == "  ")
    #expect(PromptText.left(LinePrompt("a\nb\t", style: .plain)) == "a b ")
    #expect(PromptText.right(LinePrompt("m", right: "", rightStyle: .dim)) == "")
  }

  @Test func `candidates without descriptions stand side by side`() {
    let candidates = ["aa", "bb", "cc", "dd", "ee"].map { LineCompletions.Candidate($0) }
    #expect(CompletionList.rows(candidates, columns: 13) == ["aa  cc  ee", "bb  dd"])
    #expect(CompletionList.rows(candidates, columns: 3) == ["aa", "bb", "cc", "dd", "ee"])
  }

  @Test func `candidates with descriptions have a row each, cut at the edge, and no controls`() {
    let candidates = [
      LineCompletions.Candidate("/a ", "does a"), LineCompletions.Candidate("\u{1B}x", "long words and more"),
    ]
    #expect(CompletionList.rows(candidates, columns: 15) == ["  /a   does a", "  ␛x    long w…"])
  }

  @Test func `hundreds of candidates are not all listed`() {
    let rows = CompletionList.rows((0..<250).map { LineCompletions.Candidate("\($0)", "d") }, columns: 80)
    #expect(rows.count == 101)
    #expect(rows.last == "… and 150 more")
  }

  @Test(arguments: [(["abc", "abd"], "ab"), (["日本", "日曜"], "日"), (["a"], "a"), (["a", "b"], ""), ([], "")])
  func `what all candidates begin with`(texts: [String], prefix: String) {
    #expect(CompletionList.commonPrefix(texts) == prefix)
  }

  @Test func `sequences that the user binds are found in the settings`() {
    let settings = #"""
      # bind "\e[Z" ed-next-char
      bind -v
      bind "\e[A" ed-search-prev-history
      llmctl:bind -a ^[[B ed-next-line
      bind '\033OC' ed-next-char
      bind ^A ed-move-to-beg
      bind \e[D
      """#
    let sequences = EditorSettings.boundSequences(in: settings)
    #expect(sequences == [Array("\u{1B}[A".utf8), Array("\u{1B}[B".utf8), Array("\u{1B}OC".utf8)])
  }

  @Test func `places in a draft keep their column from line to line`() {
    let lines = DraftLines(Editline.scalars(of: "abcd\nx\nlonger").dropLast())
    #expect(lines.above(3) == nil)
    #expect(lines.below(3) == 6)
    #expect(lines.below(6) == 8)
    #expect(lines.above(10) == 6)
    #expect(lines.above(6) == 1)
    #expect(lines.below(9) == nil)
    #expect(lines.start(at: 6) == 5)
    #expect(lines.end(at: 8) == 13)
  }

  @Test func `the past is walked through and left where it was entered`() {
    var walk = HistoryWalk()
    walk.begin(["a", "b"])
    #expect(walk.newer() == nil)
    #expect(walk.older(from: "draft") == "b")
    #expect(walk.older(from: "b") == "a")
    #expect(walk.older(from: "a") == nil)
    #expect(walk.newer() == "b")
    #expect(walk.newer() == "draft")
    #expect(walk.newer() == nil)
  }
}
