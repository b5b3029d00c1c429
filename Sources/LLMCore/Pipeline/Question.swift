/// All that one call needs to know.
package struct Question: Sendable {
  package var command: String
  package var provider: any Provider
  package var account: Account
  package var limits: TimeLimits
  package var request: ChatRequest
  package var tags: [JSONMember]
  package var repository: GitState?
  /// The conversation to go on with.
  package var conversation: String?
  /// The turn that is new in this request, for the ledger; nil keeps prompt and answer out of it.
  package var recordedTurn: RecordedTurn?
  /// How much of the answer's text to keep in memory, in bytes.
  package var keptTextLimit: Int

  /// What the ledger stores of the question.
  package struct RecordedTurn: Sendable {
    package var system: String?
    package var prompt: String

    package init(system: String?, prompt: String) {
      self.system = system
      self.prompt = prompt
    }
  }

  package init(
    command: String, provider: any Provider, account: Account, limits: TimeLimits, request: ChatRequest,
    tags: [JSONMember] = [], repository: GitState? = nil, conversation: String? = nil,
    recordedTurn: RecordedTurn? = nil, keptTextLimit: Int
  ) {
    self.command = command
    self.provider = provider
    self.account = account
    self.limits = limits
    self.request = request
    self.tags = tags
    self.repository = repository
    self.conversation = conversation
    self.recordedTurn = recordedTurn
    self.keptTextLimit = keptTextLimit
  }
}
