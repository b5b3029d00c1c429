/// Counts a conversation in a JSON file.
struct ConversationTask {
  let context: LocalContext
  let reporter: Reporter
  let basis: TokenBasis
  let price: InputPrice?
  let invocation: TokensInvocation

  /// Counts and prints.
  ///
  /// Throws `LLMError`; of kind `inputInvalid` for a file that holds no conversation.
  func run() throws(LLMError) -> ExitCode {
    let input = try WholeInput(tree: context.tree).read(invocation.paths, limit: nil)
    let conversation: ConversationTokens
    do {
      conversation = try ConversationTokens(try JSONReader.parse(input.bytes), basis: basis)
    } catch let error as JSONError {
      throw invalid(input, "\(error.reason.rawValue), at byte \(error.offset)")
    } catch let error as ConversationTokens.Malformed {
      throw invalid(input, error.reason)
    } catch {
      throw LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
    let output = OutputWriter(console: context.console)
    if invocation.printsJSON {
      try output.show(document(conversation))
    } else {
      let line = price?.line(conversation.total, conversation.exactness) ?? ""
      try output.show("\(conversation.total) \(conversation.exactness.words)\n" + line)
    }
    if !conversation.doubts.isEmpty { reporter.notice("counted with \(conversation.doubts.joined(separator: "; "))") }
    guard let budget = invocation.budget, conversation.total > budget else { return .complete }
    reporter.warning(
      "over the budget of \(budget) by \(conversation.total - budget) tokens, \(conversation.exactness.words)")
    return .gateFailed
  }

  private func invalid(_ input: WholeInput.Text, _ reason: String) -> LLMError {
    LLMError(
      .inputInvalid, "\(input.path.spoken) is no conversation: \(reason)",
      advice: "It must be a JSON array of messages, or an object with 'messages'")
  }

  /// Version 1; members may be added, never changed.
  private func document(_ conversation: ConversationTokens) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("version", .integer(1)), JSONMember("type", .string("conversation_tokens")),
      JSONMember("encoding", .string(basis.encoding)), JSONMember("model", .optional(invocation.model)),
      JSONMember("basis", .optional(basis.reason)), JSONMember("tokens", .integer(conversation.total)),
    ]
    members += conversation.exactness.members
    members += price?.members(conversation.total) ?? []
    members += [
      JSONMember("messages", .integer(conversation.messages)),
      JSONMember("text_tokens", .integer(basis.tokens(conversation.text))),
      JSONMember("overhead_tokens", .integer(conversation.overhead)),
      JSONMember("tool_tokens", .integer(basis.tokens(conversation.tools))),
      JSONMember("schema_tokens", .integer(basis.tokens(conversation.schema))),
      JSONMember("doubts", .array(conversation.doubts.map(JSONValue.string))),
    ]
    if let budget = invocation.budget {
      members += [
        JSONMember("budget", .integer(budget)), JSONMember("over_budget", .bool(conversation.total > budget)),
      ]
    }
    return .object(members)
  }
}
