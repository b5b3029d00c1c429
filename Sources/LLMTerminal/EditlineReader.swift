internal import Glibc
package import LLMCore
internal import Synchronization

/// Lines edited on a terminal with libedit, on a thread of its own.
package final class EditlineReader: LineReader {
  /// The editor, which only the reader's thread touches.
  private final class Owned: @unchecked Sendable {
    let editing: LineEditing
    init(_ editing: LineEditing) { self.editing = editing }
  }

  private let thread: ReaderThread
  private let pipe: WakePipe
  private let editing: Owned
  private let plain: PlainLineReader
  private let isReading = Mutex(false)

  /// Nil where the terminal cannot be edited on: input or output is none, its kind is not known or dumb, or the system refuses
  /// a thread.
  ///
  /// - Parameters:
  ///   - completer: asked at Tab; nil for none.
  ///   - history: what Up and Ctrl-R find; nil for none.
  ///   - signals: tells of another size and of stops; without it a size is noticed at the next entry.
  ///   - hidden: the environment variables that the user's editor does not get.
  package init?(
    environment: Environment, completer: (any LineCompleter)? = nil, history: (any LineHistory)? = nil,
    signals: TerminalSignals? = nil, hiding hidden: @escaping @Sendable () -> Set<String>
  ) {
    guard Self.canEdit(environment), let pipe = WakePipe(), let thread = ReaderThread() else { return nil }
    self.thread = thread
    self.pipe = pipe
    let modes = LiveTerminalModes.shared
    editing = Owned(
      LineEditing(
        LineEditing.Setup(
          environment: environment, hidden: hidden, completer: completer, history: history, modes: modes), pipe: pipe))
    plain = PlainLineReader(history: history, thread: thread, pipe: pipe)
    signals?.notify { [pipe] notice in
      switch notice {
      case .resized: pipe.send(.resized)
      case .resumed: pipe.send(.resumed)
      case .suspending: break
      }
    }
  }

  package func read(_ prompt: LinePrompt, draft: String) async throws(LLMError) -> LineEntry {
    // What was sent while nobody read was for nobody.
    _ = pipe.receive()
    isReading.withLock { $0 = true }
    defer { isReading.withLock { $0 = false } }
    let entry: LineEntry? = await withTaskCancellationHandler {
      await thread.run { [editing] in
        editing.editing.open() ? editing.editing.read(prompt, draft: draft) : nil
      }
    } onCancel: {
      wake()
    }
    if let entry { return entry }
    // The user's settings switch editing off.
    return try await plain.read(prompt, draft: draft)
  }

  package func wake() {
    isReading.withLock { isReading in
      if isReading { pipe.send(.wake) }
    }
  }

  private static func canEdit(_ environment: Environment) -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, let kind = environment["TERM"] else { return false }
    return kind != "dumb" && TerminalKind.isKnown(kind)
  }
}
