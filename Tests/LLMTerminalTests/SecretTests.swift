import Glibc
import LLMTestKit
import Testing

@testable import LLMTerminal

/// A person types a secret, which nobody beside them shall read.
@Suite(.serialized) struct SecretTests {
  private let home: ScratchFolder

  init() throws { home = try ScratchFolder() }

  private func probe() async throws -> Probe {
    try await Probe(home: home, ["--secret"], awaiting: "secret:")
  }

  @Test func `a secret is read and not shown`() async throws {
    let probe = try await probe()
    probe.process.type("pass word é\r")
    try await probe.says(#"read "pass word é""#)
    #expect(!probe.sent.replacing(#"read "pass word é""#, with: "").contains("pass"))
    try await probe.shows { $0.cursorRow == "secret:" }
    probe.process.type("\u{4}")
    try await probe.shows { $0.cursorRow == "shown:" }
    probe.process.type("\u{4}")
    try await probe.says("end")
    #expect(try await probe.process.wait().exitCode == 0)
  }

  @Test(arguments: [
    ("abé\u{7F}\u{7F}c\r", "ac"), ("wrong\u{15}right\r", "right"), ("two words\u{17}one\r", "one"), ("\r", ""),
    ("a\u{1B}[Ab\u{1B}OPc\u{1B}[1;5Dd\r", "abcd"), ("a\u{4}b\r", "ab"), ("\u{7F}\u{7F}a\r", "a"), ("a\tb\u{1}\r", "ab"),
    ("line\n", "line"),
  ])
  func `keys edit what is not seen`(keys: String, secret: String) async throws {
    let probe = try await probe()
    probe.process.type(keys)
    try await probe.says("read \(secret.debugDescription)")
    try await probe.kill()
  }

  @Test func `a long paste is taken whole up to 4096 bytes`() async throws {
    let probe = try await probe()
    probe.process.type(String(repeating: "k", count: 5000) + "\r")
    try await probe.says("read \"\(String(repeating: "k", count: 4096))\"")
    try await probe.kill()
  }

  @Test func `an answer that is no secret is shown`() async throws {
    let probe = try await probe()
    probe.process.type("\u{4}")
    try await probe.shows { $0.cursorRow == "shown:" }
    probe.process.type("yes\r")
    try await probe.says(#"shown "yes""#)
    #expect(probe.screen.rows.contains("shown: yes"))
    try await probe.kill()
  }

  @Test func `Ctrl-C ends the program by a signal, with the terminal as it was`() async throws {
    let shell = try await shell()
    shell.process.type("hidden\u{3}")
    try await shell.shows { $0.cursorRow == "$" }
    shell.process.type("echo status $?\r")
    try await shell.shows { $0.text.contains("status 130") }
    try await expectsUsualModes(shell)
    #expect(!shell.sent.contains("hidden"))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal that ends it leaves the terminal as it was`(signal: Int32) async throws {
    let shell = try await shell()
    try await signalProbe(of: shell, signal)
    try await shell.shows { $0.cursorRow == "$" }
    try await expectsUsualModes(shell)
  }

  @Test func `Ctrl-Z stops it with the terminal as it was, and fg asks again`() async throws {
    let shell = try await shell()
    shell.process.type("hid\u{1A}")
    try await shell.shows { $0.text.contains("Stopped") && $0.cursorRow == "$" }
    shell.process.type("stty -a | grep -o -e '-*icanon' -e '-*echo ' -e '-*isig' | tr -d '\\n'; echo .\r")
    try await shell.shows { $0.text.contains("isigicanonecho .") }
    shell.process.type("fg\r")
    try await shell.shows { $0.cursorRow == "secret:" }
    shell.process.type("den\r")
    try await shell.says(#"read "hidden""#)
    #expect(!shell.sent.contains("den\r"))
    try await shell.kill()
  }

  @Test func `a stop by a signal hides again what is typed when it goes on`() async throws {
    let shell = try await shell()
    try await signalProbe(of: shell, SIGTSTP)
    try await shell.shows { $0.text.contains("Stopped") && $0.cursorRow == "$" }
    shell.process.type("fg\r")
    try await shell.shows { $0.cursorRow == "secret:" }
    shell.process.type("hidden\r")
    try await shell.says(#"read "hidden""#)
    #expect(!shell.sent.contains("hidden\r"))
    try await shell.kill()
  }

  @Test func `without a terminal nobody is asked`() async throws {
    let fixture = try CLIFixture(binary: try Probe.binary())
    let result = try await fixture.run(["--secret"], input: .bytes(Array("typed\n".utf8)))
    #expect(result.outputText == "nobody\n")
  }

  @Test func `the terminal is asked where the standard streams are files`() async throws {
    let shell = try await Probe(
      home: home, shell: "/bin/bash", ["--norc", "-i"], environment: ["PS1": "$ "], awaiting: "$")
    shell.process.type("\(try Probe.binary()) --secret < /dev/null > out\r")
    try await shell.shows { $0.cursorRow == "secret:" }
    shell.process.type("typed\r")
    #expect(try await Monotonic.wait { (try? self.home.read("out")) == Array("read \"typed\"\n".utf8) })
    try await shell.kill()
  }

  // MARK: A shell with job control

  private func shell() async throws -> Probe {
    let shell = try await Probe(
      home: home, shell: "/bin/bash", ["--norc", "-i"], environment: ["PS1": "$ "], awaiting: "$")
    // The shell tells us its child's number, and becomes it.
    shell.process.type("sh -c 'echo $$ > pid; exec \(try Probe.binary()) --secret'\r")
    try await shell.shows { $0.cursorRow == "secret:" }
    return shell
  }

  private func signalProbe(of shell: Probe, _ signal: Int32) async throws {
    let text = String(decoding: try home.read("pid"), as: UTF8.self)
    let pid = try #require(Int32(text.trimmingLineEnd))
    kill(pid, signal)
  }

  private func expectsUsualModes(_ shell: Probe) async throws {
    shell.process.type("stty -a | grep -o -e '-*icanon' -e '-*echo ' -e '-*isig' | tr -d '\\n'; echo .\r")
    try await shell.shows { $0.text.contains("isigicanonecho .") }
    try await shell.kill()
  }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
