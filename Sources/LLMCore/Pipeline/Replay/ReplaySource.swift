/// A call that is run again: what was asked then, as far as it is known.
struct ReplaySource: Sendable {
  let call: CallRecord
  /// System text, turns and prompt in order.
  let messages: [Message]
  let options: [JSONMember]
  let schema: OutputSchema?
  let tools: [ToolDefinition]
  let toolChoice: ToolChoice
  /// What was put into the template it was made of; nil where there was none, or it is not known.
  let template: RecordedTemplate?
  /// Secrets of which only placeholders were kept.
  let withheldSecrets: Int
  /// Whether it is made of the texts of the ledger, because the recording is gone.
  let isReconstructed: Bool

  /// `provider/model`, as it was asked.
  var model: String { "\(call.intent.provider)/\(call.intent.modelAsked)" }

  var system: String? { messages.first.flatMap { $0.role == .system ? $0.content : nil } }

  /// The turns before the one that was asked.
  var earlier: [Message] { Array(messages.dropFirst(system == nil ? 0 : 1).dropLast()) }

  /// The turn that was asked.
  var prompt: Message { messages.last ?? Message(.user, "") }

  /// Throws `LLMError` of kind `inputMissing` where nothing is known of what was asked.
  init(_ call: CallRecord, in context: AppContext) async throws(LLMError) {
    let finder = CallFinder(context: context)
    self.call = call
    if let question = try await finder.recording(of: call.id)?.question, question.request.messages.last?.role == .user {
      let request = question.request
      (messages, options, schema) = (request.messages, request.options, question.schema)
      (tools, toolChoice, withheldSecrets) = (request.tools, request.toolChoice, question.withheldSecrets)
      template = question.template
      isReconstructed = false
      return
    }
    // A list has the beginning of long texts only.
    guard let whole = try await finder.find(call.id.text), let prompt = whole.intent.prompt else {
      throw LLMError(
        .inputMissing, "nobody knows what call \(call.id.text) asked",
        advice: "It was made with --no-log, or what was kept of it was pruned")
    }
    var earlier: [Message] = []
    if let conversation = call.intent.conversation {
      let record = try await finder.reading { ledger throws(LedgerError) in
        try await ledger.storedConversation(conversation)
      }
      for turn in record?.turns.prefix(while: { $0.call != call.id }) ?? [] {
        earlier.append(Message(.user, turn.prompt))
        if let answer = turn.answer { earlier.append(Message(.assistant, answer)) }
      }
    }
    messages = (whole.intent.system.map { [Message(.system, $0)] } ?? []) + earlier + [Message(.user, prompt)]
    (options, schema, tools, toolChoice, template) = ([], nil, [], .auto, nil)
    (withheldSecrets, isReconstructed) = (0, true)
  }
}
