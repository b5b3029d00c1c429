/// The models that a server lists, in the form of any of the servers there are: OpenAI's and its copies (`data`), Gemini's and
/// Ollama's (`models`), or a bare array.
package struct RemoteModels: Sendable, Equatable {
  package var models: [RemoteModel]
  /// Whether the server has more than it told.
  package var hasMore: Bool

  /// Reads the answer to `Provider.modelsCall`. An entry without a name is passed over; a name that stands twice counts once.
  ///
  /// Throws `JSONError` if it is not JSON.
  package init(_ body: [UInt8]) throws(JSONError) {
    let value = try JSONReader.parse(body)
    let entries = value["data"]?.elements ?? value["models"]?.elements ?? value.elements ?? []
    models = []
    var seen: Set<String> = []
    for model in entries.compactMap(RemoteModel.init) where seen.insert(model.id).inserted { models.append(model) }
    hasMore = value["has_more"]?.bool == true || value["nextPageToken"]?.text?.isEmpty == false
  }
}

/// One model, and what its server tells of it.
package struct RemoteModel: Sendable, Equatable {
  /// As requests name it.
  package var id: String
  /// As people call it, where that is another name.
  package var title: String?
  /// What the list tells; most servers tell little.
  package var capabilities = ModelCapabilities()

  /// Reads an entry; nil for one without a name, and for a model of Gemini's that makes no text.
  init?(_ entry: JSONValue) {
    guard let name = entry["id"]?.text ?? entry["model"]?.text ?? entry["name"]?.text ?? entry.text, !name.isEmpty
    else { return nil }
    if let methods = entry["supportedGenerationMethods"]?.elements?.compactMap(\.text),
      !methods.contains("generateContent")
    {
      return nil
    }
    id = name.hasPrefix("models/") ? String(name.dropFirst("models/".count)) : name
    let shown = entry["display_name"]?.text ?? entry["displayName"]?.text ?? entry["name"]?.text
    title = shown.flatMap { $0 == name || $0 == id || $0.isEmpty ? nil : $0 }
    readSizes(entry)
    readAbilities(entry)
  }

  /// The names are Anthropic's, Gemini's, OpenRouter's, Groq's, Mistral's, vLLM's, llama-server's and LM Studio's.
  private mutating func readSizes(_ entry: JSONValue) {
    let windows = [
      entry["meta"]?["n_ctx"], entry["loaded_context_length"], entry["max_input_tokens"], entry["inputTokenLimit"],
      entry["top_provider"]?["context_length"], entry["context_length"], entry["context_window"],
      entry["max_context_length"], entry["max_model_len"],
    ]
    capabilities.window = windows.lazy.compactMap(TokenCount.whole).first
    let caps = [
      entry["outputTokenLimit"], entry["top_provider"]?["max_completion_tokens"], entry["max_completion_tokens"],
      entry["max_output_tokens"], entry["max_tokens"],
    ]
    capabilities.outputCap = caps.lazy.compactMap(TokenCount.whole).first
  }

  private mutating func readAbilities(_ entry: JSONValue) {
    if let inputs = entry["architecture"]?["input_modalities"]?.elements?.compactMap(\.text) {
      capabilities.seesImages = inputs.contains("image")
    }
    if let parameters = entry["supported_parameters"]?.elements?.compactMap(\.text) {
      capabilities.takesTools = parameters.contains("tools")
      if parameters.contains("structured_outputs") { capabilities.schema = .schema }
    }
    if let thinks = entry["thinking"]?.bool, !thinks { capabilities.reasoningLevels = [] }
    guard let abilities = entry["capabilities"] else { return }
    capabilities.seesImages = Self.supports(abilities["image_input"] ?? abilities["vision"]) ?? capabilities.seesImages
    capabilities.readsDocuments = Self.supports(abilities["pdf_input"])
    capabilities.takesTools = Self.supports(abilities["function_calling"]) ?? capabilities.takesTools
    if let schemas = Self.supports(abilities["structured_outputs"]) {
      capabilities.schema = schemas ? .schema : ModelCapabilities.SchemaSupport.none
    }
    readThinking(abilities)
  }

  /// Anthropic's list says which levels and forms of thinking a model takes.
  private mutating func readThinking(_ abilities: JSONValue) {
    if let effort = abilities["effort"], Self.supports(effort) == true {
      capabilities.reasoningLevels = ReasoningEffort.allCases.map(\.rawValue)
        .filter { Self.supports(effort[$0]) == true }
    }
    guard let thinking = abilities["thinking"] else { return }
    if Self.supports(thinking) == false { capabilities.reasoningLevels = [] }
    if Self.supports(thinking["types"]?["adaptive"]) == true {
      capabilities.thinking = .effort
    } else if Self.supports(thinking["types"]?["enabled"]) == true {
      capabilities.thinking = .budget
    }
  }

  private static func supports(_ value: JSONValue?) -> Bool? { value?.bool ?? value?["supported"]?.bool }
}
