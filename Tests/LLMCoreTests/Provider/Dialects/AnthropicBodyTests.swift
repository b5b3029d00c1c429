import LLMCore
import LLMTestKit
import Testing

@Suite struct AnthropicBodyTests {
  private func body(
    _ messages: [Message] = [Message(.user, "hi")], _ options: [String] = [], profile: ServerProfile = .anthropic,
    _ change: (inout ChatRequest) throws -> Void = { _ in }
  ) throws -> String {
    try BodyScene.body(BodyScene.request(messages, options, change), profile)
  }

  @Test func `a plain question`() throws {
    let messages = [Message(.system, "Be brief"), Message(.user, "é"), Message(.assistant, "a"), Message(.user, "b")]
    #expect(
      try body(messages)
        == #"{"model":"m","max_tokens":4096,"system":"Be brief","messages":[{"role":"user","content":"é"},{"role":"assistant","content":"a"},{"role":"user","content":"b"}]}"#
    )
    #expect(try body { $0.streams = true }.hasSuffix(#""messages":[{"role":"user","content":"hi"}],"stream":true}"#))
  }

  @Test func `the limit is what was asked for, else what the model gives`() throws {
    #expect(try body([], ["max_tokens=7"]).contains(#""max_tokens":7,"#))
    #expect(try body { $0.capabilities.outputCap = 8000 }.contains(#""max_tokens":8000,"#))
    #expect(try body { $0.capabilities.outputCap = 128_000 }.contains(#""max_tokens":32000,"#))
  }

  @Test func `options get their names, and sampling goes where it is taken`() throws {
    let options = ["temperature=0.5", "top_k=3", "stop=x", "stop=y", "service_tier=auto"]
    let start = #"{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"hi"}]"#
    let rest = #","stop_sequences":["x","y"],"service_tier":"auto"}"#
    #expect(try body([Message(.user, "hi")], options) == start + #","temperature":0.5,"top_k":3"# + rest)
    var newer = ServerProfile.anthropic
    newer.apiVersion = "2026-10-21"
    #expect(try body([Message(.user, "hi")], options, profile: newer) == start + rest)
    #expect(try body([Message(.user, "hi")], options) { $0.capabilities.takesSampling = false } == start + rest)
  }

  @Test func `images and PDFs are blocks before the text`() throws {
    #expect(
      try body([BodyScene.loaded("look")]).contains(
        #""content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"\#(BodyScene.pdfText)"},"title":"a.pdf"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"\#(BodyScene.pngText)"}},{"type":"text","text":"look"}]"#
      ))
  }

  @Test(arguments: [
    (ToolChoice.auto, #"{"type":"auto"}"#), (.required, #"{"type":"any"}"#),
    (.named("time"), #"{"type":"tool","name":"time"}"#),
  ])
  func `tools`(choice: ToolChoice, text: String) throws {
    let body = try body {
      ($0.tools, $0.toolChoice) = ([BodyScene.weather, BodyScene.time], choice)
    }
    #expect(
      body.hasSuffix(
        #","tools":[{"name":"weather","description":"Of a city","input_schema":\#(BodyScene.schemaText),"strict":true},{"name":"time","input_schema":{"type":"object"}}],"tool_choice":\#(text)}"#
      ))
  }

  @Test func `a schema`() throws {
    let format = OutputFormat.schema(OutputSchema(name: "n", schema: BodyScene.schema, isStrict: true))
    #expect(
      try body { $0.format = format }.hasSuffix(
        #","output_config":{"format":{"type":"json_schema","schema":\#(BodyScene.schemaText)}}}"#))
    #expect(
      try !body {
        ($0.format, $0.capabilities.schema) = (format, ModelCapabilities.SchemaSupport.none)
      }.contains("output_config"))
    #expect(try !body { $0.format = .jsonObject }.contains("output_config"))
  }

  /// A level of effort, what is known of the model, and what is sent.
  struct Thought: Sendable {
    let level: String
    var form: ModelCapabilities.ThinkingForm?
    var limit: Int?
    let sentLimit: Int
    var thinking: String?
  }

  @Test(arguments: [
    Thought(
      level: "high", sentLimit: 4096,
      thinking: #"{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}"#),
    Thought(
      level: "max", form: .effort, sentLimit: 4096,
      thinking: #"{"type":"adaptive","display":"summarized"},"output_config":{"effort":"max"}"#),
    Thought(level: "none", form: .effort, sentLimit: 4096, thinking: #"{"type":"disabled"}"#),
    Thought(level: "none", form: .budget, sentLimit: 4096, thinking: #"{"type":"disabled"}"#),
    Thought(
      level: "high", form: .budget, sentLimit: 8192, thinking: #"{"type":"enabled","budget_tokens":4096}"#),
    Thought(
      level: "low", form: .budget, limit: 2000, sentLimit: 2000,
      thinking: #"{"type":"enabled","budget_tokens":1024}"#),
    Thought(
      level: "high", form: .budget, limit: 2000, sentLimit: 2000,
      thinking: #"{"type":"enabled","budget_tokens":1999}"#),
    // No room is left for an answer behind the least budget.
    Thought(level: "high", form: .budget, limit: 1024, sentLimit: 1024),
  ])
  func `levels of effort, by the form that the model takes`(thought: Thought) throws {
    let options = ["reasoning=\(thought.level)"] + (thought.limit.map { ["max_tokens=\($0)"] } ?? [])
    let body = try body([Message(.user, "hi")], options) { $0.capabilities.thinking = thought.form }
    #expect(
      body == #"{"model":"m","max_tokens":\#(thought.sentLimit),"messages":[{"role":"user","content":"hi"}]"#
        + (thought.thinking.map { #","thinking":"# + $0 } ?? "") + "}")
  }

  @Test func `a long system text and marked messages are cached, four marks at most`() throws {
    let long = String(repeating: "word ", count: 4000)
    let cached = #","cache_control":{"type":"ephemeral"}}"#
    #expect(
      try body([Message(.system, "s"), Message(.system, long), Message(.user, "hi")]).contains(
        #""system":[{"type":"text","text":"s"},{"type":"text","text":"\#(long)"\#(cached)]"#))
    #expect(
      try !body([Message(.system, long), Message(.user, "hi")]) { $0.capabilities.takesCacheMarks = false }
        .contains("cache_control"))
    var messages: [Message] = []
    for number in 0..<6 {
      var message = Message(.user, "\(number)")
      message.endsCachedPart = true
      messages.append(message)
    }
    messages.append(Message(.user, "last"))
    let body = try body(messages)
    #expect(
      body.hasPrefix(
        #"{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"0"},{"role":"user","content":"1"},{"role":"user","content":[{"type":"text","text":"2"\#(cached)]}"#
      ))
    #expect(body.split(separator: "cache_control").count == 5)
  }

  @Test func `the beginning of an answer ends without blanks, and nothing is thought about it`() throws {
    let messages = [Message(.user, "hi "), Message(.assistant, "a b \n")]
    #expect(
      try body(messages, ["reasoning=high"]) { $0.goesOn = true }
        == #"{"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"hi "},{"role":"assistant","content":"a b"}]}"#
    )
    #expect(try body(messages) { _ in }.contains(#""content":"a b \n""#))
  }

  @Test func `what a server refused is changed`() throws {
    let body = try body([Message(.user, "hi")], ["reasoning=high", "temperature=1"]) {
      $0.repairs = [.drop("temperature"), .drop("output_config.effort")]
      $0.format = .schema(OutputSchema(name: "n", schema: ["type": "object"], isStrict: true))
    }
    #expect(
      body.hasSuffix(
        #","thinking":{"type":"adaptive","display":"summarized"},"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}"#
      ))
  }

  @Test func `a model that takes the other form of thinking says so, and gets it`() throws {
    let account = try Account.sample(profile: .anthropic)
    func repair(_ message: String) -> ParameterRepair? {
      let body = #"{"type":"error","error":{"type":"invalid_request_error","message":"\#(message)"}}"#
      return account.provider.failure(
        status: 400, headers: [], body: Array(body.utf8), now: Timestamp(milliseconds: 0)
      ).recovery.repair
    }
    let toAdaptive = repair(
      "thinking.type.enabled is not supported for this model. Use thinking.type.adaptive and output_config.effort")
    let toBudget = repair("adaptive thinking is not supported on this model")
    #expect(
      try body([Message(.user, "hi")], ["reasoning=low"]) {
        ($0.capabilities.thinking, $0.repairs) = (.budget, [try #require(toAdaptive)])
      }.contains(#""type":"adaptive""#))
    #expect(
      try body([Message(.user, "hi")], ["reasoning=low"]) { $0.repairs = [try #require(toBudget)] }
        .contains(#""thinking":{"type":"enabled","budget_tokens":1024}"#))
    #expect(repair("output_config.effort: Extra inputs are not permitted") == .drop("output_config.effort"))
    #expect(repair("This model does not support the effort parameter.") == .drop("output_config.effort"))
    #expect(repair("`temperature` is deprecated for this model.") == .drop("temperature"))
    #expect(repair("output_config.format: Extra inputs are not permitted") == nil)
  }

  @Test func `the address and the headers, for both versions`() throws {
    let account = try Account.sample(profile: .anthropic, key: "secret-key-1")
    let call = account.provider.call(for: try BodyScene.request(streams: true))
    #expect(call.url.text == "https://api.test/v1/messages")
    #expect(call.headers.contains(HTTPHeader("anthropic-version", "2023-06-01")))
    #expect(call.headers.contains(HTTPHeader("x-api-key", "secret-key-1")))
    var newer = ServerProfile.anthropic
    newer.apiVersion = "2026-10-21"
    let other = try Account.sample(profile: newer, key: "secret-key-1").provider
    for call in [other.call(for: try BodyScene.request()), other.modelsCall] {
      #expect(call.headers.contains(HTTPHeader("anthropic-version", "2026-10-21")))
      #expect(
        call.headers.filter { $0.value.contains("secret") } == [HTTPHeader("authorization", "Bearer secret-key-1")])
    }
    #expect(account.modelsCall.url.text == "https://api.test/v1/models?limit=1000")
    let bare = try Account.sample(profile: .anthropic, baseURL: "https://api.test").provider
    #expect(bare.call(for: try BodyScene.request()).url.text == "https://api.test/v1/messages")
    #expect(account.modelsCall.headers.filter { $0.value.contains("secret") }.map(\.name) == ["x-api-key"])
  }
}
