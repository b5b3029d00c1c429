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

  private static let block = [
    "-----BEGIN PRIVATE KEY-----",
    "MIIEvQUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9c",
    "fCmZ/a/lkyU81lSvTfrXFCegrrP+6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4p",
    "VeXNjkbcjtS3wnZNKlpNdncG+F2GkAJK1r2jQBvpyMvMyTX2zR9hImrhUziuGjQA",
    "-----END PRIVATE KEY-----",
  ].joined(separator: "\n")

  private static func event(_ delta: JSONValue) -> String {
    JSONWriter.text(of: ["choices": [["index": .integer(0), "delta": delta]]])
  }

  private static func call(_ arguments: String) -> JSONValue {
    ["tool_calls": [["index": .integer(0), "id": "c1", "function": ["name": "f", "arguments": .string(arguments)]]]]
  }

  /// Keys in play are taken out where the ledger is written.
  private static func run(_ stage: Stage, _ change: (inout Question) -> Void = { _ in }) async throws {
    var context = stage.context
    context.ledger = MaskedLedger(stage.ledger, hiding: stage.keysInPlay)
    var question = try stage.question()
    change(&question)
    _ = await RequestPipeline(context: context, reporter: stage.reporter)
      .run(question, sink: AnswerPrinter(console: stage.console, reasoning: .hide))
  }

  @Test func `a secret of several lines is found where a server tells it with escapes`() async throws {
    let message = JSONWriter.text(of: ["error": ["message": .string("cannot read \(Self.block)")]])
    let ascii = #"{"error":{"message":"p: pass\u0077ord=\"Tr0ub4dor\\9&x/y\u00e9Q\" no"}}"#
    for (words, reply) in [(Self.block, message), (#"password="Tr0ub4dor\9&x/yéQ""#, ascii)] {
      let scene = ChatScene(.json(400, reply), words: "what is this?\n\(words)\n")
      _ = try await scene.run()
      #expect(scene.stage.intent?.question?.withheldSecrets ?? 0 > 0)
      #expect(scene.stage.outcome?.exchange?.isWithheld == true)
      #expect(!Self.told(scene.stage).contains("MIIEvQ") && !Self.told(scene.stage).contains("ub4dor"))
    }
  }

  @Test func `a secret is found in the arguments of a call, which are JSON in JSON`() async throws {
    let arguments = JSONWriter.text(of: ["pem": .string(Self.block)])
    let (start, rest) = (String(arguments.prefix(40)), String(arguments.dropFirst(40)))
    var scene = ChatScene(
      .sse([
        Self.event(Self.call(start)),
        Self.event(["tool_calls": [["index": .integer(0), "function": ["arguments": .string(rest)]]]]), Payload.stop,
      ]), words: "check \(Self.block)\n")
    scene.stage.files["/tools.json"] = .file(Array(#"[{"name": "f", "parameters": {"type": "object"}}]"#.utf8))
    scene.invocation.tools = "/tools.json"
    _ = try await scene.run()
    let told = Self.told(scene.stage)
    for line in Self.block.split(separator: "\n").dropFirst().dropLast() { #expect(!told.contains(line)) }
    #expect(scene.stage.outcome?.toolCalls.first?.parsedArguments?["pem"]?.text?.contains("[[SECRET") == true)
  }

  @Test func `a secret in a tool or a schema is none of the ledger's business`() async throws {
    var scene = ChatScene(.sse([Payload.text(#"{"a": 1}"#), Payload.stop]))
    scene.invocation.schema = #"{"type": "object", "description": "use \#(Self.secret)"}"#
    _ = try await scene.run()
    #expect(scene.body.contains(Self.secret))
    #expect(!Self.told(scene.stage).contains(Self.secret))
    #expect(scene.stage.intent?.question?.withheldSecrets == 1)
  }

  @Test func `a key that is told in pieces while a model thinks or calls takes the reply with it`() async throws {
    for delta in [{ ["reasoning_content": .string($0)] }, Self.call] as [(String) -> JSONValue] {
      let stage = Stage(.sse([Self.event(delta("secret-")), Self.event(delta("key-1")), Payload.stop]))
      stage.keysInPlay.add(Secret(copying: "secret-key-1"))
      try await Self.run(stage)
      #expect(stage.outcome?.exchange?.isWithheld == true)
      #expect(!Self.told(stage).contains("key-1"))
    }
  }

  @Test func `a key that is told in pieces by a try that broke takes its reply with it`() async throws {
    var stage = Stage(
      .sse(
        [Payload.text("it is secret-"), Payload.text("key-1 of")], done: false,
        then: [.failure(TransportError(.reset, "x"))]),
      .sse([Payload.text(" mine"), Payload.stop]))
    stage.clock = ManualClock(monotonic: .seconds(100), windsItself: true, longestWinding: .seconds(60))
    stage.maxWait = .seconds(60)
    stage.keysInPlay.add(Secret(copying: "secret-key-1"))
    try await Self.run(stage) { $0.continuation = .auto }
    #expect(stage.attempts.first?.exchange?.isWithheld == true)
    #expect(!Self.told(stage).contains("key-1"))
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
    let stage = Stage(
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
    let stage = Stage(.sse([Payload.text("secret-"), Payload.text("key-1"), Payload.stop]))
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
