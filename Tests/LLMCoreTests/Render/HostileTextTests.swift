import LLMCore
import LLMTestKit
import Testing

/// Text that leaves as much open as it can: what waits is bounded, so that no byte is parsed more than a few times.
@Suite struct HostileTextTests {
  static let units = [
    "![a](", "http://", "www.a.", "_a_b ", "**a ", "*a ", "[", "[a][", "[a](<b", "[a](b \"", "<a b=\"", "<? ", "<!-- ",
    "a <![CDATA[ ", "\\(a ", "`a ``", "$a ", "&#x", "[^", "~~a ", "*_**`[<$&![a](", "*a\n", "[a b\n", "<http://a",
  ]

  @Test(arguments: units) func `no more than 4 kB and a step waits`(_ unit: String) {
    var renderer = StreamRenderer(RenderOptions(columns: 80, rows: 24))
    renderer.receive(text: Array(("word " + String(repeating: unit, count: 20_000 / unit.utf8.count)).utf8))
    var grid = Grid(columns: 80, rows: 24)
    grid.write(renderer.frame(at: .zero))
    let committed = Self.size(of: grid.all.dropLast(8))
    grid.write(renderer.finish())
    #expect(committed > Self.size(of: grid.all[...]) - 6000)
  }

  private static func size(of rows: ArraySlice<Grid.Row>) -> Int { rows.reduce(0) { $0 + $1.text.utf8.count } }

  @Test(arguments: units) func `any cut gives the same rows`(_ unit: String) {
    let document = Array(("word " + String(repeating: unit, count: 3000 / unit.utf8.count)).utf8)
    let options = RenderOptions(columns: 80, rows: 24)
    let whole = RenderRun.end([document], options)
    for size in [31, 800] {
      let pieces = stride(from: 0, to: document.count, by: size).map {
        Array(document[$0..<min($0 + size, document.count)])
      }
      let run = RenderRun.end(pieces, options)
      #expect(run.grid.styledRows == whole.grid.styledRows)
      #expect(run.changedRows == [])
      #expect(run.grid.isClean)
    }
  }

  @Test func `an address of more than 2000 bytes is text`() {
    for (length, isLink) in [(1900, true), (2100, false)] {
      let document = "see http://a.b/" + String(repeating: "c", count: length) + " there"
      let run = RenderRun.end([Array(document.utf8)], RenderOptions(columns: 80, rows: 24))
      #expect(run.grid.all.contains { $0.cells.contains { !$0.link.isEmpty } } == isLink)
      #expect(run.grid.logicalLines.joined().contains("there"))
    }
  }

  @Test func `a table of more than 64 columns is text`() {
    for (columns, isTable) in [(64, true), (65, false)] {
      let lines = ["a", "-", "b"].map { "|" + String(repeating: $0 + "|", count: columns) + "\n" }
      let run = RenderRun.end([Array(lines.joined().utf8)], RenderOptions(columns: 80, rows: 24))
      #expect(run.grid.lines.joined().contains("|-|") != isTable)
    }
  }

  @Test func `many quotes and items begin each line that follows a blank one`() {
    for markers in ["> > > - 1. ", "- - > ", "1. > - > "] {
      let document = Array((markers + "one\n\n" + markers + "two\n\nthree\n").utf8)
      for columns in RenderProperties.widths {
        #expect(RenderProperties.violations(of: document, columns: columns) == [])
      }
    }
    let run = RenderRun.end([Array("> - > 1. a\n\n> - > 1. b\n".utf8)], RenderOptions(columns: 40, rows: 24))
    #expect(run.grid.lines == ["│ • │ 1. a", "", "│ • │ 1. b"])
  }

  @Test func `the end of a long line is in sight before its line feed`() {
    var run = RenderRun(columns: 40)
    run.receive("```\n" + String(repeating: "x", count: 10_000) + " end")
    #expect(run.grid.lines.last?.hasSuffix("x end") == true)
    run.receive("\n```\n")
    run.finish()
    #expect(run.grid.logicalLines == [String(repeating: "x", count: 10_000) + " end"])
  }
}
