import LLMTestKit
import Testing

/// What a terminal is sent.
@Suite(.fewAtOnce) struct TerminalTests {
  @Test func `a terminal gets a final newline`() async throws {
    let stage = try Stage(replies: .answer("no newline"))
    let result = try await stage.cli.run(stage.invocation(["chat", "-q", "hi"]).inTerminal())
    #expect(result.exitCode == 0)
    #expect(result.screenText == "no newline\r\n")
  }

  @Test func `an answer with a final newline gets no second one`() async throws {
    let stage = try Stage(replies: .answer("a line\n"))
    let result = try await stage.cli.run(stage.invocation(["chat", "-q", "hi"]).inTerminal())
    #expect(result.exitCode == 0)
    #expect(result.screenText == "a line\r\n")
  }

  @Test(arguments: [
    ("\u{1B}[2Jx", "␛[2Jx"), ("\u{1B}]52;c;aGk=\u{7}", "␛]52;c;aGk=␇"), ("a\u{9B}1mb", "a<U+009B>1mb"),
    ("a\u{202E}b", "a<U+202E>b"), ("a\u{8}\u{7F}b", "a␈␡b"), ("over\rwritten", "over written"),
    ("two\r\n\r\nparts", "two\r\n\r\nparts"),
  ])
  func `controls in an answer cannot steer a terminal`(text: String, shown: String) async throws {
    let stage = try Stage(replies: .answer(text))
    let result = try await stage.cli.run(stage.invocation(["chat", "-q", "hi"]).inTerminal())
    #expect(result.exitCode == 0)
    #expect(result.screenText == shown + "\r\n")
  }

  @Test func `an answer is rendered, and its figures stand faintly behind it`() async throws {
    let stage = try Stage(replies: .answer("# Ti", "tle\n\nSome **bo", "ld** text.\n\n```sh\nls -l\n```\n"))
    var invocation = stage.invocation(["chat", "hi"]).inTerminal()
    invocation.environment["TERM"] = "xterm-256color"
    let result = try await stage.cli.run(invocation)
    #expect(result.exitCode == 0)
    var grid = Grid(columns: 80, rows: 24)
    let screen = result.screenText
    // What comes late is waited for with a line that is erased again.
    let shown = screen.split(separator: "\r\u{1B}[K").last ?? ""
    let answer = shown.split(separator: "\u{1B}[2m").first ?? ""
    grid.write(Array(answer.utf8))
    #expect(grid.lines == ["Title", "", "Some bold text.", "", "ls -l"])
    #expect(grid.unknown == [])
    let bold = grid.all[2].cells.filter { $0.style.contains("1") }.map(\.text).joined()
    #expect(bold == "bold")
    #expect(screen.contains("\u{1B}[2m") && screen.contains(" s"))
  }

  @Test(arguments: [["--render", "never"], ["--no-live"]])
  func `what is not to be drawn again is written once`(flags: [String]) async throws {
    let stage = try Stage(replies: .answer("some wo", "rds\n"))
    var invocation = stage.invocation(["chat", "-q"] + flags + ["hi"]).inTerminal()
    invocation.environment["TERM"] = "xterm"
    let result = try await stage.cli.run(invocation)
    #expect(result.screenText == "some words\r\n")
  }

  @Test func `a pipe gets the bytes, and colours only where they are forced`() async throws {
    let markdown = "**bold** and `code`\n"
    let stage = try Stage(replies: .answer(markdown), .answer(markdown), .answer(markdown))
    expectAnswer(try await stage.run(["chat", "hi"]), markdown)
    let forced = try await stage.run(["chat", "hi"], environment: ["CLICOLOR_FORCE": "1"])
    #expect(forced.outputText.contains("\u{1B}[0;1mbold") && !forced.outputText.contains("**"))
    #expect(!forced.outputText.contains("\u{1B}[?") && !forced.outputText.contains("\u{1B}[2K"))
    expectAnswer(try await stage.run(["chat", "--render", "always", "hi"]), "bold and code\n")
  }

  @Test func `a control sequence cut in two is no way around`() async throws {
    let stage = try Stage(replies: .answer("\u{1B}", "[31mred", "\r", "\n", "end"))
    let result = try await stage.cli.run(stage.invocation(["chat", "-q", "hi"]).inTerminal())
    #expect(result.screenText == "␛[31mred end\r\n")
  }

  @Test func `words of a server cannot steer a terminal either`() async throws {
    let stage = try Stage(replies: .json(500, #"{"error":{"message":"\u001b[2Jgone\u202e\nsecond"}}"#))
    let result = try await stage.cli.run(stage.invocation(["chat", "-q", "hi"]).inTerminal())
    #expect(result.exitCode == 69)
    #expect(!result.screen.contains(0x1B))
    #expect(result.screenText.contains("␛[2Jgone<U+202E> second"))
    #expect(result.screenText.split(separator: "\r\n").count == 1)
  }

  @Test func `a terminal as output does not change what a prompt in a pipe means`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    var invocation = stage.invocation(["chat", "-q"], input: .bytes(Array("from a pipe".utf8)))
    invocation.output = .terminal
    let result = try await stage.cli.run(invocation)
    #expect(result.exitCode == 0)
    #expect(result.screenText == "ok\r\n")
    #expect(try stage.server.requests.first?.turns() == ["user: from a pipe"])
  }
}
