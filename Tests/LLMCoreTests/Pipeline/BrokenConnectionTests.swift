import LLMCore
import LLMTestKit
import Testing

/// Connections that break, signals, and readers that go away: B26, B36, B40 and D80.
@Suite struct BrokenConnectionTests {
  @Test(
    arguments: [
      (.refused, .network, "nothing answers at https://api.test: connection refused"),
      (.unknownHost, .network, "the host name api.test is unknown"),
      (.tls, .network, "no trusted connection to https://api.test"),
      (.reset, .network, "the connection to https://api.test broke"),
      (.connectTimeout, .timeout, "no connection to https://api.test within 5 s"),
      (.headTimeout, .timeout, "https://api.test did not begin to answer within 60 s"),
      (.idleTimeout, .timeout, "https://api.test sent nothing for 120 s"),
      (.protocolViolation, .malformed, "https://api.test does not speak HTTP as it should"),
      (
        .unsupportedEncoding("br"), .malformed,
        "https://api.test compressed its answer with 'br', which was not asked for"
      ),
      (.proxy, .network, "the proxy did not let the request through"),
      (.other, .network, "the request to https://api.test failed"),
    ] as [(TransportError.Kind, LLMError.Code, String)])
  func `B36 before the first word and in the middle`(
    kind: TransportError.Kind, code: LLMError.Code, message: String
  ) async throws {
    let failure = TransportError(kind, "cause")
    let early = Stage(.failure(failure))
    let error = try #require(try await early.ask(early.question()).error)
    #expect(error.code == code)
    #expect(error.message == message)
    #expect(error.detail == "cause")
    #expect(early.outcome?.verdict == .failed)

    let late = Stage(.sse([Payload.text("abc")], done: false, then: [.failure(failure)]))
    let answer = try await late.ask(late.question())
    #expect(answer.error?.code == .partial)
    #expect(answer.error?.message == "the answer was cut after 3 bytes: \(message)")
    #expect(late.console.outputText == "abc")
    #expect(late.outcome?.verdict == .partial)
    #expect(late.outcome?.answer == "abc")
  }

  @Test func `D80 a local server may just not run`() async throws {
    let stage = Stage(.failure(TransportError(.refused, "")))
    var question = try stage.question()
    question.account.baseURL = try #require(Endpoint("http://localhost:8080"))
    question.provider = OpenAIChat(account: question.account)
    #expect(await stage.ask(question).error?.advice == "Is the server running?")
  }

  @Test func `B36 a break behind the end takes nothing with it`() async throws {
    let broken = ScriptedTransport.Piece.failure(TransportError(.reset, ""))
    let stage = Stage(.sse([Payload.text("abc"), Payload.stop], done: false, then: [broken]))
    #expect(try await stage.ask(stage.question()).error == nil)
    #expect(stage.outcome?.verdict == .done)
  }

  @Test func `B26 text that was held back is shown before the error`() async throws {
    let stage = Stage(.sse(["{\"choices\":[{\"delta\":{\"content\":\"ab\\ud83d\"}}]}", #"{"error":"x"}"#]))
    #expect(try await stage.ask(stage.question()).error?.code == .partial)
    #expect(stage.console.outputText == "ab\u{FFFD}")
  }

  @Test func `an error body that breaks is read as far as it came`() async throws {
    let broken = ScriptedTransport.Piece.failure(TransportError(.reset, ""))
    let stage = Stage(.answer(status: 500, headers: [], body: [.bytes(Array("half a".utf8)), broken]))
    #expect(try await stage.ask(stage.question()).error?.message.hasSuffix("HTTP 500: half a") == true)
  }

  @Test(arguments: [LLMError.Code.interrupted, .terminated, .hangup])
  func `B40 a signal before the answer and in the middle`(signal: LLMError.Code) async throws {
    for (payloads, verdict) in [([], "before the answer began"), ([Payload.text("abc")], "what came was kept")] {
      let stage = Stage(.sse(payloads, done: false, then: [.silence]))
      let question = try stage.question()
      let task = Task { await stage.ask(question) }
      #expect(try await Monotonic.wait { stage.transport.calls.first?.pulls == payloads.count + 1 })
      stage.interruption.interrupt(signal)
      let answer = await task.value
      #expect(answer.exitCode == signal.exitCode)
      #expect(answer.error?.message.hasSuffix(verdict) == true)
      #expect(stage.transport.calls.first?.isOver == true)
      #expect(stage.outcome?.verdict == .cancelled)
      #expect(stage.outcome?.errorCode == signal.name)
      #expect(stage.outcome?.answer == (payloads.isEmpty ? nil : "abc"))
    }
  }

  @Test func `B40 a signal that came before the call`() async throws {
    let stage = Stage(.silence)
    stage.interruption.interrupt()
    #expect(try await stage.ask(stage.question()).exitCode == .interrupted)
    #expect(stage.outcome?.verdict == .cancelled)
  }

  @Test func `B40 a reader that went away is no failure`() async throws {
    var stage = Stage(.sse([Payload.text("abc"), Payload.text("def")], done: false, then: [.silence]))
    stage.console = RecordingConsole(failure: .closed, after: 3)
    let answer = try await stage.ask(stage.question())
    #expect(answer.readerLeft)
    #expect(answer.error == nil)
    #expect(answer.exitCode == .complete)
    #expect(stage.outcome?.verdict == .cancelled)
    #expect(stage.outcome?.exitCode == .complete)
    #expect(stage.transport.calls.map(\.isOver) == [true])
  }

  @Test func `output that cannot be stored`() async throws {
    var stage = Stage(.sse([Payload.text("abc"), Payload.stop]))
    stage.console = RecordingConsole(failure: .failed("No space left on device"))
    let answer = try await stage.ask(stage.question())
    #expect(answer.error?.code == .cannotWrite)
    #expect(answer.error?.message == "cannot write the answer: No space left on device")
    #expect(answer.exitCode == .cannotCreate)
    #expect(stage.outcome?.answer == "abc")
  }

  @Test func `a signal while the reader does not read`() async throws {
    var stage = Stage(.sse([Payload.text("abc"), Payload.stop]))
    stage.console = RecordingConsole(failure: .interrupted)
    #expect(try await stage.ask(stage.question()).exitCode == .interrupted)
  }
}
