import LLMTestKit
import Testing

@testable import LLMCore

/// Compared calls on a terminal.
@Suite struct ComparisonSheetTests {
  private func sheet(_ old: String, _ new: String, _ setting: ComparisonSheet.Setting = ComparisonSheet.Setting())
    -> String
  {
    ComparisonSheet(
      ComparedSample.comparison(
        ComparedSample.call("A", prompt: "q", answer: old), ComparedSample.call("B", prompt: "q", answer: new)), setting
    ).text
  }

  /// What stands behind a heading.
  private func answers(_ text: String) -> String {
    text.split(separator: "\nAnswers", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }

  @Test func `a whole sheet`() {
    let old = ComparedSample.call("01A", model: "m1", prompt: "Hi", answer: "one cat\n")
    let new = ComparedSample.call("01B", model: "m2", prompt: "Hi there", answer: "one dog\n")
    #expect(
      ComparisonSheet(ComparedSample.comparison(old, new), ComparisonSheet.Setting()).text == """
        A  01A  2025-11-21 03:04:05  p/m1  chat
        B  01B  2025-11-21 03:04:05  p/m2  chat

        Request
          model: p/m1 → p/m2
          prompt:
            Hi{+ there+}

                             A        B  change
          outcome         done     done    same
          finish          stop     stop    same
          tokens in         10       10    same
          tokens out         4        4    same
          cost         $0.0100  $0.0100    same
          first token   100 ms   100 ms    same
          total            1 s      1 s    same
          characters         8        8    same

        Answers, 50.0 % the same
        one [-cat-]{+dog+}

        """)
  }

  @Test func `beside each other`() {
    let text = answers(sheet("a\none two\n", "a\none six\nmore\n", ComparisonSheet.Setting(sideColumns: 80)))
    let pad = { (text: String) in text + String(repeating: " ", count: 38 - text.count) }
    #expect(text.contains("\(pad("a")) │ a\n\(pad("one [-two-]")) ~ one {+six\n\(pad("")) + more+}\n"))
  }

  @Test func `no line is wider than the terminal, whatever the characters`() {
    var random = SeededRandom(seed: 12)
    let words = ["word", "漢字漢字", "👩‍💻", "é", "\t", " ", "  ", "\n", String(repeating: "x", count: 90), ",", "e\u{301}"]
    for colours in [false, true] {
      for _ in 0..<150 {
        func text() -> String {
          (0..<Int.random(in: 0...40, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined(
            separator: " ")
        }
        let rows = ComparedRows(WordDifference(text(), text()))
        let lines = ParallelColumns(columns: 80, paint: ComparisonPaint(isColoured: colours)).text(rows)
        for line in lines.split(separator: "\n") {
          let plain = line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
          #expect(displayWidth(of: String(plain)) <= 80, "\(line)")
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a long text without a blank is wrapped in a time that grows with it`() {
    let text = answers(
      sheet(
        String(repeating: "x", count: 500_000), String(repeating: "y", count: 500_000),
        ComparisonSheet.Setting(sideColumns: 80)))
    #expect(text.split(separator: "\n").count > 13_000)
  }

  @Test func `COLUMNS may say anything`() {
    let text = answers(sheet("one", "two", ComparisonSheet.Setting(sideColumns: 99_999_999_999)))
    #expect(text.utf8.count < 10_000)
  }

  @Test func `nothing of an answer reaches the terminal as a control`() {
    let hostile = "\u{1B}]0;title\u{07} \u{9B}31m \u{202E}x"
    for setting in [
      ComparisonSheet.Setting(), ComparisonSheet.Setting(sideColumns: 90),
      ComparisonSheet.Setting(sideColumns: 90, isColoured: true), ComparisonSheet.Setting(isColoured: true),
    ] {
      let old = ComparedSample.call("A", model: hostile, prompt: hostile, system: hostile, answer: hostile + " a") {
        $1.toolCalls = [ToolCall(name: hostile, arguments: hostile)]
      }
      let new = ComparedSample.call("B", model: "m", prompt: "\(hostile)2", answer: "b " + hostile) {
        ($1.errorCode, $1.modelServed, $1.finishReason) = (hostile, hostile, hostile)
      }
      let text = ComparisonSheet(ComparedSample.comparison(old, new), setting).text
      let plain = text.replacing(/\u{1B}\[(0|1|2|31;9|32;4)m/, with: "")
      #expect(!plain.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
      #expect(!plain.unicodeScalars.contains("\u{202E}"))
      if !setting.isColoured { #expect(plain == text) }
    }
  }

  @Test func `colours end where the line ends`() {
    let text = sheet("a b\n", "c d\ne f\n", ComparisonSheet.Setting(isColoured: true))
    for line in text.split(separator: "\n") {
      let opened = line.split(separator: "\u{1B}[", omittingEmptySubsequences: false).dropFirst()
      #expect(opened.isEmpty || opened.last?.hasPrefix("0m") == true, "\(line.debugDescription)")
    }
  }

  @Test func `a change that nobody sees is shown`() {
    #expect(sheet("a b", "a\u{200B} b").contains("{+<U+200B>+}"))
    #expect(sheet("a", "a\n").contains("{+↵"))
  }

  @Test func `JSON by structure, also in a code fence`() {
    let old = ComparedSample.call("A", answer: "Here:\n```json\n{\"a\": 1, \"b\": [1, 2]}\n```\n")
    let new = ComparedSample.call("B", answer: #"{"b":[1,2,3],"a":2}"#)
    let comparison = CallComparison(ComparedCall(old), ComparedCall(new), value: AnswerValue.value)
    let text = ComparisonSheet(comparison, ComparisonSheet.Setting()).text
    #expect(text.contains("\nAnswers, compared as JSON\n  ~ /a 1 → 2\n  + /b/2 3\n"))
  }

  @Test(arguments: ["7", "\"x\"", "{\"a\":1", "```json\n[1]\n```\n```json\n[2]\n```", "{'a': 1}"])
  func `what is no JSON object or array is text`(answer: String) { #expect(AnswerValue.value(of: answer) == nil) }

  @Test func `a table of many`() {
    let calls = [("1", "a", "yes"), ("2", "a", "yes "), ("3", "b\u{1B}", "no")].map {
      ComparedCall(ComparedSample.call($0.0, model: $0.1, answer: $0.2))
    }
    #expect(
      AgreementSheet(ComparisonTable(calls)).text == """
        MODEL  CALLS   DONE     COST  SECONDS  FIRST  IN  OUT   AGREE  CHARACTERS
        p/a        2  100 %  $0.0200      1.0    0.1  10    4  2 of 2         3-4
        p/b␛       1  100 %  $0.0100      1.0    0.1  10    4  1 of 1           2

        2×  yes  p/a 2×
        1×  no   p/b␛ 1×

        """)
  }
}
