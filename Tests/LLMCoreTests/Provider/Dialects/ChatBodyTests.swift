import LLMCore
import LLMTestKit
import Testing

/// Chat Completions as each server wants them.
@Suite struct ChatBodyTests {
  private static let start = #"{"model":"m","messages":[{"role":"user","content":"hi"}]"#

  private func body(
    _ profile: ServerProfile, _ options: [String] = [], messages: [Message] = [Message(.user, "hi")],
    _ change: (inout ChatRequest) throws -> Void = { _ in }
  ) throws -> String {
    try BodyScene.body(BodyScene.request(messages, options, change), profile)
  }

  @Test(arguments: [
    (ServerProfile.openAI, #""max_completion_tokens":9,"seed":1,"reasoning_effort":"high""#),
    (.azure, #""max_completion_tokens":9,"seed":1,"reasoning_effort":"high""#),
    (.compatible, #""max_tokens":9,"seed":1,"reasoning_effort":"high""#),
    (.lmStudio, #""max_tokens":9,"seed":1,"reasoning_effort":"high""#),
    (.openRouter, #""max_tokens":9,"seed":1,"reasoning":{"effort":"high"}"#),
    (.groq, #""max_completion_tokens":9,"seed":1,"reasoning_effort":"high","reasoning_format":"parsed""#),
    (.mistral, #""max_tokens":9,"random_seed":1,"reasoning_effort":"high""#),
    (.deepSeek, #""max_tokens":9,"seed":1,"thinking":{"type":"enabled"}"#),
    (
      .vLLM,
      #""max_tokens":9,"seed":1,"chat_template_kwargs":{"enable_thinking":true,"reasoning_effort":"high"}"#
    ),
    (
      .llamaServer,
      #""max_tokens":9,"seed":1,"chat_template_kwargs":{"enable_thinking":true,"reasoning_effort":"high"}"#
    ),
  ])
  func `options have each server's names`(profile: ServerProfile, options: String) throws {
    #expect(try body(profile, ["max_tokens=9", "seed=1", "reasoning=high"]) == Self.start + "," + options + "}")
  }

  @Test(arguments: [
    (ServerProfile.openAI, #""reasoning_effort":"none""#), (.openRouter, #""reasoning":{"effort":"none"}"#),
    (.deepSeek, #""thinking":{"type":"disabled"}"#),
    (.llamaServer, #""chat_template_kwargs":{"enable_thinking":false}"#),
  ])
  func `no thinking at all`(profile: ServerProfile, option: String) throws {
    #expect(try body(profile, ["reasoning=none"]) == Self.start + "," + option + "}")
  }

  @Test func `usage is asked for where it has to be`() throws {
    #expect(
      try body(.groq) { $0.streams = true } == Self.start
        + #","stream":true,"stream_options":{"include_usage":true}}"#)
    #expect(try body(.mistral) { $0.streams = true } == Self.start + #","stream":true}"#)
  }

  @Test(
    arguments: [
      (ServerProfile.openAI, nil, true), (.llamaServer, nil, true), (.deepSeek, nil, false), (.openAI, .object, false),
    ] as [(ServerProfile, ModelCapabilities.SchemaSupport?, Bool)])
  func `a schema, or that there is to be an object`(
    profile: ServerProfile, support: ModelCapabilities.SchemaSupport?, isWhole: Bool
  ) throws {
    let body = try body(profile) {
      $0.capabilities.schema = support
      $0.format = .schema(OutputSchema(name: "n", schema: BodyScene.schema, isStrict: true))
    }
    let whole =
      #"{"type":"json_schema","json_schema":{"name":"n","schema":\#(BodyScene.schemaText),"strict":true}}"#
    #expect(body == Self.start + #","response_format":"# + (isWhole ? whole : #"{"type":"json_object"}"#) + "}")
    var known = ModelCapabilities()
    known.schema = support
    let told = try Account.sample(profile: profile).provider.schemaSupport(known)
    #expect(told == (isWhole ? .schema : .object))
  }

  @Test func `LM Studio asks for an object by a schema`() throws {
    #expect(
      try body(.lmStudio) { $0.format = .jsonObject } == Self.start
        + #","response_format":{"type":"json_schema","json_schema":{"name":"object","schema":{"type":"object"},"strict":false}}}"#
    )
  }

  @Test func `no schema where the model is known to take none`() throws {
    for format in [OutputFormat.jsonObject, .schema(OutputSchema(name: "n", schema: [:], isStrict: false))] {
      let body = try body(.openAI) {
        ($0.format, $0.capabilities.schema) = (format, ModelCapabilities.SchemaSupport.none)
      }
      #expect(body == Self.start + "}")
    }
    #expect(
      try body(.openAI) { $0.format = .jsonObject } == Self.start + #","response_format":{"type":"json_object"}}"#)
  }

  @Test(arguments: [
    (ToolChoice.auto, #""auto""#), (.required, #""required""#),
    (.named("time"), #"{"type":"function","function":{"name":"time"}}"#),
  ])
  func `tools`(choice: ToolChoice, text: String) throws {
    func tools(_ profile: ServerProfile) throws -> String {
      try body(profile) { ($0.tools, $0.toolChoice) = ([BodyScene.weather, BodyScene.time], choice) }
    }
    let first = #"{"name":"weather","description":"Of a city","parameters":\#(BodyScene.schemaText)"#
    let second = #","tool_choice":\#(text)}"#
    let other = #"{"type":"function","function":{"name":"time","parameters":{"type":"object"}}}"#
    #expect(
      try tools(.openAI) == Self.start
        + #","tools":[{"type":"function","function":\#(first),"strict":true}},\#(other)]"#
        + second)
    #expect(
      try tools(.deepSeek) == Self.start + #","tools":[{"type":"function","function":\#(first)}},\#(other)]"# + second)
  }

  @Test func `images and PDFs`() throws {
    let text = #"{"type":"text","text":"look"}"#
    let image = #"{"type":"image_url","image_url":{"url":"data:image/png;base64,\#(BodyScene.pngText)"}}"#
    let data = "data:application/pdf;base64,\(BodyScene.pdfText)"
    let file = #"{"type":"file","file":{"filename":"a.pdf","file_data":"\#(data)"}}"#
    let url = #"{"type":"document_url","document_url":"\#(data)","document_name":"a.pdf"}"#
    for (profile, document) in [(ServerProfile.openAI, file), (.openRouter, file), (.mistral, url)] {
      let body = try body(profile, messages: [BodyScene.loaded("look")])
      #expect(
        body == #"{"model":"m","messages":[{"role":"user","content":[\#(text),\#(image),\#(document)]}]}"#)
    }
  }

  @Test func `OpenRouter is told where a cached part ends, others are not`() throws {
    var message = Message(.user, "hi")
    message.endsCachedPart = true
    #expect(
      try body(.openRouter, messages: [message])
        == #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}]}"#
    )
    #expect(try body(.openAI, messages: [message]) == Self.start + "}")
  }

  @Test(arguments: [
    (ServerProfile.mistral, #"{"role":"assistant","content":"a","prefix":true}]}"#),
    (.llamaServer, #"{"role":"assistant","content":"a"}]}"#),
    (
      .vLLM,
      #"{"role":"assistant","content":"a"}],"continue_final_message":true,"add_generation_prompt":false}"#
    ),
  ])
  func `the beginning of an answer`(profile: ServerProfile, end: String) throws {
    let body = try body(profile, messages: [Message(.user, "hi"), Message(.assistant, "a")]) { $0.goesOn = true }
    #expect(body.hasSuffix(end))
    let provider = try Account.sample(profile: profile).provider
    #expect(provider.takesPrefill(ModelCapabilities()))
    var known = ModelCapabilities()
    known.takesPrefill = false
    #expect(!provider.takesPrefill(known))
  }

  @Test func `who takes the beginning of an answer`() throws {
    var known = ModelCapabilities()
    known.takesPrefill = true
    for profile in [ServerProfile.openAI, .responses, .gemini, .ollama, .deepSeek] {
      #expect(try !Account.sample(profile: profile).provider.takesPrefill(known))
    }
    // Anthropic's newer models refuse it, so it has to be known.
    let anthropic = try Account.sample(profile: .anthropic).provider
    #expect(anthropic.takesPrefill(known) && !anthropic.takesPrefill(ModelCapabilities()))
  }

  @Test(arguments: [
    ("https://r.test/openai/deployments/d?api-version=1", "/openai/deployments/d/chat/completions?api-version=1"),
    ("https://r.test/openai/v1", "/openai/v1/chat/completions"),
    ("https://r.test", "/openai/v1/chat/completions"), ("https://r.test/openai", "/openai/v1/chat/completions"),
    ("https://r.test?api-version=1", "/openai/deployments/m/chat/completions?api-version=1"),
    ("https://r.test/openai/?api-version=1", "/openai/deployments/m/chat/completions?api-version=1"),
    ("https://gateway.test/llm/v2", "/llm/v2/chat/completions"),
  ])
  func `where an Azure resource is asked`(base: String, path: String) throws {
    let account = try Account.sample(profile: .azure, baseURL: base, key: "k")
    #expect(account.provider.call(for: try BodyScene.request()).url.path == path)
    #expect(account.provider.modelsCall.headers.last == HTTPHeader("api-key", "k"))
  }

  @Test(arguments: [
    ("https://r.test/openai/deployments/d?api-version=1", "/openai/models?api-version=1"),
    ("https://r.test", "/openai/v1/models"), ("https://r.test?api-version=1", "/openai/models?api-version=1"),
    ("https://r.test/openai/v1", "/openai/v1/models"), ("https://r.test/openai/deployments/d", "/openai/models"),
  ])
  func `where an Azure resource lists its models`(base: String, path: String) throws {
    #expect(try Account.sample(profile: .azure, baseURL: base).modelsCall.url.path == path)
  }
}
