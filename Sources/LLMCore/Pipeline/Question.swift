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
  /// The template it was made of, and the call it runs again.
  package var promptVersion: PromptVersion?
  package var replayOf: CallID?
  /// What was put into that template.
  package var template: RecordedTemplate?
  /// How long recordings are kept, and how much of them.
  package var retention = RecordingSettings()
  /// How much of the answer's text to keep in memory, in bytes.
  package var keptTextLimit: Int
  /// Where the call goes, for those who share limits with it.
  package var route: CallRoute
  package var retries: RetryPolicy
  /// Whom to ask when this one cannot answer, best first.
  package var fallbacks: [Fallback]
  package var continuation: ContinuationMode
  /// Whether an old answer to the same question is better than none.
  package var acceptsKeptAnswer: Bool
  /// Whether others who ask the same at the same moment get the same answer.
  package var sharing = Sharing.never
  /// What is wanted of the response cache.
  package var caching = CacheUse()
  /// When it is asked, for prices that change.
  package var askedAt: Timestamp
  /// The form that the answer must have; nil for any.
  package var structure: StructuredOutput?
  /// What the model may ask to have called.
  package var tools: ToolSet?
  /// What all tries may cost together at most.
  package var maxCost: Money?
  /// What the answer is for.
  package var task = TaskClass.chat
  /// The budgets that its calls fall into.
  var budgets: [Budget] = []
  /// By which prices it is priced.
  package var prices = PriceBook.compiledIn
  /// Whether a model without a price is not asked.
  package var requiresPrice = false
  /// What was wrong with the answer before, where this is asked again.
  var reask: Reask?
  /// Whether the server refused the schema, so that it is only told in the prompt.
  var isSchemaRefused = false
  /// The call whose partial answer this one goes on from, and that answer.
  package var resumed: ResumedAnswer?

  /// What the ledger stores of the question.
  package struct RecordedTurn: Sendable {
    package var system: String?
    package var prompt: String

    package init(system: String?, prompt: String) {
      self.system = system
      self.prompt = prompt
    }
  }

  /// The beginning of an answer.
  package struct ResumedAnswer: Sendable {
    package var call: CallID
    package var text: [UInt8]

    package init(call: CallID, text: [UInt8]) {
      self.call = call
      self.text = text
    }
  }

  /// Holds calls of the same command back while others of it are asked; nil for none.
  var turnstile: Turnstile?

  package init(
    command: String, provider: any Provider, account: Account, limits: TimeLimits, request: ChatRequest,
    tags: [JSONMember] = [], repository: GitState? = nil, conversation: String? = nil,
    recordedTurn: RecordedTurn? = nil, keptTextLimit: Int, route: CallRoute,
    retries: RetryPolicy = RetryPolicy(maxWait: .zero), fallbacks: [Fallback] = [],
    continuation: ContinuationMode = .off, acceptsKeptAnswer: Bool = false, askedAt: Timestamp
  ) {
    self.askedAt = askedAt
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
    self.route = route
    self.retries = retries
    self.fallbacks = fallbacks
    self.continuation = continuation
    self.acceptsKeptAnswer = acceptsKeptAnswer
  }

  /// The same question to somebody else.
  func asked(of target: Target) -> Question {
    var question = self
    question.provider = target.provider
    question.account = target.account
    question.route = target.route
    question.request.model = target.model
    question.request.repairs = []
    question.request.capabilities = target.capabilities
    question.request.runsInBackground = target.account.profile.runsInBackground
    (question.reask, question.isSchemaRefused) = (nil, false)
    return question
  }

  /// The same of another text, in place of the newest turn's.
  func asking(_ prompt: String) -> Question {
    var question = self
    if let last = question.request.messages.indices.last { question.request.messages[last].content = prompt }
    question.recordedTurn?.prompt = prompt
    return question
  }

  /// What the server is sent of the schema; nil where it is only told in the prompt, or there is none.
  var loweredSchema: LoweredSchema? {
    isSchemaRefused ? nil : structure?.lowered(for: provider, account, request.capabilities)
  }

  /// The request as it is sent: with the form that the answer must have, and what was wrong with the one before.
  var shapedRequest: ChatRequest {
    var shaped = request
    if let tools { (shaped.tools, shaped.toolChoice) = (tools.tools.map(\.definition), tools.choice) }
    if let structure {
      let target = isSchemaRefused ? nil : account.schemaTarget(provider.schemaSupport(request.capabilities))
      structure.shape(&shaped, loweredSchema, target)
    }
    reask?.add(to: &shaped)
    return shaped
  }

  /// The question as it can be asked again.
  var recorded: RecordedQuestion {
    var asked = request
    if let tools { (asked.tools, asked.toolChoice) = (tools.tools.map(\.definition), tools.choice) }
    var recorded = RecordedQuestion(
      request: asked,
      schema: structure.map { OutputSchema(name: $0.name, schema: $0.schema.source, isStrict: true) })
    recorded.template = template
    return recorded
  }

  /// How often it may be asked again.
  var mostReasks: Int { structure?.reasks ?? tools?.reasks ?? 0 }

  /// Reads and checks the answer, where a form was asked for.
  func judge(_ answer: Answer, reasks: Int) -> StructuredReading? {
    guard answer.error == nil else { return nil }
    var reading: StructuredReading
    if let tools, !answer.toolCalls.isEmpty {
      reading = StructuredReading(value: nil, steps: [], problems: tools.problems(in: answer.toolCalls))
    } else if let structure {
      reading = structure.reading(of: answer.text, loweredSchema)
    } else {
      return nil
    }
    reading.reasks = reasks
    return reading
  }
}
