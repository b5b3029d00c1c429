/// Makes questions out of the settings and of what was typed on the command line: for one answer, or for a whole session.
struct QuestionMaker: Sendable {
  /// Who is asked.
  struct Choice: Sendable {
    let settings: ProviderSettings
    let target: Target
    /// The name that was typed or configured, if one was.
    let asked: String?
    /// Whether it was chosen by its price, and may be another one for the next question.
    var isRouted = false
  }

  /// A turn that is to be asked.
  struct Turn: Sendable {
    var system: String?
    /// The turns before it, without system text.
    var earlier: [Message]
    var prompt: String
    var images: [ImagePart] = []
    var documents: [DocumentPart] = []
    /// Parameters besides those of the configuration.
    var options: [JSONMember]
    /// The conversation it belongs to; nil begins one.
    var conversation: String?
    /// How much of the answer's text to keep in memory, in bytes.
    var keptTextLimit: Int

    /// All that a model is told: system text first, then the turns in order.
    var messages: [Message] {
      var message = Message(.user, prompt)
      (message.images, message.documents) = (images, documents)
      return (system.map { [Message(.system, $0)] } ?? []) + earlier + [message]
    }
  }

  let settings: Settings
  /// By which prices all of the run is priced.
  let prices: PriceBook
  private let context: AppContext
  private let reporter: Reporter
  private let invocation: ChatInvocation
  private let command: String
  private let tags: [JSONMember]
  private var structure: StructuredOutput?
  private var tools: ToolSet?
  /// How often to ask again unless somebody says.
  static let usualReasks = 2
  private let accounts: AccountOpener
  private let targets: TargetOpener

  /// - Parameter command: whose calls they are, for the ledger.
  ///
  /// Throws `LLMError` for settings, tags, a schema or tools that cannot be used.
  init(
    context: AppContext, reporter: Reporter, invocation: ChatInvocation, command: String = "chat"
  ) throws(LLMError) {
    self.command = command
    tags = try Tags.parse(invocation.tags)
    let reasks = invocation.reasks ?? Self.usualReasks
    structure = try invocation.schema.map { (text) throws(LLMError) in
      let found = try SchemaSource(context: context).find(text)
      return StructuredOutput(
        name: found.name, schema: found.schema, reasks: reasks, isShownInParts: invocation.output == .parts)
    }
    var tools = try invocation.tools.map { (path) throws(LLMError) in
      try ToolFile(path: path, context: context).tools(choice: invocation.toolChoice)
    }
    tools?.reasks = reasks
    self.tools = tools
    settings = try SettingsLoader(environment: context.environment, files: context.files).load()
    (self.context, self.reporter, self.invocation) = (context, reporter, invocation)
    accounts = AccountOpener(context: context, reporter: reporter, settings: settings, keyLabel: invocation.keyLabel)
    prices = PriceBook(settings, context, reporter)
    targets = TargetOpener(
      settings: settings, accounts: accounts, perseverance: invocation.perseverance, prices: prices,
      at: context.time.now())
  }

  /// The same, for answers of this form.
  func answering(with structure: StructuredOutput) -> QuestionMaker {
    var maker = self
    maker.structure = structure
    return maker
  }

  /// The same, for answers of this form, if any, from a model that is told of these tools, if any.
  func answering(with structure: StructuredOutput?, tools: ToolSet?) -> QuestionMaker {
    var maker = self
    (maker.structure, maker.tools) = (structure, tools)
    return maker
  }

  /// The provider and the model for a name, or for none; for `auto`, the cheapest that fits what is going to be sent.
  ///
  /// Throws `LLMError` where there is nobody to ask.
  func choose(_ asked: String?, for load: PromptLoad = PromptLoad()) async throws(LLMError) -> Choice {
    if ModelRouter.isMeant(asked, settings) { return try await route(load) }
    let discovery = LocalDiscovery(context: context, reporter: reporter)
    let settings = try await accounts.asking { [accounts, settings] () throws(LLMError) in
      try StoredProviders(accounts.stored).extend(settings, for: settings.target(of: asked))
    }
    let choice: ModelChoice
    if let resolved = try ModelChoice.resolve(asked, in: settings) {
      choice = resolved
    } else {
      choice = try await discovery.find(asked: asked)
    }
    let account = try await accounts.asking { [accounts] () throws(LLMError) in try accounts.open(choice.provider) }
    let model: String
    if let name = choice.model {
      model = name
    } else {
      model = try await discovery.firstModel(of: account, limits: settings.timeouts)
    }
    return Choice(
      settings: choice.provider, target: targets.target(choice.provider, account: account, model: model), asked: asked)
  }

  /// The cheapest model that fits.
  private func route(_ load: PromptLoad) async throws(LLMError) -> Choice {
    let request = ChatRequest(model: "", messages: load.messages, options: try merge(load.options))
    var needs = RoutingNeeds(
      usualOutput: task.usualOutput + (request.effort?.budget ?? 0), terms: CallTerms(at: context.time.now()))
    needs.outputLimit = request.outputLimit
    needs.leastQuality =
      invocation.perseverance.minQuality ?? settings.task(task)?.quality ?? settings.minQuality?.value
      ?? task.usualQuality
    needs.maxCost = invocation.maxCost
    // An answer without a limit gets one that the budgets can bear, whoever is asked.
    if request.outputLimit != nil, let left = try await BudgetBook(context: context).leastLeft(for: command) {
      needs.maxCost = min(left, needs.maxCost ?? left)
    }
    (needs.calls, needs.preferred) = (load.calls, load.preferred)
    if load.messages.contains(where: { !$0.images.isEmpty }) { needs.abilities.insert(.images) }
    if load.messages.contains(where: { !$0.documents.isEmpty }) { needs.abilities.insert(.documents) }
    if structure != nil { needs.abilities.insert(.schema) }
    if tools != nil { needs.abilities.insert(.tools) }
    if let effort = request.effort, effort > .none { needs.abilities.insert(.reasoning) }
    let router = ModelRouter(settings: settings, accounts: accounts, reporter: reporter, prices: prices)
    let (provider, model) = try await router.choose(request, needs, task, shortens: invocation.fits)
    let account = try await accounts.asking { [accounts] () throws(LLMError) in try accounts.open(provider) }
    return Choice(
      settings: provider, target: targets.target(provider, account: account, model: model),
      asked: "\(provider.name)/\(model)", isRouted: true)
  }

