import LLMCore
import LLMTestKit
import Testing

/// The cases of the catalogue of adversarial streams that a Chat Completions server can produce, by their numbers, each
/// on the whole reading path and cut everywhere.
@Suite struct OpenAIChatDecoderTests {
  @Test(arguments: Transcript.content) func content(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test(arguments: Transcript.characters) func characters(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test(arguments: Transcript.toolCalls) func toolCalls(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test(arguments: Transcript.endings + Transcript.finishReasons)
  func endings(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test(arguments: Transcript.errors) func `errors in streams`(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test(arguments: Transcript.usages) func usages(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test(arguments: Transcript.dialects) func `other dialects`(_ transcript: Transcript) async throws {
    #expect(try await transcript.readEveryWay() == transcript.reading)
  }

  @Test func `A22 what had to be replaced is told once`() async throws {
    #expect(
      try await notes(Transcript.chunk(#""content":"a\ud83d""#), Transcript.end()).filter { $0.contains("U+FFFD") }
        .count == 1)
  }

  @Test func `B42 content behind the end is told once`() async throws {
    let late = Transcript.chunk(#""content":"late""#)
    let notes = try await notes(Transcript.chunk(#""content":"a""#), Transcript.end(), late, late)
    #expect(notes.filter { $0.contains("behind the end") }.count == 1)
  }

  @Test func `C53 an unknown reason is told`() async throws {
    let notes = try await notes(Transcript.chunk(#""content":"a""#), Transcript.end("tired"))
    #expect(notes.contains { $0.contains("'tired'") })
  }

  @Test func `B42 an event that is no JSON is told, a ping with anything is not`() async throws {
    #expect(try await notes("nonsense", Transcript.end()).contains { $0.contains("not JSON") })
    var decoder = OpenAIChat(account: try .sample()).makeDecoder()
    var events: [StreamEvent] = []
    decoder.decode(WireEvent(name: "ping", data: Array("pong".utf8))) { events.append($0) }
    #expect(events == [])
  }

  /// What a curious user reads while these payloads stream.
  private func notes(_ payloads: String...) async throws -> [String] {
    let console = RecordingConsole()
    let account = try Account.sample()
    let context = AppContext.sealed(
      console: console, time: ManualClock(), transport: ScriptedTransport([.sse(payloads)]), ledger: MemoryLedger(),
      interruption: QuietInterruption(), state: MemoryState(), processes: FewProcesses())
    let question = Question(
      command: "chat", provider: OpenAIChat(account: account), account: account, limits: TimeLimits(),
      request: ChatRequest(model: "m", messages: []), keptTextLimit: 100, route: .sample,
      askedAt: Timestamp(milliseconds: 0))
    let reporter = Reporter(console: console, verbosity: .verbose)
    _ = await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink())
    return console.notes
  }
}
