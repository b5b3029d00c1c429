import Glibc
import LLMCore
import LLMTestKit
import Testing

/// The small terminal is only worth something if it does what a real one does.
@Suite struct GridTests {
  static let hasTmux = access("/usr/bin/tmux", X_OK) == 0

  @Test func `text, wrapping and rows that scroll off`() {
    var grid = Grid(columns: 4, rows: 2)
    grid.write(Array("abcdef\n日本語\n".utf8))
    #expect(grid.lines == ["abcd", "ef", "日本", "語"])
    #expect(grid.logicalLines == ["abcdef", "日本語"])
    #expect(grid.history == ["abcd", "ef", "日本"])
  }

  @Test func `what the renderer may not write is noted`() {
    let sequences = [
      "\u{1B}[2J", "\u{1B}[J", "\u{1B}]52;c;x\u{1B}\\", "\u{1B}]8;;file:///x\u{1B}\\", "\u{1B}c", "\u{7}", "\u{1B}[6n",
      "\u{1B}[0A",
    ]
    for sequence in sequences {
      var grid = Grid(columns: 10, rows: 5)
      grid.write(Array("a\n\(sequence)".utf8))
      #expect(!grid.isClean, "\(sequence.debugDescription)")
    }
  }

  /// Case 37: the same bytes in tmux, whose history keeps what leaves the screen.
  @Test(.enabled(if: hasTmux, "needs tmux"), arguments: [(40, 10), (80, 24), (20, 6)])
  func `tmux shows the same rows`(columns: Int, rows: Int) throws {
    let folder = try ScratchFolder()
    var generator = MarkdownGenerator(seed: 5)
    // tmux has its own idea of how wide pictures are that are joined, and shows rows of a table cut where they are wider.
    let document = generator.document(blocks: 25).unicodeScalars.filter {
      $0.value < 0x300 || 0x4E00...0x9FFF ~= $0.value
    }
    let text = String(String.UnicodeScalarView(document)) + "\n\n" + (0..<40).map { "line \($0)\n\n" }.joined()
    var renderer = StreamRenderer(RenderOptions(columns: columns, rows: rows))
    var grid = Grid(columns: columns, rows: rows)
    var output: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      renderer.receive(text: [byte])
      output += renderer.frame(at: .milliseconds(index * 40))
    }
    output += renderer.finish()
    grid.write(output)
    try folder.write("output", output)
    let tmux = "tmux -f /dev/null -S \(folder.path)/socket"
    // The pane waits for its turn, since its history's limit is set after the server has started. The line discipline makes
    // CR LF of the line feeds, as it does for llmctl.
    try folder.write(
      "show", "read -r <\(folder.path)/start; cat \(folder.path)/output; \(tmux) wait-for -S shown; exec sleep 60\n")
    let captured = Shell.output(
      """
      mkfifo \(folder.path)/start
      \(tmux) set-option -g history-limit 50000 \\; set-option -g status off \\; \
        new-session -d -x \(columns) -y \(rows) 'bash \(folder.path)/show'
      echo >\(folder.path)/start
      \(tmux) wait-for shown
      \(tmux) capture-pane -p -S -
      \(tmux) kill-server
      """)
    var lines = captured.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    #expect(lines == grid.lines)
  }
}

/// Runs a command of bash.
enum Shell {
  /// What it writes.
  static func output(_ command: String) -> String {
    guard let pipe = popen("exec bash -c '\(command.replacing("'", with: "'\\''"))'", "r") else { return "" }
    defer { pclose(pipe) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      guard count > 0 else { return String(decoding: result, as: UTF8.self) }
      result += buffer[..<count]
    }
  }
}
