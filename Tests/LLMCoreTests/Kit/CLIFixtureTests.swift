import Glibc
import LLMTestKit
import Testing

@Suite struct CLIFixtureTests {
  private let shell: CLIFixture

  init() throws { shell = try CLIFixture(binary: "/bin/sh") }

  @Test func keepsStreamsStatusAndEnvironmentApart() async throws {
    let result = try await shell.run(
      ["-c", "echo out; echo err >&2; echo $HOME $GIVEN $USER; pwd; exit 7"], environment: ["GIVEN": "yes"])
    #expect(result.outputText == "out\n\(shell.folder.path) yes\n\(shell.folder.path)\n")
    #expect(result.errorText == "err\n")
    #expect(result.exitCode == 7)
  }

  @Test func drainsBothStreamsWhateverTheirOrder() async throws {
    let result = try await shell.run(
      ["-c", "head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(result.output.count == 3_000_000)
    #expect(result.error.count == 3_000_000)
  }

  @Test func feedsInput() async throws {
    let big = [UInt8](repeating: 0x61, count: 2_000_000)
    let path = ["PATH": "/usr/bin:/bin"]
    let echoed = try await shell.run(["-c", "cat"], environment: path, input: .bytes(big))
    #expect(echoed.output == big)
    let unread = try await shell.run(["-c", "exit 0"], input: .bytes(big))
    #expect(unread.exitCode == 0)
    try shell.folder.write("in.txt", "from a file")
    let file = try await shell.run(["-c", "cat"], environment: path, input: .file(shell.folder.path("in.txt")))
    #expect(file.outputText == "from a file")
    let closed = try await shell.run(["-c", "[ -e /proc/self/fd/0 ] && echo open || echo closed"], input: .closed)
    #expect(closed.outputText == "closed\n")
  }

  @Test func killsAtTheLimitAndTellsWhatCame() async throws {
    let error = await #expect(throws: CLIFailure.self) {
      try await shell.run(["-c", "echo before; read line"], input: .pipe, limit: .milliseconds(300))
    }
    #expect(error?.description.contains("before") == true)
    #expect(error?.description.contains("/bin/sh -c") == true)
  }

  @Test func signalsAndTypes() async throws {
    let script = "trap 'echo caught; exit 3' TERM; echo ready; while read line; do echo got $line; done"
    let process = try shell.start(CLIInvocation(["-c", script], input: .pipe))
    try await process.wait(for: "ready", on: .output)
    process.type("one\n")
    try await process.wait(for: "got one", on: .output)
    process.signal(SIGTERM)
    process.type("wake\n")
    #expect(try await process.wait().exitCode == 3)
    let killed = try shell.start(CLIInvocation(["-c", "read line"], input: .pipe))
    killed.signal(SIGKILL)
    #expect(try await killed.wait().status == .signalled(SIGKILL))
  }

  @Test func showsATerminal() async throws {
    let script = "[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo terminal; stty size; read line; echo \"<$line>\""
    let process = try shell.start(
      CLIInvocation(["-c", script], environment: ["PATH": "/usr/bin:/bin"]).inTerminal(columns: 91, rows: 17))
    try await process.wait(for: "17 91")
    process.type("typed\n")
    let result = try await process.wait()
    #expect(result.screenText.contains("terminal\r\n"))
    #expect(result.screenText.contains("<typed>"))
    #expect(result.exitCode == 0)
  }

  @Test func ctrlCOnATerminalIsASignal() async throws {
    let process = try shell.start(CLIInvocation(["-c", "echo ready; read line"]).inTerminal())
    try await process.wait(for: "ready")
    process.type("\u{3}")
    #expect(try await process.wait().status == .signalled(SIGINT))
  }

  @Test func outputCanBeATerminalAlone() async throws {
    var invocation = CLIInvocation(["-c", "[ -t 1 ] && echo yes; [ -t 2 ] || echo no >&2"])
    invocation.output = .terminal
    let result = try await shell.run(invocation)
    #expect(result.screenText == "yes\r\n")
    #expect(result.errorText == "no\n")
  }

  @Test func aReaderCanBeGone() async throws {
    var invocation = CLIInvocation(["-c", "echo lost"])
    invocation.output = .closedPipe
    let result = try await shell.run(invocation)
    #expect(result.status != .exited(0))
  }
}
