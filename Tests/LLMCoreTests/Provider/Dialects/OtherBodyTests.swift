import LLMCore
import LLMTestKit
import Testing

/// Requests to Responses, Gemini and Ollama, to the byte.
@Suite struct OtherBodyTests {
  private static let conversation = [
    Message(.system, "Be brief"), Message(.user, "é"), Message(.assistant, "a"), Message(.user, "b"),
  ]
  private static let schema = OutputFormat.schema(OutputSchema(name: "n", schema: BodyScene.schema, isStrict: true))

  private func body(
    _ profile: ServerProfile, _ options: [String] = [], messages: [Message] = [Message(.user, "hi")],
    _ change: (inout ChatRequest) throws -> Void = { _ in }
  ) throws -> String {
    try BodyScene.body(BodyScene.request(messages, options, change), profile)
  }

  // MARK: Responses

  private static let input =
    #""input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}]"#

  @Test func `Responses: a conversation, which is not stored`() throws {
    #expect(
      try body(.responses, messages: Self.conversation) { $0.streams = true }
        == #"{"model":"m","instructions":"Be brief","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"é"}]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]},{"type":"message","role":"user","content":[{"type":"input_text","text":"b"}]}],"store":false,"stream":true,"stream_options":{"include_obfuscation":false}}"#
    )
  }

  @Test func `Responses: options, a schema, an answer in the background`() throws {
    let body = try body(.responses, ["max_tokens=9", "temperature=0.5", "reasoning=high", "verbosity=low"]) {
      ($0.format, $0.runsInBackground, $0.streams) = (Self.schema, true, true)
    }
    #expect(
      body == #"{"model":"m",\#(Self.input),"store":true,"background":true,"stream":true,"#
        + #""stream_options":{"include_obfuscation":false},"max_output_tokens":9,"temperature":0.5,"#
        + #""reasoning":{"effort":"high","summary":"auto"},"text":{"format":{"type":"json_schema","name":"n","schema":"#
        + #"\#(BodyScene.schemaText),"strict":true},"verbosity":"low"}}"#)
  }

  @Test func `Responses: tools, images, PDFs`() throws {
    let body = try body(.responses, messages: [BodyScene.loaded("look")]) {
      ($0.tools, $0.toolChoice) = ([BodyScene.weather, BodyScene.time], .named("time"))
    }
    #expect(
      body
        == #"{"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"look"},{"type":"input_image","detail":"auto","image_url":"data:image/png;base64,\#(BodyScene.pngText)"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,\#(BodyScene.pdfText)"}]}],"store":false,"tools":[{"type":"function","name":"weather","description":"Of a city","parameters":\#(BodyScene.schemaText),"strict":true},{"type":"function","name":"time","parameters":{"type":"object"},"strict":false}],"tool_choice":{"type":"function","name":"time"}}"#
    )
  }

  @Test func `Responses: the call that goes on with an answer`() throws {
    let provider = try Account.sample(profile: .responses, key: "secret-key-1").provider
    let call = try #require(provider.resume(Resumption(id: "resp_1/x", lastSequence: 41)))
    #expect(call.method == .get)
    #expect(call.url.text == "https://api.test/v1/responses/resp_1%2Fx?stream=true&starting_after=41")
    #expect(call.headers.last == HTTPHeader("authorization", "Bearer secret-key-1"))
    #expect(call.body == [])
    for profile in [ServerProfile.openAI, .anthropic, .gemini, .ollama] {
      #expect(try Account.sample(profile: profile).provider.resume(Resumption(id: "r", lastSequence: 1)) == nil)
    }
  }

  // MARK: Gemini

  @Test func `Gemini: a conversation`() throws {
    #expect(
      try body(.gemini, messages: Self.conversation)
        == #"{"systemInstruction":{"parts":[{"text":"Be brief"}]},"contents":[{"role":"user","parts":[{"text":"é"}]},{"role":"model","parts":[{"text":"a"}]},{"role":"user","parts":[{"text":"b"}]}]}"#
    )
  }

  @Test func `Gemini: options, a schema`() throws {
    let options = ["max_tokens=9", "temperature=0.5", "top_p=1", "top_k=3", "seed=1", "stop=x", "store=false", "x=1"]
    #expect(
      try body(.gemini, options) { $0.format = Self.schema }
        == #"{"contents":[{"role":"user","parts":[{"text":"hi"}]}],"store":false,"generationConfig":{"maxOutputTokens":9,"temperature":0.5,"topP":1,"topK":3,"seed":1,"stopSequences":["x"],"x":1,"responseMimeType":"application/json","responseJsonSchema":\#(BodyScene.schemaText)}}"#
    )
  }

  @Test(arguments: [
    ("high", ModelCapabilities.ThinkingForm.effort, #"{"includeThoughts":true,"thinkingLevel":"HIGH"}"#),
    ("high", .budget, #"{"includeThoughts":true,"thinkingBudget":4096}"#), ("none", .budget, #"{"thinkingBudget":0}"#),
  ])
  func `Gemini: levels of effort`(level: String, form: ModelCapabilities.ThinkingForm, thinking: String) throws {
    let body = try body(.gemini, ["reasoning=\(level)"]) { $0.capabilities.thinking = form }
    #expect(body.hasSuffix(#","generationConfig":{"thinkingConfig":\#(thinking)}}"#))
  }

  @Test func `Gemini: thoughts are asked for where the model is known to have some`() throws {
    #expect(try !body(.gemini).contains("thinkingConfig"))
    #expect(
      try body(.gemini) { $0.capabilities.thinking = .budget }.hasSuffix(
        #","generationConfig":{"thinkingConfig":{"includeThoughts":true}}}"#))
  }

  @Test(arguments: [
    (ToolChoice.auto, #"{"mode":"AUTO"}"#), (.required, #"{"mode":"ANY"}"#),
    (.named("time"), #"{"mode":"ANY","allowedFunctionNames":["time"]}"#),
  ])
  func `Gemini: tools`(choice: ToolChoice, text: String) throws {
    let body = try body(.gemini) { ($0.tools, $0.toolChoice) = ([BodyScene.weather, BodyScene.time], choice) }
    #expect(
      body.hasSuffix(
        #","tools":[{"functionDeclarations":[{"name":"weather","description":"Of a city","parametersJsonSchema":\#(BodyScene.schemaText)},{"name":"time","parametersJsonSchema":{"type":"object"}}]}],"toolConfig":{"functionCallingConfig":\#(text)}}"#
      ))
  }

  @Test func `Gemini: strict tools, images and PDFs`() throws {
    #expect(try body(.gemini) { $0.tools = [BodyScene.weather] }.contains(#"{"mode":"VALIDATED"}"#))
    #expect(
      try body(.gemini, messages: [BodyScene.loaded("look")])
        == #"{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"\#(BodyScene.pngText)"}},{"inlineData":{"mimeType":"application/pdf","data":"\#(BodyScene.pdfText)"}},{"text":"look"}]}]}"#
    )
  }

  @Test(arguments: [
    ("https://g.test/v1beta", "gemini-x", true, "https://g.test/v1beta/models/gemini-x:streamGenerateContent?alt=sse"),
    ("https://g.test", "g", false, "https://g.test/v1beta/models/g:generateContent"),
    ("https://g.test/v1beta/openai", "models/g", false, "https://g.test/v1beta/models/g:generateContent"),
    ("https://g.test/v1beta", "tunedModels/a?b", false, "https://g.test/v1beta/tunedModels/a%3Fb:generateContent"),
  ])
  func `Gemini: the model stands in the address, the key does not`(
    base: String, model: String, streams: Bool, url: String
  ) throws {
    var request = try BodyScene.request(streams: streams)
    request.model = model
    let call = try Account.sample(profile: .gemini, baseURL: base, key: "secret-key-1").provider.call(for: request)
    #expect(call.url.text == url)
    #expect(call.headers.last == HTTPHeader("x-goog-api-key", "secret-key-1"))
  }

  // MARK: Ollama

  private static let ollamaStart =
    #"{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":false,"truncate":false,"shift":false"#

  @Test func `Ollama: a conversation, of which nothing is dropped`() throws {
    #expect(
      try body(.ollama, messages: Self.conversation) { $0.streams = true }
        == #"{"model":"m","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"é"},{"role":"assistant","content":"a"},{"role":"user","content":"b"}],"stream":true,"truncate":false,"shift":false}"#
    )
  }

  @Test func `Ollama: options, a schema, tools, images`() throws {
    let options = ["max_tokens=9", "temperature=0.5", "stop=x", "num_ctx=8192", "keep_alive=5m"]
    #expect(
      try body(.ollama, options) { $0.format = Self.schema } == Self.ollamaStart
        + #","format":\#(BodyScene.schemaText),"keep_alive":"5m","options":{"num_predict":9,"temperature":0.5,"stop":["x"],"num_ctx":8192}}"#
    )
    #expect(try body(.ollama) { $0.format = .jsonObject } == Self.ollamaStart + #","format":"json"}"#)
    #expect(
      try body(.ollama) { $0.tools = [BodyScene.time] } == Self.ollamaStart
        + #","tools":[{"type":"function","function":{"name":"time","parameters":{"type":"object"}}}]}"#)
    var message = Message(.user, "look")
    message.images = BodyScene.png.map { [$0] } ?? []
    #expect(
      try body(.ollama, messages: [message]).contains(
        #"{"role":"user","content":"look","images":["\#(BodyScene.pngText)"]}"#))
  }

  @Test(arguments: [("none", "false"), ("low", #""low""#), ("high", #""high""#)])
  func `Ollama: levels of effort`(level: String, think: String) throws {
    #expect(try body(.ollama, ["reasoning=\(level)"]) == Self.ollamaStart + #","think":\#(think)}"#)
  }

  /// What the server would drop, it is told to make room for.
  @Test(
    arguments: [
      (9_000, [], nil, nil), (9_300, [], nil, 8192), (3_000, ["max_tokens=4000"], nil, 8192), (90_000, [], nil, 32_768),
      (90_000, [], 20_000, 20_000), (90_000, ["num_ctx=5000"], nil, 5000),
    ] as [(Int, [String], Int?, Int?)])
  func `Ollama: the context is as large as it has to be`(
    bytes: Int, options: [String], window: Int?, context: Int?
  ) throws {
    let text = String(repeating: "a", count: bytes)
    let body = try body(.ollama, options, messages: [Message(.user, text)]) { $0.capabilities.window = window }
    let sent = try JSONReader.parse(body)["options"]?["num_ctx"]?.integer
    #expect(sent == context)
  }

  @Test(arguments: ["http://h.test:11434", "http://h.test:11434/v1", "http://h.test:11434/api"])
  func `Ollama: the address`(base: String) throws {
    let account = try Account.sample(profile: .ollama, baseURL: base)
    #expect(account.provider.call(for: try BodyScene.request()).url.text == "http://h.test:11434/api/chat")
    #expect(account.modelsCall.url.text == "http://h.test:11434/api/tags")
  }
}
