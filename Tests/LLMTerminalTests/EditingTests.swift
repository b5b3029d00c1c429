import Glibc
import LLMTestKit
import Testing

/// A person types into the editor on a terminal. Numbers are those of the project's list of cases.
@Suite(.serialized) struct EditingTests {
  private let home: ScratchFolder

  init() throws { home = try ScratchFolder() }

  private func probe(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> Probe {
    try await Probe(home: home, arguments, environment: environment)
  }

  @Test func `case 45: a paste is one draft, and nothing is sent until Enter`() async throws {
    let probe = try await probe()
    try await probe.type("\u{1B}[200~a\rb\r\nc\u{1B}[201~", row: "c")
    #expect(probe.screen.text == "ask ▸ a\nb\nc")
    try await probe.type("\r", says: #"text "a\nb\nc""#)
    try await probe.leave()
  }

  @Test func `case 45: a paste without marks is one draft too, even if it ends with a line end`() async throws {
    let probe = try await probe()
    try await probe.type("a\rb\rc", row: "c")
    try await probe.type("\r", says: #"text "a\nb\nc""#)
    probe.process.type("d\re\r")
    try await probe.shows { $0.rows.contains("ask ▸ d") && $0.rows.contains("e") && $0.cursorRow == "" }
    try await probe.type("\r", says: #"text "d\ne\n""#)
    try await probe.leave()
  }

  @Test func `case 45: 200 kB are pasted at once, without escapes`() async throws {
    let probe = try await probe()
    let line = String(repeating: "0123456789abcde\t", count: 4) + "日本\u{1B}[2J\u{7}"
    let text = String(repeating: line + "\r", count: 2700)
    #expect(text.utf8.count > 200_000)
    try await probe.type("\u{1B}[200~\(text)the end\u{1B}[201~", row: "the end")
    let kept = line.replacing("\u{1B}", with: "").replacing("\u{7}", with: "").replacing("\t", with: #"\t"#)
    probe.process.type("\r")
    try await probe.shows { $0.cursorRow == "ask ▸" }
    #expect(probe.hasSent("text \"" + String(repeating: kept + #"\n"#, count: 2700) + "the end\"\r\n"))
    try await probe.leave()
  }

  @Test(arguments: ["\u{1B}\r", "\n", "\u{1B}[13;2u"])
  func `a key ends the line without sending it`(key: String) async throws {
    let probe = try await probe()
    try await probe.type("one", row: "ask ▸ one")
    try await probe.type(key + "two", row: "two")
    try await probe.type("\r", says: #"text "one\ntwo""#)
    try await probe.leave()
  }

  @Test func `a backslash and quotes spread an entry over lines`() async throws {
    let probe = try await probe()
    try await probe.type(#"one\"#, row: #"ask ▸ one\"#)
    try await probe.type("\r", row: "")
    try await probe.type("two", row: "two")
    try await probe.type("\r", says: #"text "one\ntwo""#)
    try await probe.type(#"""""#, row: #"ask ▸ """"#)
    try await probe.type("\r", row: "")
    try await probe.type("x", row: "x")
    try await probe.type("\r", row: "")
    try await probe.type(#"""""#, row: #"""""#)
    try await probe.type("\r", says: #"text "x""#)
    try await probe.leave()
  }

  @Test func `case 47: Up and Down move within a draft, and beyond it through the past`() async throws {
    let probe = try await probe(["--history", home.path("history.jsonl")])
    try await probe.type("the past", row: "ask ▸ the past")
    try await probe.type("\r", says: #"text "the past""#)
    try await probe.type("one\ntwo\nthree", row: "three")
    try await probe.type("\u{1B}[A", row: "two")
    #expect(probe.screen.cursor.column == 3)
    try await probe.type("\u{1B}[A", row: "ask ▸ one")
    try await probe.type("\u{1B}[A", row: "ask ▸ the past")
    #expect(probe.screen.rows.last { !$0.isEmpty } == "ask ▸ the past")
    try await probe.type("\u{1B}[B", row: "three")
    try await probe.type("!\r", says: #"text "one\ntwo\nthree!""#)
    try await probe.leave()
  }

  @Test func `case 48: Ctrl-C throws the draft away, and says when there was none`() async throws {
    let probe = try await probe()
    try await probe.type("abc", row: "ask ▸ abc")
    try await probe.type("\u{3}", says: #"interrupted "abc""#)
    try await probe.type("\u{3}", says: #"interrupted """#)
    try await probe.leave()
  }

  @Test func `case 48: Ctrl-D deletes a character, and ends only an empty line`() async throws {
    let probe = try await probe()
    try await probe.type("abc", row: "ask ▸ abc")
    try await probe.type("\u{4}\u{1}\u{4}", row: "ask ▸ bc")
    try await probe.type("\u{4}\u{4}", row: "ask ▸")
    try await probe.leave()
  }

  @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "de_DE@euro"], ["LC_ALL": "", "LANG": "C.UTF-8"]])
  func `case 49: every character is accepted in every locale`(environment: [String: String]) async throws {
    let probe = try await probe(environment: environment)
    try await probe.type("é日👍", row: "ask ▸ é日👍")
    #expect(probe.screen.cursor.column == 11)
    try await probe.type("\u{7F}\u{7F}x", row: "ask ▸ éx")
    try await probe.type("\r", says: #"text "éx""#)
    try await probe.leave()
  }

  @Test func `case 52: what is typed while an answer streams is not seen until the next prompt`() async throws {
    let probe = try await probe()
    try await probe.type("/stream", row: "ask ▸ /stream")
    probe.process.type("\r")
    try await probe.shows { $0.text.contains("tok3") }
    probe.process.type("ah日ead")
    let count = probe.process.captured(.screen).count
    try await probe.shows { _ in probe.process.captured(.screen).count > count + 100 }
    #expect(!probe.screen.text.contains("ah"))
    try home.write("stop", "")
    try await probe.shows { $0.cursorRow == "ask ▸ ah日ead" }
    #expect(probe.hasSent("tok1 tok2 tok3 ") && probe.hasSent("streamed\r\n"))
    try await probe.type("\r", says: #"text "ah日ead""#)
    try await probe.leave()
  }

  @Test func `what is typed before the first prompt is read with it`() async throws {
    let probe = try await Probe(home: home, ["--slow-start"], awaiting: "ready")
    probe.process.type("early\r")
    try home.write("go", "")
    try await probe.says(#"text "early""#)
    try await probe.leave()
  }

  @Test func `case 56: the cursor is right after a coloured prompt with a strange name`() async throws {
    let probe = try await Probe(home: home, ["--prompt", "日本👍\u{1B}[31m ▸ "], awaiting: "▸")
    #expect(probe.screen.cursorRow.hasPrefix("日本👍␛[31m ▸"))
    #expect(probe.screen.cursorRow.hasSuffix("3 %"))
    #expect(probe.screen.cursor.column == 14)
    try await probe.shows { $0.cursor.column == 14 }
    probe.process.type("abc\u{1}")
    try await probe.shows { $0.cursorRow.hasPrefix("日本👍␛[31m ▸ abc") && $0.cursor.column == 14 }
    #expect(!probe.hasSent("\u{1B}[31m"))
    #expect(probe.hasSent("\u{1B}[1;36m日本👍␛[31m ▸\u{1B}[0m "))
    #expect(probe.screen.unknown == [])
    try await probe.type("\r", says: #"text "abc""#)
    try await probe.leave()
  }

  @Test func `Tab inserts what is certain, and lists what is not`() async throws {
    let probe = try await probe()
    try await probe.type("/u\t", row: "ask ▸ /usage")
    try await probe.type("\u{15}/e\t", row: "ask ▸ /ex")
    probe.process.type("\t")
    try await probe.shows {
      $0.text.hasSuffix("  /export   write the conversation to a file\n  /exit     leave\nask ▸ /ex")
    }
    try await probe.type("p\t", row: "ask ▸ /export")
    try await probe.type("now\r", says: #"text "/export now""#)
    try await probe.leave()
  }

  @Test func `Ctrl-R finds an entry, and Ctrl-L clears the screen`() async throws {
    let probe = try await probe(["--history", home.path("history.jsonl")])
    for entry in ["alpha one", "beta two"] { try await probe.type(entry + "\r", says: "text \"\(entry)\"") }
    probe.process.type("\u{12}alp")
    try await probe.shows { $0.text.hasSuffix("ask ▸ alpha one\nbck:alp") }
    try await probe.type("\r", says: #"text "alpha one""#)
    try await probe.type("kept", row: "ask ▸ kept")
    probe.process.type("\u{C}")
    try await probe.shows { $0.text == "ask ▸ kept" && $0.cursor == (0, 10) }
    try await probe.type("\r", says: #"text "kept""#)
    try await probe.leave()
  }

  @Test func `keys of other terminals leave nothing in the draft`() async throws {
    let probe = try await probe()
    try await probe.type("ab cd\u{1B}[1;5D\u{1B}[5~\u{1B}[I\u{1B}[15~\u{1B}[1;2Px", row: "ask ▸ ab xcd")
    try await probe.type("\u{1B}[1~\u{1B}[3~\u{1B}OFy\r", says: #"text "b xcdy""#)
    try await probe.leave()
  }
}
