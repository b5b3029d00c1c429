package import LLMCore

extension AppContext {
  /// A context that is shut off from the world: every port that a test does not hand in traps at its first use and says
  /// which fake to hand in. The environment is empty.
  package static func sealed(
    version: String = "0.0.0 (test)", environment: [String: String] = [:], files: any FileSystem = Sealed(),
    tree: any FileTree = Sealed(), input: any InputStream = Sealed(), console: any Console = Sealed(),
    time: any TimeSource = Sealed(),
    transport: any Transport = Sealed(), ledger: any Ledger = Sealed(),
    interruption: any Interruption = Sealed(), state: any SharedState = Sealed(),
    journals: any Journals = HomelessJournals(), cache: any ResponseCache = NoResponseCache(),
    processes: any Processes = Sealed(),
    programs: any Programs = Sealed(), foreground: any ForegroundPrograms = Sealed(),
    loopback: any LoopbackServer = Sealed(), terminal: any Terminal = Sealed(),
    credentialFiles: any CredentialFiles = NoCredentialFiles(), keyHolder: any KeyHolder = NoKeyHolder(),
    reminders: any Reminders = NoReminders(), keysInPlay: KeysInPlay = KeysInPlay(),
    chance: @escaping @Sendable () -> Double = { 0.5 }
  ) -> AppContext {
    AppContext(
      version: version, environment: Environment(environment), files: files, tree: tree, input: input, console: console,
      time: time,
      transport: transport, ledger: ledger, interruption: interruption, state: state,
      journals: journals, cache: cache, processes: processes, programs: programs,
      foreground: foreground, loopback: loopback, terminal: terminal,
      credentialFiles: credentialFiles, keyHolder: keyHolder, reminders: reminders, keysInPlay: keysInPlay,
      chance: chance)
  }
}

extension LocalContext {
  /// A context that is shut off from the world, like `AppContext.sealed`. The workers are the calling thread, and no file
  /// has a tokenizer.
  package static func sealed(
    environment: [String: String] = [:], files: any FileSystem = Sealed(), tree: any FileTree = Sealed(),
    vocabularies: any VocabularyFiles = MemoryVocabularyFiles(), console: any Console = Sealed(),
    time: any TimeSource = Sealed(), workers: any Workers = InlineWorkers(), programs: any Programs = Sealed()
  ) -> LocalContext {
    LocalContext(
      environment: Environment(environment), files: files, tree: tree, vocabularies: vocabularies, console: console,
      time: time, workers: workers, programs: programs)
  }
}

/// A port that was not replaced. Everything about it traps with advice.
package struct Sealed: Sendable {
  /// The default of every port of `AppContext.sealed`.
  package init() {}

  private func refuse(_ port: String, _ fake: String) -> Never {
    fatalError("this test reaches for the \(port) of AppContext; hand \(fake) to AppContext.sealed(\(port): …)")
  }
}

extension Sealed: FileSystem {
  package var workingDirectory: String? { refuse("files", "a MemoryFiles") }
  package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] { refuse("files", "a MemoryFiles") }
  package func kind(of path: String) -> FileKind? { refuse("files", "a MemoryFiles") }
  package func matches(of pattern: String) -> [String] { refuse("files", "a MemoryFiles") }
}

extension Sealed: FileTree {
  package var inputIsTerminal: Bool { refuse("tree", "a MemoryTree") }
  package func openInput() -> any ByteSource { refuse("tree", "a MemoryTree") }
  package func open(_ path: RawPath, waitsForWriter: Bool) throws(FileError) -> any ByteSource {
    refuse("tree", "a MemoryTree")
  }
  package func status(of path: RawPath, followsLinks: Bool) throws(FileError) -> FileStatus {
    refuse("tree", "a MemoryTree")
  }
  package func entries(of folder: RawPath) throws(FileError) -> [FolderEntry] { refuse("tree", "a MemoryTree") }
  package func resolved(_ path: RawPath) throws(FileError) -> RawPath { refuse("tree", "a MemoryTree") }
  package func create(_ path: RawPath, _ content: [UInt8], isPrivate: Bool) throws(FileError) {
    refuse("tree", "a MemoryTree")
  }
  package func replace(
    _ path: RawPath, _ content: [UInt8], as kind: FileUse, makesFolders: Bool
  ) throws(FileError) {
    refuse("tree", "a MemoryTree")
  }
  package func append(_ path: RawPath, _ content: [UInt8]) throws(FileError) { refuse("tree", "a MemoryTree") }
  package func remove(_ path: RawPath) throws(FileError) { refuse("tree", "a MemoryTree") }
  package func claim(_ path: RawPath, as kind: FileUse) throws(FileError) -> (any FileClaim)? {
    refuse("tree", "a MemoryTree")
  }
}

