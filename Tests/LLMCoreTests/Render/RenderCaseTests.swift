import LLMCore
import LLMTestKit
import Testing

/// The cases of the renderer's reference, by number, where the final rows tell the outcome.
@Suite struct RenderCaseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let number: Int
    let columns: Int
    let markdown: String
    let rows: [String]
    var testDescription: String { "\(number)" }

    init(_ number: Int, _ markdown: String, _ rows: [String], columns: Int = 40) {
      (self.number, self.markdown, self.rows, self.columns) = (number, markdown, rows, columns)
    }
  }

  static let cases = [
    Case(1, "Hello", ["Hello"]),
    Case(2, "**bold** x\n\n", ["bold x"]),
    Case(3, "a **b** c\n\n", ["a b c"]),
    Case(4, "use `my_func` now\n\n", ["use my_func now"]),
    Case(5, "call my_func and 5 * 3 or arr[0] ok\n", ["call my_func and 5 * 3 or arr[0] ok"]),
    Case(6, "a_b_c and 2*3*4 and __init__\n", ["a_b_c and 234 and init"]),
    Case(7, "`` a`b `` c\n\n", ["a`b c"]),
    Case(8, "[text](https://example.org/a_(b))\n\n", ["text"]),
    Case(
      9, "[x](javascript:alert(1)) [y](file:///etc/passwd)\n\n", ["x <javascript:alert(1)> y", "<file:///etc/passwd>"]),
    Case(10, "Title\n---", ["Title"]),
    Case(12, "Text\n```py\nx=1\n", ["Text", "x=1"]),
    Case(13, "```\na\n\n\nb\n```\n", ["a", "", "", "b"]),
    Case(14, "````md\n```js\nx\n```\n````\nafter\n", ["```js", "x", "```", "after"]),
    Case(15, "~~~\n```\n~~~\n", ["```"]),
    Case(16, "```\nunclosed", ["unclosed"]),
    Case(18, "1. a\n   ```sh\n   ls\n   ```\n2. b\n", ["1. a", "ls", "2. b"]),
    Case(19, "- a\n- b\n\n- c\n\n  para\n", ["• a", "• b", "", "• c", "", "  para"]),
    Case(20, "- a\n  - b\n    - c\nlazy\n", ["• a", "  ◦ b", "    ▪ c lazy"]),
    Case(21, "> a\nlazy\n> > b\n\nc\n", ["│ a lazy", "│ │ b", "", "c"]),
    Case(22, "| a | b |\n|---|:-:|\n| 日本 | 👍🏽 |\n\n", ["a    │ b", "─────┼───", "日本 │ 👍🏽"]),
    Case(23, "a | b is prose\nnext\n\n", ["a | b is prose next"]),
    Case(24, "| a |\n|---|\n| `x \\| y` |\n\n", ["a", "─────", "x | y"]),
    Case(
      25, "|one|two|three|four|five|six|\n|-|-|-|-|-|-|\n|aaaaaa|bbbbbb|cccccc|dddddd|eeeeee|ffffff|\n",
      ["one: aaaaaa", "two: bbbbbb", "three: cccccc", "four: dddddd", "five: eeeeee", "six: ffffff"], columns: 20),
    Case(26, "see [a][r].\n\nmore\n\n[r]: http://e.x\n", ["see [a][r].", "", "more", "", "[r]: http://e.x"]),
    Case(27, "It costs $5 and $10, but $x^2$ too\n\n", ["It costs $5 and $10, but x^2 too"]),
    Case(28, "<b>hi</b> <script>x</script> a<br>b\n\n", ["hi <script>x</script> a", "b"]),
    Case(30, "a\r\nb\rc\n", ["a b c"]),
    Case(30, "```\na\r\nb\rc\n", ["a", "b", "c"]),
    Case(31, "- [x] done\n- [ ] open\n", ["• [x] done", "• [ ] open"]),
    Case(
      32, String(repeating: "漢", count: 35) + "\n", [10, 10, 10, 5].map { String(repeating: "漢", count: $0) },
      columns: 21),
    Case(32, String(repeating: "漢", count: 10) + "。漢字\n", [String(repeating: "漢", count: 9), "漢。漢字"], columns: 21),
    Case(33, String(repeating: "x", count: 120) + "\n", [39, 39, 39, 3].map { String(repeating: "x", count: $0) }),
    // A word that fits in the rows below, but not beside the wider marker.
    Case(33, "[^a]: " + String(repeating: "x", count: 16) + "\n", ["[a] xxxxxxxxxxxxxxx", "  x"], columns: 20),
    Case(
      34, "\u{1B}]52;c;SGk=\u{7} \u{1B}]0;t\u{7} \u{1B}[2J \u{9B}31m \u{1B}]8;;http://x",
      ["␛]52;c;SGk=␇ ␛]0;t␇ ␛[2J <U+009B>31m ␛]8;;http://x"], columns: 80),
  ]

  @Test(arguments: cases) func `final rows`(_ fixture: Case) throws {
    let options = RenderOptions(columns: fixture.columns, rows: 24)
    let rows = try everySplit(of: fixture.markdown) { RenderRun.end($0, options).grid.lines }
    #expect(rows == fixture.rows)
  }

  @Test(arguments: cases, RenderProperties.widths) func properties(_ fixture: Case, _ columns: Int) {
    #expect(RenderProperties.violations(of: Array(fixture.markdown.utf8), columns: columns) == [])
  }

  @Test func `1: the first byte is drawn at once, the next within 50 ms`() {
    var run = RenderRun()
    run.receive("Hel")
    #expect(run.grid.lines == ["Hel"])
    run.receive("lo", after: .milliseconds(1))
    run.pass(.milliseconds(50))
    #expect(run.grid.lines == ["Hello"])
  }

  @Test func `2: emphasis shows before it is closed`() {
    var run = RenderRun()
    run.receive("**bo")
    #expect(run.grid.lines == ["bo"])
    #expect(run.grid.all[0].cells[0].style.split(separator: ";").contains("1"))
  }

  @Test func `3: a delimiter at the end waits for the next byte, but not for long`() {
    var run = RenderRun()
    run.receive("a *")
    #expect(run.grid.lines == ["a"])
    run.pass(.milliseconds(120))
    #expect(run.grid.lines == ["a *"])
    run.receive("*b** c\n\n")
    #expect(run.grid.lines == ["a b c"])
  }

  @Test func `5: markers that are none hold nothing back`() {
    var run = RenderRun()
    run.receive("call my_func and 5 * 3 or arr[0] ok " + String(repeating: "word ", count: 600))
    #expect(run.grid.row - 8 > 60, "most rows are committed")
    #expect(run.grid.lines[0] == "call my_func and 5 * 3 or arr[0] ok")
  }

  @Test func `8: no half address is ever drawn`() {
    let text = "[text](https://example.org/a_(b)) and\n\n"
    var run = RenderRun()
    for byte in text.utf8 {
      run.receive([byte])
      #expect(
        run.grid.all.allSatisfy { row in
          row.cells.allSatisfy { $0.link.isEmpty || $0.link == "https://example.org/a_(b)" }
        })
      #expect(!run.grid.lines.joined().contains("http"))
    }
    #expect(run.grid.all[0].cells.prefix(4).allSatisfy { $0.link == "https://example.org/a_(b)" })
  }

  @Test func `9: nothing but web addresses becomes a link`() {
    for address in ["javascript:alert(1)", "file:///etc/passwd", "http://u:p@h.org/", "http:///x", "ssh://h", "x.md"] {
      let run = RenderRun.end([Array("[x](\(address))\n".utf8)], RenderOptions(columns: 80, rows: 24))
      #expect(run.grid.all.allSatisfy { $0.cells.allSatisfy { $0.link.isEmpty } }, "\(address)")
      #expect(run.grid.lines == ["x <\(address)>"])
    }
  }

  @Test func `a label that looks like another host is told`() {
    func shown(_ markdown: String) -> [String] {
      RenderRun.end([Array(markdown.utf8)], RenderOptions(columns: 80, rows: 24)).grid.lines
    }
    #expect(shown("[paypal.com](https://evil.example/)") == ["paypal.com (evil.example)"])
    #expect(shown("[paypal.com](https://www.paypal.com/x)") == ["paypal.com"])
    #expect(shown("[see README.md](https://example.org/)") == ["see README.md"])
  }

  @Test func `10: no heading flashes before its underline is complete`() {
    var run = RenderRun()
    run.receive("Title\n")
    for piece in ["-", "-", "-"] {
      run.receive(piece)
      #expect(run.grid.lines == ["Title"])
      #expect(run.grid.all[0].cells[0].style.isEmpty)
    }
    run.receive("\n")
    #expect(run.grid.all[0].cells[0].style.contains("1"))
  }

  @Test func `11: a long paragraph stays one`() {
    let text = String(repeating: "words of a paragraph ", count: 25)
    let run = RenderRun.end([Array((text + "\n---\n").utf8)], RenderOptions(columns: 40, rows: 24))
    #expect(run.grid.lines.count > 12)
    #expect(run.grid.lines.last == String(repeating: "─", count: 39))
    #expect(run.grid.all[0].cells[0].style.isEmpty)
  }

  @Test func `12: a line of code is shown before its block ends`() {
    var run = RenderRun()
    run.receive("Text\n```py\nx=1\n")
    #expect(run.grid.lines == ["Text", "x=1"])
  }

  @Test func `17: a long line of code is one line`() {
    let code = (0..<60).map { "w\($0) " }.joined() + "end"
    let run = RenderRun.end(Array("```\n\(code)\n```\n".utf8).map { [$0] }, RenderOptions(columns: 80, rows: 24))
    #expect(run.grid.logicalLines == [code])
    #expect(run.grid.lines.count == (code.utf8.count + 79) / 80)
  }

  @Test func `29: half a character is never drawn`() {
    var run = RenderRun()
    run.receive([0xE6])
    #expect(run.grid.lines == [])
    run.receive([0x97, 0xA5])
    #expect(run.grid.lines == ["日"])
    run.receive([0xFF])
    run.finish()
    #expect(run.grid.lines == ["日\u{FFFD}"])
  }

  @Test func `37: a long answer on a small screen is in the history once`() {
    let lines = (0..<40).map { "line \($0) of the answer" }
    var run = RenderRun(columns: 40, rows: 10)
    for line in lines { for byte in "\(line)\n\n".utf8 { run.receive([byte]) } }
    run.finish()
    #expect(run.grid.lines.filter { !$0.isEmpty } == lines)
    #expect(run.grid.isClean)
  }

  @Test func `39: a change of size freezes the tail`() {
    let words = (0..<60).map { "word\($0)" }
    var run = RenderRun(columns: 80, rows: 24)
    var sizes = [(30, 24), (120, 24)][...]
    var shown: [String] = []
    for (index, word) in words.enumerated() {
      run.receive(word + " ")
      guard index == 30 || index == 40, let (columns, rows) = sizes.popFirst() else { continue }
      run.resize(columns: columns, rows: rows)
    }
    run.finish()
    shown = run.grid.logicalLines.flatMap { $0.split(separator: " ").map(String.init) }
    #expect(shown == words)
    #expect(run.grid.isClean)
  }

  @Test func `40: what is open goes on below after a stop`() {
    var run = RenderRun()
    run.receive("some **bold te")
    run.freeze()
    #expect(run.grid.cursorIsVisible && run.grid.column == 0)
    run.receive("xt** and more\n\n```\nlet a")
    run.freeze()
    run.receive("bc = 1\n```\n")
    run.finish()
    #expect(run.grid.lines == ["some bold te", "xt and more", "", "let a", "bc = 1"])
    #expect(run.grid.all[1].cells[0].style.contains("1") && run.grid.all[1].cells[4].style.isEmpty)
  }

  @Test func `41: an interrupted answer keeps what came`() {
    var run = RenderRun()
    run.receive("**bo")
    run.interrupt()
    #expect(run.grid.lines == ["**bo"])
    #expect(run.grid.isClean && run.grid.cursorIsVisible && run.grid.column == 0)
  }

  @Test func `43: a fast answer is drawn thirty times a second, a slow one at every token`() {
    let piece = Array(String(repeating: "some words of prose ", count: 52).utf8)
    var run = RenderRun(columns: 80, rows: 24)
    for _ in 0..<1000 { run.receive(piece, after: .milliseconds(1)) }
    run.finish()
    #expect(run.frames <= 32)
    #expect(run.written <= piece.count * 1000 * 12 / 10 + 1024 * run.frames)

    var slow = RenderRun()
    var words = ""
    for index in 0..<20 {
      words += "tok\(index) "
      slow.receive("tok\(index) ", after: .seconds(1))
      slow.pass(.milliseconds(50))
      #expect(slow.grid.logicalLines.joined(separator: " ").contains("tok\(index)"))
    }
  }

  @Test func `a status row is gone before the first byte and never comes back`() {
    var run = RenderRun()
    run.setStatus("thinking…")
    #expect(run.grid.lines == ["thinking…"])
    run.setStatus("thinking… 2 s")
    #expect(run.grid.lines == ["thinking… 2 s"])
    run.receive("Hi")
    #expect(run.grid.lines == ["Hi"])
    run.setStatus("late")
    run.finish()
    #expect(run.grid.lines == ["Hi"])
  }
}