  /// The limit of an answer in tokens, as typed or configured.
  ///
  /// Throws `LLMError` of kind `configuration` for an option that cannot be used.
  func outputLimit(_ typed: [JSONMember]) throws(LLMError) -> Int? {
    ChatRequest(model: "", messages: [], options: try merge(typed)).outputLimit
  }

  /// What the answers are for.
  private var task: TaskClass { invocation.task ?? (command == "review" ? .review : .chat) }

  /// The question, ready to be asked.
  ///
  /// Throws `LLMError` for options or fallbacks of the configuration that cannot be used.
  func question(_ turn: Turn, to choice: Choice) throws(LLMError) -> Question {
    let target = choice.target
    if !turn.images.isEmpty { warnIfBlind(target) }
    var request = ChatRequest(
      model: target.model, messages: turn.messages, options: try merge(turn.options), streams: invocation.streams)
    request.capabilities = target.capabilities
    request.runsInBackground = target.account.profile.runsInBackground
    markCachedParts(&request)
    var question = Question(
      command: command, provider: target.provider, account: target.account, limits: settings.timeouts,
      request: request, tags: tags, repository: GitState.current(context.files), conversation: turn.conversation,
      recordedTurn: settings.recordings.keepsTexts(invocation.isLogged)
        ? Question.RecordedTurn(system: turn.system, prompt: turn.prompt) : nil,
      keptTextLimit: turn.keptTextLimit, route: target.route, retries: RetryPolicy(maxWait: maxWait),
      fallbacks: try targets.fallbacks(
        for: target.model, of: choice.settings, target.account, asked: choice.asked ?? settings.model?.value),
      continuation: settings.continuation?.value ?? .auto,
      acceptsKeptAnswer: invocation.perseverance.acceptsKeptAnswer, askedAt: context.time.now())
    (question.sharing, question.caching) = (invocation.sharing, invocation.caching)
    question.caching.task = invocation.task
    (question.structure, question.tools, question.maxCost) = (structure, tools, invocation.maxCost)
    question.budgets = try BudgetFile(context: context).read()
    question.fallbacks += try targets.substitutes(question.budgets)
    (question.prices, question.retention) = (prices, settings.recordings)
    question.requiresPrice = invocation.requiresPrice || settings.requiresPrice?.value == true
    // Half of a document cannot be gone on with.
    if self.structure != nil || tools != nil { question.continuation = .off }
    question.task = task
    try WindowCheck(target).check(question)
    for remark in try target.provider.check(question.shapedRequest) { reporter.notice(remark) }
    tellDropped(question)
    return question
  }

  /// Says with `-v` what of a schema the provider is not sent.
  private func tellDropped(_ question: Question) {
    guard structure != nil else { return }
    guard let lowered = question.loweredSchema else {
      return reporter.detail("\(question.account.name) takes no schema; it is told in the prompt")
    }
    if let obstacle = lowered.obstacle { reporter.detail("the schema is told in the prompt: \(obstacle)") }
    for dropped in lowered.dropped {
      let how = dropped.isDescribed ? "told in the description" : "not told"
      reporter.detail("\(question.account.name) does not take \(dropped.location) of the schema; \(how)")
    }
  }

  /// Marks what is long and likely to be sent again: the system text, and all turns before the last.
  private func markCachedParts(_ request: inout ChatRequest) {
    guard request.capabilities.takesCacheMarks == true else { return }
    var tokens = 0
    for index in request.messages.indices.dropLast() {
      tokens += CostForecast.tokens(in: request.messages[index].content)
      let isBoundary = request.messages[index].role == .system || index == request.messages.count - 2
      if isBoundary, tokens >= Self.leastCachedTokens { request.messages[index].endsCachedPart = true }
    }
  }

  /// Providers cache nothing shorter.
  private static let leastCachedTokens = 1024

  /// Says where a model is listed without eyes. Lists are late at times, so it is asked nevertheless.
  private func warnIfBlind(_ target: Target) {
    let now = context.time.now()
    let listed =
      prices.price(of: target.model, provider: target.account.name, at: now) ?? prices.price(of: target.model, at: now)
    guard let abilities = listed?.abilities, abilities.contains(.areKnown), !abilities.contains(.vision) else { return }
    reporter.warning("\(target.model) is not listed as a model that takes images, and may refuse them")
  }

  /// Somebody who watches waits for a minute, a script for five.
  private var maxWait: Duration {
    invocation.perseverance.maxWait ?? settings.maxWait?.value
      ?? (context.console.errorIsTerminal ? .seconds(60) : .seconds(300))
  }

  /// Options of the configuration, overridden by those that were typed.
  private func merge(_ typed: [JSONMember]) throws(LLMError) -> [JSONMember] {
    var merged: [JSONMember] = []
    for option in settings.options where !typed.contains(where: { $0.name == option.name }) {
      merged += try option.parsed()
    }
    return merged + typed
  }
}
