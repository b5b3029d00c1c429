import LLMCore
import LLMTestKit

/// A whole world of fakes around one call.
struct Stage {
  let transport: ScriptedTransport
  var clock = ManualClock(monotonic: .seconds(100))
  var ledger = MemoryLedger()
  var console = RecordingConsole()
  var files = MemoryFiles()
  var interruption = QuietInterruption()
  var environment: [String: String] = [:]
  var input = ScriptedInput(.bytes([]), isTerminal: true)
  var verbosity = Reporter.Verbosity.normal
  var limits = TimeLimits()
  var state = MemoryState()
  var processes = FewProcesses()
  var maxWait = Duration.zero
  var terminal = FakeTerminal()
  var tree = MemoryTree()
  var cache: any ResponseCache = NoResponseCache()
  var keysInPlay = KeysInPlay()

  init(_ replies: ScriptedTransport.Reply...) { self.init(transport: ScriptedTransport(replies)) }

  init(transport: ScriptedTransport) { self.transport = transport }

  var context: AppContext {
    .sealed(
      version: "1.2.3 (test)", environment: environment, files: files, tree: tree, input: input, console: console,
      time: clock, transport: transport, ledger: ledger, interruption: interruption, state: state,
      cache: cache, processes: processes, programs: NoPrograms(), terminal: terminal, keysInPlay: keysInPlay)
  }

  var reporter: Reporter { Reporter(console: console, verbosity: verbosity) }

  /// Asks one question through the pipeline, printing into the console.
  func ask(_ question: Question) async -> Answer {
    let sink = AnswerPrinter(console: console, reasoning: .hide)
    return await RequestPipeline(context: context, reporter: reporter).run(question, sink: sink)
  }

  /// The one call in the ledger, as it was opened and closed.
  var intent: CallIntent? { ledger.records.first?.intent }
  var outcome: CallOutcome? { ledger.records.first?.outcome }
  var attempts: [AttemptRecord] { ledger.records.first?.attempts ?? [] }

  /// A question to a provider at `https://api.test/v1`.
  func question(isRecorded: Bool = true, keptTextLimit: Int = 1 << 20) throws -> Question {
    let account = try Account.sample(key: "secret-key-1")
    return Question(
      command: "chat", provider: OpenAIChat(account: account), account: account, limits: limits,
      request: ChatRequest(model: "m", messages: [Message(.system, "s"), Message(.user, "p")]),
      tags: [JSONMember("k", .string("v"))], repository: GitState(root: "/repo", branch: "main"),
      conversation: "conv", recordedTurn: isRecorded ? Question.RecordedTurn(system: "s", prompt: "p") : nil,
      keptTextLimit: keptTextLimit,
      route: .sample,
      retries: RetryPolicy(maxWait: maxWait), askedAt: Timestamp(milliseconds: 0))
  }
}