extension Sealed: Programs {
  package func start(
    _ program: String, _ arguments: [[UInt8]], environment: [String: String]
  ) throws(FileError) -> any RunningProgram { refuse("programs", "real ones, in LLMSystemTests") }
}

extension Sealed: ForegroundPrograms {
  package func run(_ words: [[UInt8]], environment: [String: String]) async throws(FileError) -> Int32 {
    refuse("foreground", "a ScriptedForeground")
  }
}

extension Sealed: LoopbackServer {
  package func serve<Value: Sendable>(
    bodyLimit: Int, answering answer: @escaping @Sendable (LoopbackRequest, any LoopbackReply) async -> Void,
    while body: @Sendable (_ port: Int) async throws -> Value
  ) async throws -> Value { refuse("loopback", "a MemoryLoopback") }
}

extension Sealed: InputStream {
  package var isTerminal: Bool { refuse("input", "a ScriptedInput") }
  package func waitUntilReady(_ patience: Duration) async -> Bool { refuse("input", "a ScriptedInput") }
  package func readToEnd(limit: Int) async throws(FileError) -> [UInt8] { refuse("input", "a ScriptedInput") }
}

extension Sealed: Console {
  package var outputIsTerminal: Bool { refuse("console", "a RecordingConsole") }
  package var errorIsTerminal: Bool { refuse("console", "a RecordingConsole") }
  package func write(_ bytes: [UInt8]) throws(ConsoleError) { refuse("console", "a RecordingConsole") }
  package func note(_ line: SafeText, style: NoteStyle) { refuse("console", "a RecordingConsole") }
  package func showProgress(_ line: SafeText?) { refuse("console", "a RecordingConsole") }
}

extension Sealed: TimeSource {
  package func monotonic() -> Duration { refuse("time", "a ManualClock") }
  package func sinceBoot() -> Duration { refuse("time", "a ManualClock") }
  package var bootID: String { refuse("time", "a ManualClock") }
  package func now() -> Timestamp { refuse("time", "a ManualClock") }
  package func sleep(until deadline: Duration) async throws { refuse("time", "a ManualClock") }
}

extension Sealed: Transport {
  package func send<Value: Sendable>(
    _ call: HTTPCall, limits: TimeLimits, clearance: @escaping @Sendable () async throws -> Void,
    _ body: (HTTPReply) async throws -> Value
  ) async throws -> Value { refuse("transport", "a ScriptedTransport") }
}

