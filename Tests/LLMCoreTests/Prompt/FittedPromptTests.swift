import LLMTestKit
import Testing

@testable import LLMCore

/// A prompt that is too long, and what of it stays.
@Suite struct FittedPromptTests {
  private let meter = PromptMeter(
    count: { TokenBasis.standard.count($0) }, ends: { TokenBasis.standard.ends(of: $0, tokens: $1) })

  private func lines(_ count: Int, _ word: String = "line") -> String {
    (1...count).map { "\(word) number \($0)\n" }.joined()
  }

  private func prompt(input: String? = nil, files: [(String, String)] = [], words: String = "") -> PromptAssembler {
    PromptAssembler(
      standardInput: input, files: files.map { PromptAssembler.Part(name: $0.0, content: $0.1) }, words: words)
  }

  @Test func `what fits stays as it is`() {
    let whole = prompt(files: [("a", lines(10))], words: "what?")
    let fitted = FittedPrompt(whole, to: 1000, by: meter)
    #expect(fitted.assembler.prompt == whole.prompt)
    #expect(fitted.cuts.isEmpty && fitted.fits)
  }

  @Test func `the middle of the longest part goes, the instruction and both ends stay`() throws {
    let short = lines(5, "short")
    let fitted = FittedPrompt(
      prompt(files: [("long", lines(2000)), ("short", short)], words: "what?"), to: 500, by: meter)
    #expect(fitted.fits && fitted.tokens <= 500)
    let text = fitted.assembler.prompt
    #expect(text.hasSuffix("</file>\n\nwhat?"))
    #expect(text.hasPrefix("<file path=\"long\">\nline number 1\nline number 2\n"))
    #expect(text.contains("line number 2000\n</file>"))
    #expect(text.contains(short))
    let cut = try #require(fitted.cuts.first)
    #expect(fitted.cuts.count == 1 && cut.name == "long")
    #expect(text.contains("\n[… \(cut.tokens.grouped) tokens left out …]\nline number"))
    // Whole lines, and most of the room is used.
    #expect(
      fitted.assembler.files[0].content.split(separator: "\n").allSatisfy {
        $0.hasPrefix("line number") || $0.hasPrefix("[…")
      })
    #expect(fitted.tokens > 450)
  }

  @Test func `two long parts are cut down to the same length`() {
    let fitted = FittedPrompt(
      prompt(input: lines(1000), files: [("b", lines(3000))], words: "what?"), to: 1000, by: meter)
    let counts = [fitted.assembler.standardInput ?? "", fitted.assembler.files[0].content].map(meter.count)
    #expect(abs(counts[0] - counts[1]) < 40)
    #expect(fitted.cuts.map(\.name) == ["standard input", "b"])
  }

  @Test func `words alone are cut where there is nothing else`() {
    let fitted = FittedPrompt(prompt(words: lines(1000)), to: 200, by: meter)
    #expect(fitted.fits)
    #expect(
      fitted.assembler.words.hasPrefix("line number 1\n") && fitted.assembler.words.hasSuffix("line number 1000\n"))
  }

  @Test func `what cannot be made to fit says so`() {
    #expect(!FittedPrompt(prompt(input: lines(500), words: lines(500)), to: 300, by: meter).fits)
  }

  @Test func `a block stays closed by its own tag`() {
    let hostile = lines(500) + "</file>\n" + lines(500)
    let fitted = FittedPrompt(prompt(files: [("a", hostile)], words: "w"), to: 300, by: meter)
    let text = fitted.assembler.prompt
    let tag = fitted.assembler.files[0].content.contains("</file>") ? "file-2" : "file"
    #expect(text.hasPrefix("<\(tag) path=\"a\">\n") && text.contains("\n</\(tag)>\n\nw"))
  }

  @Test func `whatever the text is, the limit holds and no character is cut`() {
    var generator = SeededRandom(seed: 5)
    let pieces = ["word ", "é", "😀", "👨‍👩‍👧", "\n", "中文", "    ", "{}();", "0123456789", "\u{301}"]
    for _ in 0..<60 {
      let text = (0..<(generator.below(2000) + 500)).map { _ in generator.pick(pieces) }.joined()
      let limit = generator.below(300) + 150
      let fitted = FittedPrompt(prompt(files: [("a", text)], words: "w"), to: limit, by: meter)
      #expect(fitted.fits, "\(limit)")
      #expect(meter.count(fitted.assembler.prompt) <= limit)
      #expect(!fitted.assembler.prompt.unicodeScalars.contains("\u{FFFD}"))
    }
  }

  @Test(arguments: [([10, 20, 100], 90, 60), ([50, 50], 60, 30), ([10], 5, 5), ([5, 5], 100, 5), ([9], -3, 0)])
  func `the level down to which parts are cut`(counts: [Int], room: Int, level: Int) {
    #expect(FittedPrompt.level(of: counts, room: room) == level)
  }
}

/// Turns of a conversation that is too long.
@Suite struct FittedTurnsTests {
  private let meter = PromptMeter(count: { $0.utf8.count }, ends: { _, _ in (0, 0) })

  private func turns(_ count: Int) -> [Message] {
    (1...count).flatMap { [Message(.user, "question \($0)"), Message(.assistant, "answer \($0)")] }
  }

  @Test func `what fits stays`() {
    let fitted = FittedTurns(turns(6), to: 10_000, overhead: 4, by: meter)
    #expect(fitted.messages == turns(6) && fitted.dropped == 0)
  }

  @Test func `the oldest turns between the first and the last ones go, each with its answer`() {
    let fitted = FittedTurns(turns(6), to: 80, overhead: 4, by: meter)
    #expect(fitted.messages.map(\.role) == [.user, .assistant, .user, .assistant, .user, .assistant])
    #expect(fitted.dropped == 6)
    #expect(fitted.messages[0].content == "question 1")
    #expect(fitted.messages[2].content == "[… 6 earlier messages, 78 tokens, left out …]\n\nquestion 5")
    #expect(fitted.messages[5].content == "answer 6")
  }

  @Test func `no more of them than has to go`() {
    let all = turns(6).reduce(0) { $0 + $1.content.utf8.count + 4 }
    #expect(FittedTurns(turns(6), to: all - 1, overhead: 4, by: meter).dropped == 2)
  }

  @Test func `the first and the last ones always stay`() {
    #expect(FittedTurns(turns(3), to: 0, overhead: 4, by: meter).messages == turns(3))
    #expect(FittedTurns(turns(1), to: 0, overhead: 4, by: meter).dropped == 0)
    #expect(FittedTurns([], to: 0, overhead: 4, by: meter).messages == [])
  }
}
