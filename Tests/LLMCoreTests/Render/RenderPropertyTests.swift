import LLMCore
import LLMTestKit
import Testing

@Suite struct RenderPropertyTests {
  @Test(arguments: RenderProperties.widths) func `generated documents`(_ columns: Int) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = MarkdownGenerator(seed: seed)
      let document = generator.document(blocks: 8)
      let violations = RenderProperties.violations(of: Array(document.utf8), columns: columns, seed: seed)
      #expect(violations == [], "seed \(seed)")
    }
  }

  @Test(arguments: RenderProperties.widths) func `random bytes`(_ columns: Int) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var random = SeededRandom(seed: seed)
      let alphabet = Array("**__``[]()<>|-#\n\n  ab1.>~$\\&:;!\u{1B}\r\té漢👍\u{301}".utf8) + [0xFF, 0xE6]
      let bytes = (0..<400).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      #expect(RenderProperties.violations(of: bytes, columns: columns, rows: 10, seed: seed) == [], "seed \(seed)")
    }
  }

  /// Prose wraps where we wrap it: the terminal never has to.
  @Test(arguments: RenderProperties.widths) func `P7: no row of prose is wider than the terminal`(_ columns: Int) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = MarkdownGenerator(seed: seed)
      let document = generator.document(blocks: 8).replacing("```", with: "").replacing("~~~", with: "")
        .replacing("$$", with: "").replacing("    ", with: "")
      let run = RenderRun.end([Array(document.utf8)], RenderOptions(columns: columns, rows: 24))
      let wide = run.grid.all.indices.filter { run.grid.all[$0].isContinuation }.map { run.grid.all[$0 - 1].text }
      #expect(wide == [], "seed \(seed)")
    }
  }

  @Test(arguments: RenderProperties.widths) func `P5: every word is in sight within 120 ms`(_ columns: Int) {
    let document =
      "# Head one\n\nSome *words* of **bold two\nthree** and `code four` [link five](http://x.y/z) 6 | 7\n- item eight\n  nine\n> quote ten\n\n```sh\neleven twelve\n```\nlast"
    var run = RenderRun(columns: columns, rows: 24)
    var word = ""
    for byte in document.utf8 {
      run.receive([byte])
      run.pass(.milliseconds(120))
      let letter = Character(Unicode.Scalar(byte))
      word = letter.isLetter || letter.isNumber ? word + String(letter) : ""
      // What is in an address or an info string is never shown.
      guard !word.isEmpty, !["http", "x", "y", "z", "sh"].contains(where: { $0.hasPrefix(word) }) else { continue }
      let shown = run.grid.logicalLines.suffix(9).joined()
      #expect(shown.replacing("\n", with: "").contains(word), "\(word) in \(shown)")
    }
  }

  @Test(arguments: RenderProperties.widths)
  func `append-only rows are those of any cut, and no sequence moves the cursor`(_ columns: Int) {
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = MarkdownGenerator(seed: seed)
      let bytes = Array(generator.document(blocks: 8).utf8)
      let options = RenderOptions(columns: columns, rows: 24, mode: .appendOnly)
      // Without time passing, only bytes decide.
      let runs = RenderProperties.cuts(of: bytes, seed: seed).map { RenderRun.end($0, options, pause: .zero) }
      for run in runs {
        #expect(run.grid.all == runs[0].grid.all, "seed \(seed)")
        #expect(run.grid.isClean && run.grid.erasures == 0, "seed \(seed)")
      }
    }
  }

  /// What stands for a tab or an invisible character may be as wide as the terminal: its rows in the tail are broken, too.
  @Test(arguments: [3, 5, 24]) func `code with tabs and invisible characters on a narrow terminal`(_ rows: Int) {
    for prefix in ["", "> ", "> > "] {
      let lines = ["$$", "x^2 + 1]: )\t\t\t\t/ 2|", "a\tb", "\u{200B}\u{200B} 漢\u{200B}字", "1234567\t", "$$", "end"]
      let document = lines.map { prefix + $0 + "\n" }.joined()
      #expect(RenderProperties.violations(of: Array(document.utf8), columns: 8, rows: rows) == [], "\(prefix)")
    }
  }

  @Test func `a dumb terminal gets no escape at all`() {
    for seed in 1...10 as ClosedRange<UInt64> {
      var generator = MarkdownGenerator(seed: seed)
      var renderer = StreamRenderer(RenderOptions(columns: 80, rows: 24, plainTerminal: true))
      renderer.receive(text: Array(generator.document(blocks: 8).utf8))
      let bytes = renderer.frame(at: .zero) + renderer.finish()
      #expect(!bytes.contains(0x1B), "seed \(seed)")
    }
  }

  @Test func `without colours, bold and links stay`() {
    let options = RenderOptions(columns: 80, rows: 24, colors: .none)
    let run = RenderRun.end([Array("**a** `b` [c](https://d.e/)\n# f\n".utf8)], options)
    let styles = Set(run.grid.all.flatMap { $0.cells.map(\.style) })
    #expect(styles == ["", "1", "4", "1;4"])
  }
}
