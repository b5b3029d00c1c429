package import LLMCore
internal import Synchronization

/// A terminal at which a script is typed.
package final class FakeTerminal: Terminal {
  private struct State {
    var entries: [LineEntry]
    var size: ScreenSize
    var observers: [Int: @Sendable (TerminalNotice) -> Void] = [:]
    var nextID = 1
    var prompts: [LinePrompt] = []
    var drafts: [String] = []
    var shellLines: [String] = []
    var pages: [String] = []
    var edits: [@Sendable (String) -> String?]
    var exactEdits: [@Sendable ([UInt8]) -> [UInt8]?]
    var isSilent = false
    var secrets: [String?]
    var answers: [String?]
    var questions: [String] = []
  }

  package let hasPerson: Bool

  private let state: Mutex<State>

  /// Entries come one after the other, then the end of the input. Each `edit` is what the user makes of a text in the editor,
  /// each exact one what they make of a file's bytes; exact ones come first.
  /// Secrets and answers are what is typed at questions; nil, and what comes behind the last one, is Ctrl-D.
  package init(
    _ entries: [LineEntry] = [], size: ScreenSize = ScreenSize(columns: 80, rows: 24),
    edits: [@Sendable (String) -> String?] = [], hasPerson: Bool = true, secrets: [String?] = [],
    answers: [String?] = [], exactEdits: [@Sendable ([UInt8]) -> [UInt8]?] = []
  ) {
    state = Mutex(
      State(
        entries: entries, size: size, edits: edits, exactEdits: exactEdits, secrets: secrets, answers: answers))
    self.hasPerson = hasPerson
  }

  /// The prompts that were shown, and the drafts that stood behind them.
  package var prompts: [LinePrompt] { state.withLock { $0.prompts } }
  package var drafts: [String] { state.withLock { $0.drafts } }
  /// What was run in the shell, and shown in the pager.
  package var shellLines: [String] { state.withLock { $0.shellLines } }
  package var pages: [String] { state.withLock { $0.pages } }
  /// What was asked, in the order of asking.
  package var questions: [String] { state.withLock { $0.questions } }

  /// Has something happen to the terminal.
  package func tell(_ notice: TerminalNotice, size: ScreenSize? = nil) {
    let observers = state.withLock { state in
      state.size = size ?? state.size
      return Array(state.observers.values)
    }
    for observer in observers { observer(notice) }
  }

  package var size: ScreenSize { state.withLock { $0.size } }
  package var modes: any TerminalModes { self }

  package func notify(_ observer: @escaping @Sendable (TerminalNotice) -> Void) -> Int {
    state.withLock { state in
      defer { state.nextID += 1 }
      state.observers[state.nextID] = observer
      return state.nextID
    }
  }

  package func forget(_ id: Int) { state.withLock { $0.observers[id] = nil } }

  package func makeReader(completer: any LineCompleter, keepsHistory: Bool) -> (any LineReader)? { self }

  package func run(shell line: String, argument: String) -> Int32? {
    state.withLock { $0.shellLines.append(argument) }
    return 0
  }

  package func page(_ text: SafeText) -> Bool {
    state.withLock { $0.pages.append(text.text) }
    return true
  }

  package func edit(_ text: String) -> String? {
    let change = state.withLock { $0.edits.isEmpty ? nil : $0.edits.removeFirst() }
    return change.flatMap { $0(text) }
  }

  package func edit(exactly bytes: [UInt8], ending: String) -> [UInt8]? {
    let change = state.withLock { $0.exactEdits.isEmpty ? nil : $0.exactEdits.removeFirst() }
    guard let change else { return edit(String(decoding: bytes, as: UTF8.self)).map { Array($0.utf8) } }
    return change(bytes)
  }

  package func readSecret(_ prompt: SafeText) -> Secret? {
    take(\.secrets, prompt).map { Secret(copying: $0) }
  }

  package func readAnswer(_ prompt: SafeText) -> String? { take(\.answers, prompt) }

  private func take(_ script: WritableKeyPath<State, [String?]>, _ prompt: SafeText) -> String? {
    guard hasPerson else { return nil }
    return state.withLock { state in
      state.questions.append(prompt.text)
      return state[keyPath: script].isEmpty ? nil : state[keyPath: script].removeFirst()
    }
  }
}

extension FakeTerminal: TerminalModes {
  package func silence() { state.withLock { $0.isSilent = true } }
  package func restore() { state.withLock { $0.isSilent = false } }
}

extension FakeTerminal: LineReader {
  package func read(_ prompt: LinePrompt, draft: String) async throws(LLMError) -> LineEntry {
    state.withLock { state in
      state.prompts.append(prompt)
      state.drafts.append(draft)
      return state.entries.isEmpty ? .end : state.entries.removeFirst()
    }
  }

  package func wake() {}
}
