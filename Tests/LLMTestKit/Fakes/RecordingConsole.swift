package import LLMCore
import Synchronization

/// A console that keeps what is written to it.
package final class RecordingConsole: Console {
  private struct State {
    var writes: [[UInt8]] = []
    var notes: [String] = []
    var progress: [String?] = []
    var failure: (error: ConsoleError, after: Int)?
  }

  package let outputIsTerminal: Bool
  package let errorIsTerminal: Bool
  private let state: Mutex<State>

  /// A console that takes everything or, with a `failure`, refuses every write that comes when `after` bytes have been
  /// written.
  package init(
    outputIsTerminal: Bool = false, errorIsTerminal: Bool = false, failure: ConsoleError? = nil, after: Int = 0
  ) {
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    state = Mutex(State(failure: failure.map { ($0, after) }))
  }

  package func write(_ bytes: [UInt8]) throws(ConsoleError) {
    let refusal: ConsoleError? = state.withLock { state in
      if let failure = state.failure, state.writes.reduce(0, { $0 + $1.count }) >= failure.after {
        return failure.error
      }
      state.writes.append(bytes)
      return nil
    }
    if let refusal { throw refusal }
  }

  package func note(_ line: SafeText, style: NoteStyle) { state.withLock { $0.notes.append(line.text) } }

  package func showProgress(_ line: SafeText?) { state.withLock { $0.progress.append(line?.text) } }

  /// What was shown of the progress, one after the other; nil where it was taken away.
  package var progress: [String?] { state.withLock { $0.progress } }

  /// Each write to standard output on its own.
  package var writes: [[UInt8]] { state.withLock { $0.writes } }

  /// All of standard output.
  package var output: [UInt8] { Array(writes.joined()) }

  /// All of standard output as text; bytes that are not UTF-8 show as U+FFFD.
  package var outputText: String { String(decoding: output, as: UTF8.self) }

  /// The lines on standard error.
  package var notes: [String] { state.withLock { $0.notes } }
}
