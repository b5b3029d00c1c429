import Synchronization

/// Writes an answer to its journal before it is shown. A key in play that a server sends back in one piece is masked there.
final class JournalingSink: AnswerSink {
  fileprivate struct State {
    var pending: [UInt8] = []
    /// Text that is not yet a record: a reply's many small pieces become one.
    var text: [UInt8] = []
    /// Nil once it cannot be written any more.
    var journal: (any JournalWriter)?
    let keys: KeysInPlay
  }

  private let inner: any AnswerSink
  private let reporter: Reporter
  private let state: Mutex<State>

  init(_ inner: any AnswerSink, journal: any JournalWriter, hiding keys: KeysInPlay, reporter: Reporter) {
    self.inner = inner
    self.reporter = reporter
    state = Mutex(State(journal: journal, keys: keys))
  }

  /// Notes which call of the ledger it is.
  func note(_ id: CallID) { write(JournalRecord.call(id.text).bytes) }

  func receive(_ event: StreamEvent) throws(ConsoleError) {
    state.withLock { state in
      guard state.journal != nil else { return }
      if case .text(let bytes) = event {
        state.text += bytes
      } else {
        state.endText()
        state.pending += JournalRecord.event(event).bytes
      }
    }
    try inner.receive(event)
  }

  func flush() throws(ConsoleError) {
    write([])
    try inner.flush()
  }

  /// Tells those who read along how the answer ended. Without an end they take its maker for dead, and one of them asks
  /// anew.
  func finish(_ answer: Answer) {
    guard !answer.readerLeft else { return }
    switch answer.error?.code {
    case .interrupted?, .terminated?, .hangup?, .cannotWrite?, .internalError?: return
    default: write(JournalRecord.end(answer.error).bytes)
    }
  }

  private func write(_ more: [UInt8]) {
    let failure = state.withLock { state -> JournalError? in
      guard let journal = state.journal else { return nil }
      state.endText()
      let bytes = state.pending + more
      state.pending.removeAll(keepingCapacity: true)
      guard !bytes.isEmpty else { return nil }
      do throws(JournalError) {
        try journal.append(bytes)
        return nil
      } catch {
        state.journal = nil
        return error
      }
    }
    if let failure { reporter.detail("the answer is not kept while it comes: \(failure.phrase)") }
  }
}

extension JournalingSink.State {
  /// Makes a record of the text so far.
  fileprivate mutating func endText() {
    guard !text.isEmpty else { return }
    pending += JournalRecord.event(.text(keys.mask.maskedExactly(text))).bytes
    text.removeAll(keepingCapacity: true)
  }
}
