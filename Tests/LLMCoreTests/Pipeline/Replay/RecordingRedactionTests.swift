import LLMCore
import LLMTestKit
import Testing

/// Secrets are sent, and never recorded.
@Suite struct RecordingRedactionTests {
  private static let secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"

  /// Everything the ledger was told, as one text.
  private static func told(_ stage: Stage) -> String {
    stage.ledger.records.map { record in
      var texts = [record.intent.prompt, record.intent.system, record.outcome?.answer].compactMap(\.self)
      if let question = record.intent.question { texts.append(JSONWriter.text(of: question.json)) }
      for exchange in [record.outcome?.exchange] + record.attempts.map(\.exchange) {
        guard let exchange else { continue }
        texts += [exchange.requestBody, exchange.replyBody].map { String(decoding: $0, as: UTF8.self) }
        texts += exchange.requestTexts + (exchange.requestHeaders + exchange.replyHeaders).map(\.value) + [exchange.url]
      }
      texts += record.outcome?.toolCalls.map(\.arguments) ?? []
      return texts.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  @Test func `a secret of the prompt is sent, and a placeholder recorded`() async throws {
    var scene = ChatScene(.sse([Payload.text("fine"), Payload.stop]), words: "is \(Self.secret) good?\nsay")
    scene.invocation.system = "the token is \(Self.secret)"
    #expect(try await scene.run() == .complete)
    #expect(scene.body.contains(Self.secret))
    let told = Self.told(scene.stage)
    #expect(!told.contains(Self.secret))
    #expect(scene.stage.intent?.prompt == "is [[SECRET github-token 1]] good?\nsay", "\(told)")
    #expect(scene.stage.intent?.question?.withheldSecrets == 1)
    let body = String(decoding: scene.stage.outcome?.exchange?.requestBody ?? [], as: UTF8.self)
    #expect(body.contains("[[SECRET github-token 1]]"))
    #expect(scene.stage.outcome?.exchange?.isWithheld == false)
    #expect(scene.notes.contains { $0.contains("a secret is sent but not recorded") })
  }

  @Test func `a reply that tells the secret in pieces is not kept`() async throws {
    let pieces = [Self.secret.prefix(9), Self.secret.dropFirst(9).prefix(7), Self.secret.dropFirst(16)]
    let scene = ChatScene(
      .sse(["it is "].map { Payload.text($0) } + pieces.map { Payload.text(String($0)) } + [Payload.stop]),
      words: "repeat \(Self.secret)")
    #expect(try await scene.run() == .complete)
    #expect(scene.output.contains(Self.secret))
    #expect(!Self.told(scene.stage).contains("38347Ae178B4a"))
    #expect(scene.stage.outcome?.answer == "it is [[SECRET github-token 1]]")
    #expect(scene.stage.outcome?.exchange?.isWithheld == true)
  }

  @Test func `what a model makes up is kept`() async throws {
    let scene = ChatScene(.sse([Payload.text("use \(Self.secret)"), Payload.stop]), words: "make one up")
    _ = try await scene.run()
    #expect(scene.stage.outcome?.answer == "use \(Self.secret)")
    #expect(!scene.notes.contains { $0.contains("not recorded") })
  }

  @Test func `placeholders of earlier turns stay what they are`() async throws {
    let scene = ChatScene(
      .sse([Payload.text("fine"), Payload.stop]), words: "as I said, [[SECRET github-token 1]] it is")
    _ = try await scene.run()
    #expect(scene.stage.intent?.prompt == "as I said, [[SECRET github-token 1]] it is")
  }

  @Test func `keys in play are blotted out, whoever sends them`() async throws {
    var stage = Stage(
      .answer(
        status: 500, headers: [HTTPHeader("x-echo", "secret-key-1"), HTTPHeader("set-cookie", "session=abc")],
        body: [.bytes(Array("no, secret-".utf8)), .bytes(Array("key-1 is wrong".utf8))]))
    stage.keysInPlay.add(Secret(copying: "secret-key-1"))
    let context = stage.context
    var masked = context
    masked.ledger = MaskedLedger(stage.ledger, hiding: stage.keysInPlay)
    _ = await RequestPipeline(context: masked, reporter: stage.reporter).run(
      try stage.question(), sink: AnswerPrinter(console: stage.console, reasoning: .hide))
    let exchange = try #require(stage.outcome?.exchange)
    #expect(String(decoding: exchange.replyBody, as: UTF8.self) == "no, ************ is wrong")
    #expect(exchange.pieces.map(\.end) == [11, 25])
    #expect(exchange.replyHeaders.map(\.value) == ["[masked]", RecordedExchange.withheld])
    let key = try #require(exchange.requestHeaders.first { $0.name == "authorization" })
    #expect(key.value == RecordedExchange.withheld)
    #expect(!Self.told(stage).contains("secret-key-1"))
  }

  @Test func `a key that a stream tells in pieces takes the reply with it`() async throws {
    var stage = Stage(.sse([Payload.text("secret-"), Payload.text("key-1"), Payload.stop]))
    stage.keysInPlay.add(Secret(copying: "secret-key-1"))
    var masked = stage.context
    masked.ledger = MaskedLedger(stage.ledger, hiding: stage.keysInPlay)
    _ = await RequestPipeline(context: masked, reporter: stage.reporter).run(
      try stage.question(), sink: AnswerPrinter(console: stage.console, reasoning: .hide))
    #expect(stage.outcome?.answer == "[masked]")
    #expect(stage.outcome?.exchange?.isWithheld == true)
    #expect(stage.outcome?.exchange?.replyBody == [])
  }

  @Test func `nothing is recorded where the project says so`() async throws {
    let scene = ChatScene(.sse([Payload.text("fine"), Payload.stop]))
    scene.configure("providers:\n  work: {base_url: 'https://api.test/v1', models: [m1]}\nlog: false\n")
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.intent?.prompt == nil)
    #expect(scene.stage.intent?.question == nil)
    #expect(scene.stage.outcome?.answer == nil)
    #expect(scene.stage.outcome?.exchange == nil)
  }
}
