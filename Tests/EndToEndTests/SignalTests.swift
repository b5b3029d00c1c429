import Glibc
import LLMCore
import LLMTestKit
import Testing

/// Ctrl-C and its relatives.
@Suite(.fewAtOnce) struct SignalTests {
  private static let signals: [(Int32, String)] = [
    (SIGINT, "interrupted"), (SIGTERM, "terminated"), (SIGHUP, "hangup"),
  ]

  @Test(arguments: signals)
  func `a signal in the middle keeps the text and ends the process by that signal`(
    signal: Int32, code: String
  ) async throws {
    let stage = try Stage(replies: .beginning("half of") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    try await process.wait(for: "half of", on: .output)
    process.signal(signal)
    let result = try await process.wait()
    #expect(result.status == .signalled(signal), "\(result)")
    #expect(result.outputText == "half of")
    #expect(result.errorLines.count == 1, "\(result)")
    #expect(result.errorText.contains("interrupted; what came was kept"), "\(result)")
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true }, "the server was not told")
    let call = try #require(try await stage.calls().first)
    #expect(call["outcome"]?.text == "cancelled")
    #expect(call["error"]?.text == code)
    #expect(call["answer_bytes"] == .integer(7))
  }

  @Test func `a shell sees the number it knows`() async throws {
    let stage = try Stage(replies: .beginning("half") + [.hang])
    let shell = try CLIFixture(binary: "/bin/sh")
    let process = try shell.start(
      CLIInvocation(
        ["-c", "$LLMCTL chat hi & echo $! > pid; wait $!; echo status $?"],
        environment: stage.surroundings.merging(["LLMCTL": stage.cli.binary]) { $1 }))
    try await process.wait(for: "half", on: .output)
    let text = String(decoding: try shell.folder.read("pid"), as: UTF8.self)
    let child = try #require(Int32(text.dropLast()))
    // A background job of a shell without job control ignores SIGINT, as POSIX wants; SIGTERM it does not.
    kill(child, SIGTERM)
    #expect(try await process.wait().outputText.hasSuffix("status 143\n"))
  }

  @Test func `what the parent ignores stays ignored`() async throws {
    let stage = try Stage(
      replies: .beginning("half") + [
        .wait(.seconds(1)), .send(Chunk.framed(Chunk.event(Payload.text(" whole")) + Chunk.event(Payload.finish()))),
        .send(Chunk.last),
      ])
    let result = try await stage.shell(
      """
      trap '' HUP
      $LLMCTL chat hi > out & child=$!
      until [ -s out ]; do sleep 0.05; done
      kill -HUP $child; wait $child; echo status $?; cat out
      """)
    #expect(result.outputText == "status 0\nhalf whole")
  }

  @Test func `Ctrl-C on a terminal leaves the prompt on a line of its own`() async throws {
    let stage = try Stage(replies: .beginning("half of") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]).inTerminal())
    try await process.wait(for: "half of")
    process.type("\u{3}")
    let result = try await process.wait()
    #expect(result.status == .signalled(SIGINT))
    #expect(result.screenText.contains("half of"))
    #expect(result.screenText.contains("\r\nerror: interrupted; what came was kept"), "\(result)")
  }

  @Test func `a signal while the head is waited for`() async throws {
    let stage = try Stage(replies: [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    #expect(try await stage.server.wait { !$0.isEmpty })
    process.signal(SIGINT)
    let result = try await process.wait()
    #expect(result.status == .signalled(SIGINT))
    #expect(result.outputText == "")
    #expect(result.errorLines.count == 1, "\(result)")
    #expect(result.errorText.contains("interrupted before the answer began"), "\(result)")
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true })
    #expect(try await stage.calls().first?["outcome"]?.text == "cancelled")
  }

  @Test func `a signal while standard input is waited for`() async throws {
    let stage = try Stage(replies: .answer("x"))
    let process = try stage.cli.start(stage.invocation(["chat", "-"], input: .pipe))
    // The run sleeps in a read on a thread of its own; that thread's existence is the sign that it is under way.
    #expect(try await Monotonic.wait { DiskFile.names(in: "/proc/\(process.pid)/task").count > 2 })
    process.signal(SIGINT)
    #expect(try await process.wait().status == .signalled(SIGINT))
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `a signal while nobody reads the output`() async throws {
    let stage = try Stage { _ in .sseFlood(count: 1_000_000, payload: Payload.text("a line\n")) }
    var invocation = stage.invocation(["chat", "hi"])
    invocation.output = .unread
    let process = try stage.cli.start(invocation)
    // A full pipe holds between half and all of its 64 KiB, since a write that does not fit begins a new page.
    #expect(try await Monotonic.wait(atMost: .seconds(30)) { PipeLevel.ofOutput(process.pid) ?? 0 > 30_000 })
    process.signal(SIGINT)
    let result = try await process.wait()
    #expect(result.status == .signalled(SIGINT), "\(result)")
    #expect(result.errorLines.count == 1, "\(result)")
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true })
    #expect(try await stage.calls().first?["outcome"]?.text == "cancelled")
  }

  @Test func `a second signal ends a run that cannot end by itself`() async throws {
    let stage = try Stage(replies: .beginning("half") + [.hang])
    // Whoever locks the ledger keeps the run from closing its row, for as long as it is patient.
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    try await process.wait(for: "half", on: .output)
    let lock = try SQLiteWriteLock(stage.home.path(".local/share/llmctl/llmctl.db"))
    process.signal(SIGINT)
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true })
    process.signal(SIGINT)
    let result = try await process.wait()
    lock.release()
    #expect(result.status == .signalled(SIGINT))
    #expect(result.outputText == "half")
    // At once: a run that waits for the lock until its patience ends says so.
    #expect(result.lines("warning") == [])
    #expect(try await stage.calls().first?["outcome"]?.text == "interrupted")
  }

  @Test func `a killed run leaves a row that says so`() async throws {
    let stage = try Stage(replies: .beginning("half") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    try await process.wait(for: "half", on: .output)
    process.signal(SIGKILL)
    #expect(try await process.wait().status == .signalled(SIGKILL))
    let calls = try await stage.calls()
    #expect(calls.map { $0["outcome"]?.text } == ["interrupted"])
    #expect(calls.first?["exit_code"] == nil)
    #expect(try await stage.run(["replay", "show"]).outputText.contains("interrupted"))
  }
}
