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
  /// How many of the turns before the prompt are examples of a template, which nobody ever said.
  private let exampleCount: Int

  /// `provider/model`, as it was asked.
  var model: String { "\(call.intent.provider)/\(call.intent.modelAsked)" }

  var system: String? { messages.first.flatMap { $0.role == .system ? $0.content : nil } }

  /// The turns before the one that was asked.
  var earlier: [Message] { Array(messages.dropFirst(system == nil ? 0 : 1).dropLast()) }

  /// Those of them that are examples, and those that were had.
  var examples: [Message] { Array(earlier.prefix(exampleCount)) }
  var history: [Message] { Array(earlier.dropFirst(exampleCount)) }

  /// Whether it was made of a template, be it in the middle of a conversation.
  var isTemplated: Bool { template != nil || call.intent.promptVersion != nil }

  /// The turn that was asked.
  var prompt: Message { messages.last ?? Message(.user, "") }

  /// - Parameter conversation: the call's, where it is at hand.
  ///
  /// Throws `LLMError` of kind `inputMissing` where nothing is known of what was asked.
  init(_ call: CallRecord, of conversation: ConversationRecord? = nil, in context: AppContext) async throws(LLMError) {
    let finder = CallFinder(context: context)
    self.call = call
    if let question = try await finder.recording(of: call.id)?.question, question.request.messages.last?.role == .user {
      let request = question.request
      (messages, options, schema) = (request.messages, request.options, question.schema)
      (tools, toolChoice, withheldSecrets) = (request.tools, request.toolChoice, question.withheldSecrets)
      template = question.template
      isReconstructed = false
      let turns = messages.count - (messages.first?.role == .system ? 2 : 1)
      let mayHaveExamples = turns > 0 && (question.template != nil || call.intent.promptVersion != nil)
      exampleCount =
        mayHaveExamples ? max(0, turns - (try await Self.turns(before: call, conversation, finder)).count) : 0
      return
    }
    // A list has the beginning of long texts only.
    guard let whole = try await finder.find(call.id.text), let prompt = whole.intent.prompt else {
      throw LLMError(
        .inputMissing, "nobody knows what call \(call.id.text) asked",
        advice: "It was made with --no-log, or what was kept of it was pruned")
    }
    let earlier = try await Self.turns(before: call, conversation, finder)
    messages = (whole.intent.system.map { [Message(.system, $0)] } ?? []) + earlier + [Message(.user, prompt)]
    (options, schema, tools, toolChoice, template) = ([], nil, [], .auto, nil)
    (withheldSecrets, isReconstructed, exampleCount) = (0, true, 0)
  }

  /// What had been said in the conversation when the call was made.
  private static func turns(
    before call: CallRecord, _ known: ConversationRecord?, _ finder: CallFinder
  ) async throws(LLMError) -> [Message] {
    guard let id = call.intent.conversation else { return [] }
    var record = known
    if record == nil {
      record = try await finder.reading { ledger throws(LedgerError) in try await ledger.storedConversation(id) }
    }
    guard var record else { return [] }
    record.turns = Array(record.turns.prefix { $0.call != call.id })
    return record.messages
  }
}
