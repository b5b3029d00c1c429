import Glibc
import LLMTestKit
import Testing

/// What happens around a line that is edited: signals, other programs, settings, and places without an editor.
@Suite(.serialized) struct SurroundingsTests {
  private let home: ScratchFolder

  init() throws { home = try ScratchFolder() }

  // MARK: Signals

  @Test func `a woken read takes its draft from the screen, and goes on with it and its cursor`() async throws {
    let probe = try await Probe(home: home)
    try await probe.type("one\ntwo", row: "two")
    try await probe.type("\u{1B}[A", row: "ask ▸ one")
    probe.process.signal(SIGUSR1)
    try await probe.shows { $0.text == #"woken "one\ntwo""# + "\nask ▸ one\ntwo" && $0.cursorRow == "ask ▸ one" }
    try await probe.type("!\r", says: #"text "one!\ntwo""#)
    try await probe.leave()
  }

  @Test func `a search that is woken ends with what it found`() async throws {
    let probe = try await Probe(home: home, ["--history", home.path("history.jsonl")])
    try await probe.type("alpha\r", says: #"text "alpha""#)
    probe.process.type("\u{12}alp")
    try await probe.shows { $0.text.hasSuffix("bck:alp") }
    probe.process.signal(SIGUSR1)
    try await probe.shows { $0.text.hasSuffix(#"woken "alpha""# + "\nask ▸ alpha") }
    try await probe.type("\r", says: #"text "alpha""#)
    try await probe.leave()
  }

  @Test func `a read whose task is cancelled ends with its draft, and leaves the terminal as it was`() async throws {
    let probe = try await Probe(home: home)
    try await probe.type("draft", row: "ask ▸ draft")
    probe.process.signal(SIGUSR2)
    let result = try await probe.process.wait()
    #expect(result.exitCode == 0)
    #expect(probe.hasSent(#"woken "draft""# + "\r\n"))
    #expect(probe.hasSent("\u{1B}[?2004l"))
  }

  @Test func `another size is taken note of while a line is edited`() async throws {
    let probe = try await Probe(home: home)
    try await probe.type(String(repeating: "x", count: 20), row: "ask ▸ " + String(repeating: "x", count: 20))
    probe.process.resize(columns: 30, rows: 12)
    // Now the editor wraps where it did not before: 6 columns of prompt and 24 letters fill the row.
    let letters = String(repeating: "y", count: 10)
    probe.process.type(letters)
    try await probe.shows { _ in
      var narrow = Screen(columns: 30, rows: 12)
      narrow.show(probe.process.captured(.screen))
      return narrow.text == "ask ▸ " + String(repeating: "x", count: 20) + "yyyy\nyyyyyy" && narrow.cursor == (1, 6)
    }
    try await probe.type("\r", says: #"text "\#(String(repeating: "x", count: 20))\#(letters)""#)
    try await probe.leave()
  }

  @Test func `Ctrl-Z stops it with the terminal as it was, and fg brings the draft back`() async throws {
    let shell = try await shell()
    shell.process.type("one\ntwo\u{1A}")
    try await shell.shows { $0.text.contains("Stopped") && $0.cursorRow == "$" }
    shell.process.type("stty -a | grep -o -e '-*icanon' -e '-*echo ' -e '-*isig' | tr -d '\\n'; echo .\r")
    try await shell.shows { $0.text.contains("isigicanonecho .") }
    shell.process.type("fg\r")
    try await shell.shows { $0.text.hasSuffix("ask ▸ one\ntwo") && $0.cursorRow == "two" }
    try await shell.type("!\r", says: #"text "one\ntwo!""#)
    try await end(shell)
  }

  @Test func `a stop by a signal is no different`() async throws {
    let shell = try await shell()
    shell.process.type("draft")
    try await shell.shows { $0.cursorRow == "ask ▸ draft" }
    // `kill -TSTP`, by a program that knows our number.
    shell.process.type("\u{18}\u{5}")
    try await shell.shows { $0.text.contains("Stopped") && $0.cursorRow == "$" }
    shell.process.type("fg\r")
    try await shell.shows { $0.cursorRow == "ask ▸ draft" }
    // Ctrl-C is a key again, not a signal.
    try await shell.type("\u{3}", says: #"interrupted "draft""#)
    try await end(shell)
  }

  @Test func `what is typed ahead of the end is for whoever comes next`() async throws {
    let shell = try await shell()
    shell.process.type("\u{4}echo $((20 + 3)) ahead\r")
    try await shell.shows { $0.text.contains("\n23 ahead\n") && $0.cursorRow == "$" }
    shell.process.type("exit\r")
    _ = try await shell.process.wait()
  }

  @Test(arguments: ["/crash", "/trap", "/leave"])
  func `however it ends, the terminal is as it was`(command: String) async throws {
    let shell = try await shell()
    shell.process.type(command + "\r")
    try await shell.shows { $0.cursorRow == "$" && $0.text.contains(command + "\n") }
    shell.process.type("stty -a | grep -o -e '-*icanon' -e '-*echo ' -e '-*isig' -e '-*icrnl' | tr -d '\\n'; echo .\r")
    try await shell.shows { $0.text.contains("icrnlisigicanonecho .") }
    #expect(shell.hasSent("\u{1B}[0m\u{1B}[?25h\u{1B}[?7h\u{1B}[?2026l\u{1B}[?2004l"))
    shell.process.type("exit\r")
    _ = try await shell.process.wait()
  }

  @Test func `the size is that of the terminal`() async throws {
    let probe = try await Probe(home: home, environment: ["COLUMNS": "33"])
    try await probe.type("/size\r", says: "size 60 x 12")
    probe.process.resize(columns: 30, rows: 10)
    try await probe.type("/size\r", says: "size 30 x 10")
    probe.process.resize(columns: 0, rows: 0)
    try await probe.type("/size\r", says: "size 33 x 24")
    try await probe.leave()
  }

  @Test(arguments: [("100", "size 100 x 24"), ("0", "size 80 x 24"), ("many", "size 80 x 24"), ("", "size 80 x 24")])
  func `without a terminal the size is what the environment says`(columns: String, line: String) async throws {
    let fixture = try CLIFixture(binary: try Probe.binary())
    let result = try await fixture.run([], environment: ["COLUMNS": columns], input: .bytes(Array("/size".utf8)))
    #expect(result.outputText == line + "\nend\n")
  }

  /// The probe in a shell with job control. Its editor for drafts stops it.
  private func shell() async throws -> Probe {
    try home.write("stop.sh", "#!/bin/sh\nkill -TSTP $PPID\n", mode: 0o755)
    let command = "VISUAL=\(home.path)/stop.sh \(try Probe.binary()) --plain-prompt"
    let shell = try await Probe(
      home: home, shell: "/bin/bash", ["--norc", "-i"], environment: ["PS1": "$ "], awaiting: "$")
    shell.process.type(command + "\r")
    try await shell.shows { $0.cursorRow == "ask ▸" }
    return shell
  }

  private func end(_ shell: Probe) async throws {
    shell.process.type("\u{4}")
    try await shell.shows { $0.cursorRow == "$" }
    shell.process.type("exit\r")
    _ = try await shell.process.wait()
  }

  // MARK: The user's editor

  @Test(arguments: [
    ("echo other > \"$1\"; exit 1", "a draft"), (": > \"$1\"", ""), ("rm \"$1\"", "a draft"),
    ("printf 'new\\r\\n\\033[2Jlines\\n' > \"$1\"", "new\n[2Jlines"),
    (
      "yes 0123456789 | head -n 500 > \"$1.new\"; mv \"$1.new\" \"$1\"",
      String(repeating: "0123456789\n", count: 499) + "0123456789"
    ),
  ])
  func `case 54: a draft is edited elsewhere, and not sent`(script: String, draft: String) async throws {
    try home.write(
      "edit.sh", "#!/bin/sh\nstat -c %a \"$1\" > \(home.path)/mode\ncp \"$1\" \(home.path)/seen\n\(script)\n",
      mode: 0o755)
    let probe = try await Probe(home: home, environment: ["VISUAL": home.path("edit.sh"), "TMPDIR": home.path])
    try await probe.type("a draft", row: "ask ▸ a draft")
    probe.process.type("\u{18}\u{5}")
    _ = try await Monotonic.wait { (try? home.read("seen")) != nil }
    try await probe.type(
      "!",
      row: draft.isEmpty
        ? "ask ▸ !" : (draft.contains("\n") ? "" : "ask ▸ ") + "\(draft.split(separator: "\n").last ?? "")!")
    #expect(!probe.hasSent("text "))
    try await probe.type("\r", says: "text \((draft + "!").debugDescription)")
    #expect(String(decoding: try home.read("seen"), as: UTF8.self) == "a draft\n")
    #expect(String(decoding: try home.read("mode"), as: UTF8.self) == "600\n")
    #expect(home.contents().filter { $0.hasSuffix(".md") } == [])
    try await probe.leave()
  }

  @Test func `the editor gets the environment without what holds keys`() async throws {
    try home.write(
      "edit.sh", "#!/bin/sh\nenv > \(home.path)/all && mv \(home.path)/all \(home.path)/seen\n", mode: 0o755)
    let probe = try await Probe(
      home: home,
      environment: ["VISUAL": home.path("edit.sh"), "PROBE_KEY": "the-key-itself", "PROBE_WORD": "harmless"])
    try await probe.type("a draft", row: "ask ▸ a draft")
    probe.process.type("\u{18}\u{5}")
    #expect(try await Monotonic.wait { (try? home.read("seen")) != nil })
    try await probe.type("!", row: "ask ▸ a draft!")
    try await probe.type("\r", says: "text \"a draft!\"")
    let variables = String(decoding: try home.read("seen"), as: UTF8.self)
    #expect(variables.contains("PROBE_WORD=harmless\n"))
    #expect(!variables.contains("PROBE_KEY") && !variables.contains("the-key-itself"))
    try await probe.leave()
  }

  // MARK: The user's settings

  @Test func `case 50: with vi's keys, those of llmctl still work in both modes`() async throws {
    try home.write(".editrc", "bind -v\n")
    let probe = try await Probe(home: home)
    try await probe.type("abc def", row: "ask ▸ abc def")
    // Escape is a key of its own when nothing follows at once; in command mode the cursor stands on the last letter.
    probe.process.type("\u{1B}")
    try await probe.shows { $0.cursor.column == 12 }
    try await probe.type("bx", row: "ask ▸ abc ef")
    try await probe.type("\u{1B}[200~p\rq\u{1B}[201~", row: "qef")
    probe.process.type("i")
    try await probe.type("\u{1B}\rnew", row: "newef")
    try await probe.type("\u{3}", says: #"interrupted "abc p\nq\nnewef""#)
    try await probe.type("/us\t", row: "ask ▸ /usage")
    try await probe.type("\u{1B}[D\u{1B}[D!", row: "ask ▸ /usag!e")
    try await probe.type("\r", says: #"text "/usag!e ""#)
    try await probe.leave()
  }

  @Test func `the user's own bindings of keys that come as sequences stand`() async throws {
    try home.write(".editrc", "llmctl:bind \"\\e[A\" ed-move-to-beg\nother:bind \"\\e[B\" ed-move-to-beg\n")
    let probe = try await Probe(home: home)
    try await probe.type("bc\u{1B}[Aa", row: "ask ▸ abc")
    try await probe.type("\r", says: #"text "abc""#)
    try await probe.leave()
  }

  @Test func `with editing switched off, lines come as the terminal edits them`() async throws {
    try home.write(".editrc", "edit off\n")
    let probe = try await Probe(home: home)
    probe.process.type("abx\u{7F}c\n")
    try await probe.says(#"text "abc""#)
    try await probe.leave()
  }

  // MARK: Sessions side by side

  @Test func `case 53: two sessions share what they entered, also when one is killed`() async throws {
    let arguments = ["--history", home.path("history.jsonl")]
    let first = try await Probe(home: home, arguments)
    let second = try await Probe(home: home, arguments)
    try await first.type("from the first\r", says: #"text "from the first""#)
    try await second.type("a\nb \\ 日\r", says: #"text "a\nb \\ 日""#)
    try await first.type(" not kept\r", says: #"text " not kept""#)
    try await second.kill()
    // What the other entered is found, before what was entered here: here it is one step further up.
    try await first.type("\u{1B}[A", row: "ask ▸ from the first")
    try await first.type("\u{1B}[A", row: #"b \ 日"#)
    try await first.type("\r", says: #"text "a\nb \\ 日""#)
    try await first.leave()
    let third = try await Probe(home: home, arguments)
    try await third.type("\u{1B}[A", row: #"b \ 日"#)
    try await third.type("\u{3}", says: #"interrupted "a\nb \\ 日""#)
    try await third.leave()
    #expect(home.mode("history.jsonl") == 0o600)
  }

  // MARK: Without an editor

  @Test(arguments: ["dumb", "no-such-terminal", ""])
  func `a terminal that cannot move its cursor gets no escapes`(kind: String) async throws {
    let probe = try await Probe(home: home, environment: ["TERM": kind])
    probe.process.type("one\\\ntwo日\n")
    try await probe.says(#"text "one\ntwo日""#)
    #expect(!probe.process.captured(.screen).contains(0x1B))
    try await probe.leave()
  }

  @Test func `a pipe is read line by line, without a prompt`() async throws {
    let fixture = try CLIFixture(binary: try Probe.binary())
    let input = "one\r\ntwo\\\nthree\n\"\"\"\na \"b\"\n\n\"\"\"\nlast"
    let result = try await fixture.run([], environment: ["TERM": "xterm"], input: .bytes(Array(input.utf8)))
    #expect(result.outputText == #"text "one"\#ntext "two\nthree"\#ntext "a \"b\"\n"\#ntext "last"\#nend\#n"#)
    #expect(result.errorText == "")
  }
}
