/// How servers differ from each other: the language they speak, and its local forms.
package struct ServerProfile: Sendable, Equatable {
  /// The language itself.
  package enum Dialect: Sendable, Equatable { case chat, responses, messages, gemini, ollama }

  /// How a server of Chat Completions is told to think.
  package enum ReasoningForm: Sendable, Equatable {
    /// `reasoning_effort`.
    case effort
    /// `reasoning_effort`, and `reasoning_format` so that thoughts do not stand in the answer (Groq).
    case parsedEffort
    /// `reasoning: {effort}` (OpenRouter).
    case nested
    /// `thinking: {type}`: on or off (DeepSeek).
    case thinkingSwitch
    /// `chat_template_kwargs`: on or off, and the level for templates that know one (vLLM, llama-server).
    case template
  }

  /// How a server of Chat Completions is sent a PDF.
  package enum DocumentForm: Sendable, Equatable {
    /// A part of type `file` (OpenAI, OpenRouter).
    case file
    /// A part of type `document_url` (Mistral).
    case documentURL
  }

  package var dialect = Dialect.chat
  /// The parameter that limits the answer: OpenAI's reasoning models refuse `max_tokens`, most other servers know nothing
  /// else.
  package var outputLimitName: String
  /// Whether to ask OpenAI to leave out the random padding in each chunk.
  package var refusesObfuscation: Bool
  /// The header the key goes into, and what stands before it.
  package var keyHeader: String
  package var keyPrefix: String
  /// Whether this server is known to end streams with `[DONE]` and no reason to finish (LightLLM does).
  package var omitsFinishReason: Bool
  /// How this server is given the beginning of an answer to go on with.
  package var prefill = Prefill.none
  package var reasoning = ReasoningForm.effort
  /// The most of a schema that the server enforces, whatever the model.
  package var schema = ModelCapabilities.SchemaSupport.schema
  /// Whether the server knows schemas and no plain `json_object`.
  package var asksForObjectsBySchema = false
  /// Whether tools have a `strict`; some servers refuse a request with members that they do not know.
  package var takesStrictTools = true
  /// How a PDF is sent; nil where it cannot be.
  package var documents: DocumentForm?
  /// Whether usage has to be asked for, with `stream_options`.
  package var asksForUsage = true
  /// What the server calls `seed`.
  package var seedName = "seed"
  /// Whether parts of a prompt are marked to be cached as Anthropic's are (OpenRouter).
  package var marksCachedParts = false
  /// Whether an Azure resource is meant, whose addresses may hold the deployment and the version.
  package var isAzure = false
  /// The version of the API, where it stands in a header: `2023-06-01` or `2026-10-21` at Anthropic. The older one is the
  /// default: servers that copy the API know no other, and it still takes sampling parameters where the model does.
  package var apiVersion = "2023-06-01"

  /// Whether answers are asked for so that they can be picked up after a broken connection (Responses).
  package var runsInBackground = false

  private init(_ dialect: Dialect = .chat, keyHeader: String = "authorization", keyPrefix: String = "Bearer ") {
    self.dialect = dialect
    (outputLimitName, refusesObfuscation, omitsFinishReason) = ("max_tokens", false, false)
    (self.keyHeader, self.keyPrefix) = (keyHeader, keyPrefix)
  }

  /// The same with some of it changed.
  private func with(_ change: (inout ServerProfile) -> Void) -> ServerProfile {
    var profile = self
    change(&profile)
    return profile
  }

  /// OpenAI itself.
  package static let openAI = ServerProfile().with {
    ($0.outputLimitName, $0.refusesObfuscation, $0.documents) = ("max_completion_tokens", true, .file)
  }

  /// Everything that copies OpenAI's API: gateways, other providers, local servers.
  package static let compatible = ServerProfile()

  /// Azure OpenAI: the key has a header of its own.
  package static let azure = ServerProfile(keyHeader: "api-key", keyPrefix: "").with {
    ($0.outputLimitName, $0.documents, $0.isAzure) = ("max_completion_tokens", .file, true)
  }

  /// OpenAI's Responses.
  package static let responses = ServerProfile(.responses)

  /// Anthropic's Messages.
  package static let anthropic = ServerProfile(.messages, keyHeader: "x-api-key", keyPrefix: "")

  /// Google's Gemini.
  package static let gemini = ServerProfile(.gemini, keyHeader: "x-goog-api-key", keyPrefix: "")

  /// Ollama's own API.
  package static let ollama = ServerProfile(.ollama)

  package static let openRouter = compatible.with {
    ($0.reasoning, $0.documents, $0.marksCachedParts) = (.nested, .file, true)
  }

  package static let groq = compatible.with {
    ($0.outputLimitName, $0.reasoning) = ("max_completion_tokens", .parsedEffort)
  }

  /// Mistral refuses what it does not know, and tells the usage unasked.
  package static let mistral = compatible.with {
    ($0.prefill, $0.asksForUsage, $0.seedName, $0.documents) = (.prefix, false, "random_seed", .documentURL)
  }

  /// DeepSeek: of a schema it knows that there is to be an object.
  package static let deepSeek = compatible.with {
    ($0.reasoning, $0.schema, $0.takesStrictTools) = (.thinkingSwitch, .object, false)
  }

  package static let vLLM = compatible.with {
    ($0.prefill, $0.reasoning) = (.flag, .template)
  }

  package static let llamaServer = compatible.with {
    ($0.prefill, $0.reasoning) = (.trailing, .template)
  }

  package static let lmStudio = compatible.with { $0.asksForObjectsBySchema = true }
}
