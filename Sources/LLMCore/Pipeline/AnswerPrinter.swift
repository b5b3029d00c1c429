import Synchronization

/// Prints an answer while it comes: the model's bytes unchanged into a pipe or file, their safe form on a terminal.
package final class AnswerPrinter: AnswerSink {
  /// What becomes of the model's reasoning.
  package enum ReasoningDisplay: String, Sendable, CaseIterable {
    /// Dimmed, in front of the answer; only on a terminal.
    case show
    case hide
    case stderr
  }

  fileprivate struct State {
    var pending: [UInt8] = []
    var sanitizer = StreamingSanitizer()
    var reasoning: [UInt8] = []
    var lastByte: UInt8?
  }

  private let console: any Console
  private let reasoningDisplay: ReasoningDisplay
  private let state = Mutex(State())

  package init(console: any Console, reasoning: ReasoningDisplay) {
    self.console = console
    self.reasoningDisplay = reasoning
  }

  package func receive(_ event: StreamEvent) throws(ConsoleError) {
    state.withLock { state in
      switch event {
      case .text(let bytes): state.pending += bytes
      case .reasoning(let bytes) where reasoningDisplay == .stderr: state.reasoning += bytes
      default: break
      }
    }
  }

  package func flush() throws(ConsoleError) {
    let (text, reasoning) = state.withLock { state -> ([UInt8], [UInt8]) in
      defer {
        state.pending.removeAll(keepingCapacity: true)
        state.reasoning = state.takeIncompleteReasoning()
      }
      guard !state.pending.isEmpty else { return ([], state.completeReasoning) }
      let shown = console.outputIsTerminal ? Array(state.sanitizer.sanitize(state.pending).text.utf8) : state.pending
      state.lastByte = shown.last ?? state.lastByte
      return (shown, state.completeReasoning)
    }
    if !reasoning.isEmpty { console.note(SafeText(String(decoding: reasoning, as: UTF8.self))) }
    if !text.isEmpty { try console.write(text) }
  }

  /// Ends the output: on a terminal the prompt must stand on a line of its own.
  package func finish() throws(ConsoleError) {
    let (rest, needsNewline) = state.withLock { state in
      (state.reasoning, console.outputIsTerminal && state.lastByte != nil && state.lastByte != 0x0A)
    }
    if !rest.isEmpty { console.note(SafeText(String(decoding: rest, as: UTF8.self))) }
    if needsNewline { try console.write([0x0A]) }
  }
}

extension AnswerPrinter.State {
  /// The whole lines of reasoning so far, without the last line feed: standard error is written line by line.
  fileprivate var completeReasoning: [UInt8] {
    guard let end = reasoning.lastIndex(of: 0x0A) else { return [] }
    return Array(reasoning[..<end])
  }

  fileprivate func takeIncompleteReasoning() -> [UInt8] {
    guard let end = reasoning.lastIndex(of: 0x0A) else { return reasoning }
    return Array(reasoning[(end + 1)...])
  }
}
