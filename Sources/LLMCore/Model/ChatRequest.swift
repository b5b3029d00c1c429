/// The whole question as a value: what the provider translates, and the source of the ledger row and its content hash.
package struct ChatRequest: Sendable, Equatable {
  /// The model's name as the provider knows it.
  package var model: String
  /// System text first, then the turns in order.
  package var messages: [Message]
  /// Sampling and limits, in the order given; names are llmctl's (`max_tokens`, `temperature`, …), and a name llmctl
  /// does not know goes to the provider as it is.
  package var options: [JSONMember]
  /// Whether the answer should come piece by piece.
  package var streams: Bool
  /// Whether the last message is the beginning of the answer, to be gone on with. Only for servers that can.
  package var goesOn = false
  /// The form the answer is asked to have.
  package var format = OutputFormat.text
  /// What the model may ask to have called.
  package var tools: [ToolDefinition] = []
  package var toolChoice = ToolChoice.auto
  /// Whether the provider is to go on with a streamed answer when the connection breaks, so that it can be picked up again. Only
  /// OpenAI's Responses can; the provider then stores the answer.
  package var runsInBackground = false
  /// What is known of the model.
  package var capabilities = ModelCapabilities()
  /// Parameters this server is known to refuse, applied last.
  package var repairs: [ParameterRepair]

  /// Whether it goes on without us: an answer that is not streamed has to be waited for.
  package var isInBackground: Bool { runsInBackground && streams }

  package init(
    model: String, messages: [Message], options: [JSONMember] = [], streams: Bool = true,
    repairs: [ParameterRepair] = []
  ) {
    self.model = model
    self.messages = messages
    self.options = options
    self.streams = streams
    self.repairs = repairs
  }
}
