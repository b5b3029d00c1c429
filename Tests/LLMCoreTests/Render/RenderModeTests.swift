import LLMCore
import LLMTestKit
import Testing

@Suite struct RenderModeTests {
  @Test func `append-only: words are written as they complete`() {
    var run = RenderRun(mode: .appendOnly)
    run.receive("Hello wor")
    #expect(run.grid.lines == ["Hello"])
    run.receive("ld and")
    #expect(run.grid.lines == ["Hello world"])
    run.pass(.milliseconds(120))
    #expect(run.grid.lines == ["Hello world and"])
  }

  @Test func `append-only: what is open for 120 ms is text for good`() {
    var run = RenderRun(mode: .appendOnly)
    run.receive("an **open ")
    #expect(run.grid.lines == ["an"])
    run.pass(.milliseconds(120))
    #expect(run.grid.lines == ["an **open"])
    run.receive("marker** stays\n")
    run.finish()
    #expect(run.grid.lines == ["an **open marker** stays"])
  }

  @Test func `append-only: a fast stream is styled`() {
    var run = RenderRun(mode: .appendOnly)
    for piece in ["some **bold", " words** and", " `code` here", " and there\n"] { run.receive(piece) }
    run.finish()
    #expect(run.grid.lines == ["some bold words and code here and there"])
    #expect(run.grid.all[0].cells[5].style == "1" && run.grid.all[0].cells[20].style == "36")
  }

  @Test func `append-only: a line of code that takes long is written as it comes`() {
    var run = RenderRun(mode: .appendOnly)
    run.receive("```\nlet a")
    run.pass(.milliseconds(120))
    #expect(run.grid.lines == ["let a"])
    run.receive(" = 1\n```\nend")
    run.finish()
    #expect(run.grid.lines == ["let a = 1", "end"])
  }

  @Test func `reasoning is faint and stands apart`() {
    var run = RenderRun()
    run.reason("I *think")
    run.reason("*.")
    run.receive("Yes.")
    run.finish()
    #expect(run.grid.lines == ["I think.", "", "Yes."])
    #expect(run.grid.all[0].cells[0].style == "2" && run.grid.all[2].cells[0].style.isEmpty)
  }

  @Test func `reasoning can be one row, or none`() {
    for (mode, rows) in [(.collapsed, ["▸ reasoning, 3 words", "", "Yes."]), (.hide, ["Yes."])]
      as [(RenderOptions.Reasoning, [String])]
    {
      var run = RenderRun(RenderOptions(columns: 40, rows: 24, reasoning: mode))
      run.reason("I thi")
      run.reason("nk so")
      run.receive("Yes.")
      run.finish()
      #expect(run.grid.lines == rows)
    }
  }

  @Test func `a highlighter colours code line by line`() {
    struct Words: LineLexer {
      var lines = 0
      mutating func spans(of line: [UInt8]) -> [CodeSpan] {
        lines += 1
        return lines == 2 ? [CodeSpan(range: 4..<5, kind: .keyword)] : []
      }
    }
    let options = RenderOptions(columns: 40, rows: 24, makeLexer: { $0 == "swift" ? Words() : nil })
    let run = RenderRun.end(Array("```swift\na b c d\nabc d e\n```\n".utf8).map { [$0] }, options)
    #expect(run.grid.lines == ["a b c d", "abc d e"])
    #expect(run.grid.all[0].cells.allSatisfy { $0.style.isEmpty })
    #expect(run.grid.all[1].cells.map(\.style) == ["", "", "", "", "1;35", "", ""])
  }

  @Test(arguments: [
    (ColorDepth.none, "1"), (.sixteen, "1;35"), (.palette256, "1;38;5;133"), (.trueColor, "1;38;2;166;95;200"),
  ])
  func `code has the colours of the depth that was asked for`(depth: ColorDepth, style: String) {
    let options = RenderOptions(columns: 40, rows: 24, colors: depth, makeLexer: { CodeLexer(language: $0) })
    let run = RenderRun.end(Array("```swift\nlet a\n```\n".utf8).map { [$0] }, options)
    #expect(run.grid.lines == ["let a"])
    #expect(run.grid.all[0].cells[0].style == style)
  }

  @Test func `a narrow or unknown terminal loses nothing`() {
    for columns in [0, 1, 3, 7, 8, 9] {
      var renderer = StreamRenderer(RenderOptions(columns: columns, rows: 24))
      renderer.receive(text: Array("one **two** three\n- four\n".utf8))
      var grid = Grid(columns: 200, rows: 24)
      grid.write(renderer.frame(at: .zero) + renderer.finish())
      #expect(grid.lines.joined(separator: " ").split(separator: " ").joined(separator: " ") == "one two three • four")
    }
  }

  @Test(arguments: [
    ("a", 1), ("日本", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("👍🏽", 2), ("☺\u{FE0F}", 2), ("한", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2),
  ])
  func `display width`(_ text: String, _ width: Int) { #expect(displayWidth(of: text) == width) }

  @Test func `text is cut between characters`() {
    #expect(cut("hello", toWidth: 5) == "hello")
    #expect(cut("hello", toWidth: 4) == "hel…")
    #expect(cut("日本語", toWidth: 4) == "日…")
    #expect(cut("👩‍👩‍👧👩‍👩‍👧", toWidth: 3) == "👩‍👩‍👧…")
    #expect(cut("ab", toWidth: 0) == "")
  }
}
