/// The state of a conversation at a terminal, and what changes it.
struct Session: Sendable {
  /// What follows from an entry.
  enum Next: Sendable, Equatable {
    /// The next entry begins with this.
    case goOn(draft: String)
    case leave(ExitCode)

    static let ready = goOn(draft: "")
  }

  /// What the session has used so far.
  struct Totals: Sendable {
    var answers = 0
    var usage = Usage()
    var seconds = Duration.zero
    var money = Money.zero
    /// Answers that have no price.
    var unpriced = 0
  }

  let context: AppContext
  let reporter: Reporter
  let invocation: ChatInvocation
  /// The role that the model has, with what the ledger is told of it as long as its system text stands.
  let template: ChatTemplate?
  let maker: QuestionMaker
  let completer: SessionCompleter
  var choice: QuestionMaker.Choice
  /// The conversation so far; without an id while it is not in the ledger.
  var conversation: ConversationRecord
  var system: String?
  var options: [JSONMember]
  var attachments: [Attachment] = []
  var totals = Totals()
  var isRaw: Bool
  /// What the server told of the last answer, for how full the window is.
  var lastUsage: Usage?
  /// The last answer's text, as the model wrote it.
  var lastAnswer: String?
  /// Conversations as they were last listed, for `/resume 2`.
  var listed: [ConversationSummary] = []
  /// The tokens of the model's window; nil where nobody told, or has not yet.
  var window: Int?
  /// Asks for them while the prompt is shown already.
  var windowSearch: Task<Int?, Never>
  var hasWarned = false

  /// Throws `LLMError` for what keeps a conversation from beginning.
  init(
    context: AppContext, reporter: Reporter, invocation: ChatInvocation, template: ChatTemplate? = nil
  ) async throws(LLMError) {
    (self.context, self.reporter, self.template) = (context, reporter, template)
    maker = try QuestionMaker(context: context, reporter: reporter, invocation: invocation)
    var invocation = invocation
    invocation.isLogged = maker.settings.recordings.keepsTexts(invocation.isLogged)
    self.invocation = invocation
    options = try GenerationOptions.parse(invocation.options)
    let sources = PromptSources(files: context.files, input: context.input) { reporter.warning($0) }
    let typed = try invocation.system.map { (text) throws(LLMError) in try sources.text(text) }
    let earlier = try await Conversations(context: context, reporter: reporter).find(invocation)
    conversation = earlier ?? Self.newConversation(context)
    system = typed ?? template?.filled.system ?? earlier?.system ?? maker.settings.system?.value
    var asked = invocation.model
    if asked == nil, let earlier { asked = try Conversations.model(of: earlier, maker.settings) }
    if ModelRouter.isMeant(invocation.model, maker.settings) { asked = ModelRouter.name }
    let system = system.map { [Message(.system, $0)] } ?? []
    choice = try await maker.choose(
      asked, for: PromptLoad(messages: system + conversation.messages, options: options, preferred: earlier?.model))
    isRaw = invocation.appearance.rendering == .never
    completer = SessionCompleter(
      models: maker.settings.aliases.map(\.name)
        + maker.settings.providers.flatMap { provider in provider.models.map { "\(provider.name)/\($0)" } },
      tree: context.tree, home: context.environment["HOME"])
    windowSearch = Self.search(window: choice, maker.prices, context)
    lastAnswer = earlier?.turns.last { $0.answer != nil }?.answer
    lastUsage = earlier?.turns.last { $0.answer != nil }?.usage
    for path in invocation.paths { try attach(path) }
  }

  static func newConversation(_ context: AppContext) -> ConversationRecord {
    ConversationRecord(id: "", startedAt: context.time.now(), system: nil, model: "", turns: [])
  }

  /// Where the session's own words go.
  var output: OutputWriter { OutputWriter(console: context.console) }

  /// The conversations of the ledger.
  var conversations: Conversations { Conversations(context: context, reporter: reporter) }

  /// Whether the ledger has the conversation.
  var isStored: Bool { !conversation.id.isEmpty }

  /// What stands beside the cursor.
  var prompt: LinePrompt {
    var right: [String] = []
    let fill = fill
    if fill.used > 0 { right.append(fill.spoken) }
    if totals.money > .zero { right.append(totals.money.shown) }
    if !attachments.isEmpty { right.append("\(attachments.count) attached") }
    let isPlain = invocation.appearance.depth(context.environment, isTerminal: true) == .none
    return LinePrompt(
      .line("\(choice.target.model) ▸ "), style: isPlain ? .bold : .accent,
      right: right.isEmpty ? nil : .line(right.joined(separator: " · ")), rightStyle: .dim)
  }

  /// Says what the session begins with.
  func greet() {
    reporter.notice("\(choice.target.name); /help lists the commands")
    if !conversation.turns.isEmpty {
      let name = conversation.name.map { "'\($0)'" } ?? conversation.id
      reporter.notice("going on with \(name), \(conversation.turns.count) turns so far")
      if let last = conversation.turns.last, last.verdict != .done {
        reporter.notice("the last turn has no complete answer; /continue asks for the rest, /retry asks anew")
      }
    }
  }

  /// Does what an entry asks for.
  mutating func take(_ entry: SessionEntry) async -> Next {
    do throws(LLMError) {
      switch entry {
      case .empty: return .ready
      case .question(let text): return try await ask(text)
      case .command(let command, let rest): return try await run(command, rest)
      case .shell(let line, let keeps): return try await runShell(line, keeps: keeps)
      case .unknown(let name, let nearest):
        throw LLMError(
          .usage, "there is no command \(name)",
          advice: nearest.map { "Did you mean \($0)?" } ?? "/help lists them; '/\(name)' or a leading space sends it")
      }
    } catch {
      reporter.error(error)
      context.interruption.forgetInterrupt()
      return .ready
    }
  }

  private mutating func run(_ command: SlashCommand, _ rest: String) async throws(LLMError) -> Next {
    switch command {
    case .exit: return .leave(.complete)
    case .help: try showHelp(rest)
    case .clear: try clearScreen()
    case .new: begin(Self.newConversation(context), "a new conversation")
    case .model: try await changeModel(rest)
    case .system: try changeSystem(rest)
    case .set: try change(options: rest)
    case .show: try show()
    case .usage: try showUsage()
    case .attach: try attachAll(rest)
    case .drop: try drop(rest)
    case .paste: try paste()
    case .retry: return try await retry(rest)
    case .undo: try await undo(rest)
    case .edit: return try await edit(rest)
    case .continue: return try await goOn()
    case .editor: return .goOn(draft: context.terminal.edit("") ?? "")
    case .compact: try await compact(rest)
    case .save, .rename: try await rename(rest)
    case .sessions: try await listSessions(rest)
    case .resume: try await resume(rest)
    case .export: try export(rest)
    case .fork: try await fork()
    case .copy: try copy(rest)
    case .code: try showCode(rest)
    case .raw: toggleRaw()
    case .expand: try expand()
    }
    return .ready
  }

  /// Goes on with another conversation.
  mutating func begin(_ other: ConversationRecord, _ words: String) {
    conversation = other
    hasWarned = false
    lastAnswer = other.turns.last { $0.answer != nil }?.answer
    lastUsage = nil
    reporter.notice(words)
  }
}
