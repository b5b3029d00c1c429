import LLMCore
import Testing

/// The lists of models, as each server writes them.
@Suite struct RemoteModelsTests {
  private func models(_ body: String) throws -> [RemoteModel] { try RemoteModels(Array(body.utf8)).models }

  @Test func `OpenAI's tells names and nothing else`() throws {
    let list = try RemoteModels(
      Array(#"{"object":"list","data":[{"id":"a","object":"model","owned_by":"o"},{"id":"b"},{"id":"a"},{}]}"#.utf8))
    #expect(list.models.map(\.id) == ["a", "b"])
    #expect(list.models.allSatisfy { $0.title == nil && $0.capabilities == ModelCapabilities() })
    #expect(!list.hasMore)
  }

  @Test func `Anthropic's tells levels, forms and sizes`() throws {
    let yes = #"{"supported":true}"#
    let no = #"{"supported":false}"#
    let list = try RemoteModels(
      Array(
        #"{"data":[{"id":"claude-x","display_name":"Claude X","type":"model","max_input_tokens":200000,"max_tokens":64000,"capabilities":{"image_input":\#(yes),"pdf_input":\#(no),"structured_outputs":\#(yes),"effort":{"supported":true,"low":\#(yes),"medium":\#(yes),"high":\#(yes),"xhigh":null,"max":\#(no)},"thinking":{"supported":true,"types":{"adaptive":\#(no),"enabled":\#(yes)}}}}],"has_more":true,"last_id":"claude-x"}"#
          .utf8))
    #expect(list.hasMore)
    let model = try #require(list.models.first)
    #expect(model.title == "Claude X")
    var known = ModelCapabilities()
    (known.window, known.outputCap) = (200_000, 64_000)
    (known.seesImages, known.readsDocuments, known.schema) = (true, false, .schema)
    (known.reasoningLevels, known.thinking) = (["low", "medium", "high"], .budget)
    #expect(model.capabilities == known)
  }

  @Test func `Gemini's leaves out what makes no text`() throws {
    let list = try models(
      #"{"models":[{"name":"models/gemini-x","displayName":"Gemini X","inputTokenLimit":1048576,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent","countTokens"],"thinking":true},{"name":"models/embed","supportedGenerationMethods":["embedContent"]}]}"#
    )
    #expect(list.map(\.id) == ["gemini-x"])
    #expect(list.first?.title == "Gemini X")
    #expect(list.first?.capabilities.window == 1_048_576)
    #expect(list.first?.capabilities.outputCap == 65_536)
    #expect(list.first?.capabilities.reasoningLevels == nil)
  }

  @Test func `Ollama's names tags`() throws {
    let list = try models(
      #"{"models":[{"name":"qwen3:8b","model":"qwen3:8b","size":5,"details":{"parameter_size":"8.2B"}}]}"#)
    #expect(list.map(\.id) == ["qwen3:8b"])
    #expect(list.first?.title == nil)
  }

  @Test(
    arguments: [
      (#"{"id":"m","context_length":32,"top_provider":{"context_length":16,"max_completion_tokens":8}}"#, 16, 8),
      (#"{"id":"m","context_window":32,"max_completion_tokens":8}"#, 32, 8),
      (#"{"id":"m","max_context_length":32}"#, 32, nil), (#"{"id":"m","max_model_len":32}"#, 32, nil),
      (#"{"id":"m","meta":{"n_ctx":4096,"n_ctx_train":32768}}"#, 4096, nil),
      (#"{"id":"m","loaded_context_length":4096,"max_context_length":32768}"#, 4096, nil),
      (#"{"id":"m","context_length":"32","max_tokens":-1}"#, 32, nil), (#"{"id":"m","context_length":0}"#, nil, nil),
    ] as [(String, Int?, Int?)])
  func `sizes have many names`(entry: String, window: Int?, cap: Int?) throws {
    let model = try #require(try models(#"{"data":[\#(entry)]}"#).first)
    #expect(model.capabilities.window == window)
    #expect(model.capabilities.outputCap == cap)
  }

  @Test func `OpenRouter and Mistral tell abilities`() throws {
    let list = try models(
      #"[{"id":"a","name":"A","architecture":{"input_modalities":["text","image"]},"supported_parameters":["tools","structured_outputs"]},{"id":"b","architecture":{"input_modalities":["text"]},"supported_parameters":[]},{"id":"c","capabilities":{"vision":true,"function_calling":false}}]"#
    )
    #expect(list.map(\.capabilities.seesImages) == [true, false, true])
    #expect(list.map(\.capabilities.takesTools) == [true, false, false])
    #expect(list.map(\.capabilities.schema) == [.schema, nil, nil])
    #expect(list.first?.title == "A")
  }

  @Test(arguments: ["{}", "[]", "null", #"{"data":null}"#, #"{"data":{"id":"a"}}"#, #"{"models":[1,null,{"id":""}]}"#])
  func `a list of nothing`(body: String) throws { #expect(try models(body) == []) }

  @Test func `what is no JSON is no list`() { #expect(throws: JSONError.self) { try models("<html>") } }
}