extension Sealed: Ledger {
  package var schemaVersion: Int? { refuse("ledger", "a MemoryLedger") }
  package func open(_ intent: CallIntent) async throws(LedgerError) -> CallID { refuse("ledger", "a MemoryLedger") }
  package func add(_ attempt: AttemptRecord, to id: CallID) async throws(LedgerError) {
    refuse("ledger", "a MemoryLedger")
  }
  package func close(_ id: CallID, _ outcome: CallOutcome) async throws(LedgerError) {
    refuse("ledger", "a MemoryLedger")
  }
  package func answer(toContent hash: String) async throws(LedgerError) -> KeptAnswer? {
    refuse("ledger", "a MemoryLedger")
  }
  package func promptUses(of name: String, since moment: Timestamp) async throws(LedgerError) -> [PromptUse] {
    refuse("ledger", "a MemoryLedger")
  }
  package func storedConversation(_ reference: String?) async throws(LedgerError) -> ConversationRecord? {
    refuse("ledger", "a MemoryLedger")
  }
  package func conversations(
    containing text: String?, limit: Int
  ) async throws(LedgerError) -> [ConversationSummary] { refuse("ledger", "a MemoryLedger") }
  package func rename(_ id: String, to name: String?) async throws(LedgerError) { refuse("ledger", "a MemoryLedger") }
  package func fork(
    _ id: String, keeping range: ClosedRange<Int>?, summary: String?
  ) async throws(LedgerError) -> String { refuse("ledger", "a MemoryLedger") }
  package func adopt(_ call: CallID, answer: String) async throws(LedgerError) { refuse("ledger", "a MemoryLedger") }
  package func recording(of id: CallID) async throws(LedgerError) -> CallRecording? {
    refuse("ledger", "a MemoryLedger")
  }
  package func calls(_ query: CallQuery) async throws(LedgerError) -> [CallRecord] {
    refuse("ledger", "a MemoryLedger")
  }
  package func calls(ofConversation id: String) async throws(LedgerError) -> [CallID] {
    refuse("ledger", "a MemoryLedger")
  }
  package func prune(_ order: PruningOrder) async throws(LedgerError) -> PrunedRecordings {
    refuse("ledger", "a MemoryLedger")
  }
  package func recordingStatistics(countingTexts: Bool) async throws(LedgerError) -> RecordingStatistics {
    refuse("ledger", "a MemoryLedger")
  }
  package func recent(limit: Int) async throws(LedgerError) -> [CallRecord] { refuse("ledger", "a MemoryLedger") }
  package func call(_ reference: String) async throws(LedgerError) -> CallRecord? { refuse("ledger", "a MemoryLedger") }
  package func reserve(
    _ claim: SpendClaim, in windows: @escaping @Sendable (Timestamp) -> [SpendWindow],
    admits: @escaping @Sendable ([SpendUse]) -> Bool
  ) async throws(LedgerError) -> SpendReservation { refuse("ledger", "a MemoryLedger") }
  package func uses(of windows: [SpendWindow]) async throws(LedgerError) -> [SpendUse] {
    refuse("ledger", "a MemoryLedger")
  }
  package func spend(
    in stretches: [Range<Timestamp>], by split: SpendSplit, of scope: SpendScope
  ) async throws(LedgerError) -> [[SpendCell]] { refuse("ledger", "a MemoryLedger") }
  package func conversationSpend(
    in stretch: Range<Timestamp>, limit: Int
  ) async throws(LedgerError) -> [ConversationSpend] { refuse("ledger", "a MemoryLedger") }
  package func latencies(in stretch: Range<Timestamp>) async throws(LedgerError) -> [LatencyCount] {
    refuse("ledger", "a MemoryLedger")
  }
  package func failures(in stretch: Range<Timestamp>) async throws(LedgerError) -> [FailureCount] {
    refuse("ledger", "a MemoryLedger")
  }
  package func glimpses(since moment: Timestamp) async throws(LedgerError) -> [CallGlimpse] {
    refuse("ledger", "a MemoryLedger")
  }
  package func callers(since moment: Timestamp) async throws(LedgerError) -> [ProcessIdentity] {
    refuse("ledger", "a MemoryLedger")
  }
  package func firstSpend() async throws(LedgerError) -> Timestamp? { refuse("ledger", "a MemoryLedger") }
  package func correct(_ id: CallID, _ charge: Charge) async throws(LedgerError) -> Bool {
    refuse("ledger", "a MemoryLedger")
  }
}

extension Sealed: Interruption {
  package func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value { refuse("interruption", "a QuietInterruption") }
  package var received: LLMError.Code? { refuse("interruption", "a QuietInterruption") }
  package func forgetInterrupt() { refuse("interruption", "a QuietInterruption") }
}

extension Sealed: SharedState {
  package var path: String? { refuse("state", "a MemoryState") }
  package func look() throws(SharedStateError) -> [UInt8] { refuse("state", "a MemoryState") }
  package func update<Value: Sendable>(
    _ change: @escaping @Sendable (inout [UInt8]) -> Value
  ) async throws(SharedStateError) -> Value { refuse("state", "a MemoryState") }
}

extension Sealed: Processes {
  package var current: ProcessIdentity { refuse("processes", "a FewProcesses") }
  package func isAlive(_ process: ProcessIdentity) -> Bool { refuse("processes", "a FewProcesses") }
  package func end(_ process: ProcessIdentity) -> Bool { refuse("processes", "a FewProcesses") }
}

extension Sealed: Terminal {
  package var size: ScreenSize { refuse("terminal", "a FakeTerminal") }
  package var modes: any TerminalModes { refuse("terminal", "a FakeTerminal") }
  package func notify(_ observer: @escaping @Sendable (TerminalNotice) -> Void) -> Int {
    refuse("terminal", "a FakeTerminal")
  }
  package func forget(_ id: Int) { refuse("terminal", "a FakeTerminal") }
  package func makeReader(completer: any LineCompleter, keepsHistory: Bool) -> (any LineReader)? {
    refuse("terminal", "a FakeTerminal")
  }
  package func run(shell line: String, argument: String) -> Int32? { refuse("terminal", "a FakeTerminal") }
  package func page(_ text: SafeText) -> Bool { refuse("terminal", "a FakeTerminal") }
  package func edit(_ text: String) -> String? { refuse("terminal", "a FakeTerminal") }
  package func edit(exactly bytes: [UInt8], ending: String) -> [UInt8]? { refuse("terminal", "a FakeTerminal") }
  package var hasPerson: Bool { refuse("terminal", "a FakeTerminal") }
  package func readSecret(_ prompt: SafeText) -> Secret? { refuse("terminal", "a FakeTerminal") }
  package func readAnswer(_ prompt: SafeText) -> String? { refuse("terminal", "a FakeTerminal") }
}
