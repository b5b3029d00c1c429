import LLMCore
import LLMTestKit
import Testing

@Suite struct AnswerPrinterTests {
  private static let odd = "a\u{1B}[2Jb\r"

  private func print(_ events: [StreamEvent], _ console: RecordingConsole, reasoning: Bool = false) throws {
    let printer = AnswerPrinter(console: console, reasoning: reasoning ? .stderr : .hide)
    for event in events {
      try printer.receive(event)
      try printer.flush()
    }
    try printer.finish()
  }

  private func text(_ text: String) -> StreamEvent { .text(Array(text.utf8)) }
  private func thought(_ text: String) -> StreamEvent { .reasoning(Array(text.utf8)) }

  @Test func `a pipe gets the bytes as they are`() throws {
    let console = RecordingConsole()
    try print([text(Self.odd), text("\nc")], console)
    #expect(console.outputText == Self.odd + "\nc")
    #expect(console.writes.count == 2)
  }

  @Test func `a terminal gets their safe form and a line end`() throws {
    let console = RecordingConsole(outputIsTerminal: true)
    try print([text(Self.odd), text("\nc")], console)
    #expect(console.outputText == "a␛[2Jb\nc\n")
  }

  @Test(arguments: [("a\n", "a\n"), ("a", "a\n"), ("a\r", "a\n")])
  func `a line end is not doubled`(answer: String, shown: String) throws {
    let console = RecordingConsole(outputIsTerminal: true)
    try print([text(answer)], console)
    #expect(console.outputText == shown)
  }

  @Test func `no answer, no line end`() throws {
    let console = RecordingConsole(outputIsTerminal: true)
    try print([thought("x"), .finish(.stop)], console)
    #expect(console.output == [])
  }

  @Test func `events of one piece are one write`() throws {
    let console = RecordingConsole()
    let printer = AnswerPrinter(console: console, reasoning: .hide)
    for word in ["a", "b", "c"] { try printer.receive(text(word)) }
    #expect(console.writes.isEmpty)
    try printer.flush()
    try printer.flush()
    #expect(console.writes == [Array("abc".utf8)])
  }

  @Test func `reasoning is hidden, or goes to standard error line by line`() throws {
    let events = [thought("one\ntw"), thought("o"), text("a"), thought("\nthr\u{1B}ee")]
    let hidden = RecordingConsole()
    try print(events, hidden)
    #expect(hidden.notes == [])
    let shown = RecordingConsole()
    try print(events, shown, reasoning: true)
    #expect(shown.notes == ["one", "two", "thr␛ee"])
    #expect(shown.outputText == "a")
  }

  @Test func `a reader that went away is told to the caller`() {
    #expect(throws: ConsoleError.closed) { try print([text("a")], RecordingConsole(failure: .closed)) }
  }
}
