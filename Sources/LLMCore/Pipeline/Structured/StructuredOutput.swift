/// The form that an answer must have. It is told to the provider as far as that one enforces it, and checked here whatever
/// the provider promised.
package struct StructuredOutput: Sendable {
  /// What a model that cannot be bound to a schema is told.
  private static let instruction = """
    Answer with one JSON value that fits the JSON Schema below, and with nothing else: no explanation, no code fence.
    """

  /// As the provider calls it.
  let name: String
  let schema: JSONSchema
  /// What an answer is checked by: the schema, or one that takes more than a model is asked for.
  let acceptance: JSONSchema
  /// How often to ask again where the answer does not fit.
  let reasks: Int
  /// Whether its parts are printed as they come, so that those before a cut count.
  let isShownInParts: Bool

  init(name: String, schema: JSONSchema, acceptance: JSONSchema? = nil, reasks: Int, isShownInParts: Bool) {
    (self.name, self.schema, self.reasks, self.isShownInParts) = (name, schema, reasks, isShownInParts)
    self.acceptance = acceptance ?? schema
  }

  /// What became of an answer that the token limit cut: half a document is none. Nil where its parts count, or it was not cut.
  func truncation(of answer: Answer) -> LLMError? {
    guard answer.finish == .length, answer.error?.code == .partial, !isShownInParts else { return nil }
    return LLMError(
      .truncated, "the answer was cut at the token limit, so there is no whole value",
      advice: "Raise it with -o max_tokens=N, or bound the schema (maxItems, maxLength)", requestID: answer.requestID)
  }

  /// What is sent to a server of the schema; nil where it is only told in the prompt.
  func lowered(for provider: any Provider, _ account: Account, _ capabilities: ModelCapabilities) -> LoweredSchema? {
    guard let target = account.schemaTarget(provider.schemaSupport(capabilities)) else { return nil }
    let lowered = SchemaLowering.lower(schema.source, for: target, name: name)
    return lowered.output == nil && target != .jsonObject ? nil : lowered
  }

  /// The request with what binds the answer, or asks for it in words.
  ///
  /// - Parameter lowered: what the server is sent of the schema; nil for words alone.
  func shape(_ request: inout ChatRequest, _ lowered: LoweredSchema?, _ target: SchemaTarget?) {
    if let output = lowered?.output {
      request.format = .schema(output)
    } else if target == .jsonObject {
      request.format = .jsonObject
    }
    // A grammar keeps a model from saying anything else, and does not tell it what is meant.
    if lowered?.output == nil || target == .grammar { tell(&request, lowered) }
  }

  private func tell(_ request: inout ChatRequest, _ lowered: LoweredSchema?) {
    let told = lowered?.isWrapped == true ? lowered?.output?.schema ?? schema.source : schema.source
    let words = Self.instruction + "\n\n" + JSONWriter.text(of: told)
    if let index = request.messages.firstIndex(where: { $0.role == .system }) {
      request.messages[index].content += "\n\n" + words
    } else {
      request.messages.insert(Message(.system, words), at: 0)
    }
  }

  /// Reads the value of an answer and checks it.
  func reading(of text: [UInt8], _ lowered: LoweredSchema?) -> StructuredReading {
    // What was wrapped for the provider is read by the wrapping schema, and checked by the one that was given.
    let isWrapped = lowered?.isWrapped == true
    let reader = AnswerReader(schema: isWrapped ? lowered?.output?.schema : schema.source)
    do throws(ReadingError) {
      let found = try reader.read(text) { value in
        acceptance.validate(lowered?.original(of: value, by: schema) ?? value).count
      }
      let value = lowered?.original(of: found.value, by: schema) ?? found.value
      return StructuredReading(
        value: value, steps: found.steps,
        problems: acceptance.validate(value).map {
          StructuredReading.Problem(pointer: $0.instance, message: $0.message)
        })
    } catch {
      return StructuredReading(
        value: nil, steps: [],
        problems: [
          StructuredReading.Problem(pointer: "", message: "\(error.reason.rawValue) (at byte \(error.offset))")
        ])
    }
  }
}

extension Account {
  /// What a schema is made into for this server; nil where it takes none.
  func schemaTarget(_ support: ModelCapabilities.SchemaSupport) -> SchemaTarget? {
    switch support {
    case .none: return nil
    case .object: return .jsonObject
    case .schema: break
    }
    switch profile.dialect {
    case .messages: return .anthropic
    case .gemini: return .gemini
    case .ollama: return .grammar
    case .responses: return .openAIStrict
    case .chat: return profile.reasoning == .template || baseURL.isLocal ? .grammar : .openAIStrict
    }
  }
}
