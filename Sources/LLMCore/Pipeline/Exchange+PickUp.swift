internal import Synchronization

/// Answers that the provider goes on with when the connection breaks.
extension Exchange {
  /// In a row, without an event that is new.
  private static let mostPickUps = 5
  /// For the word that an answer is not wanted any more.
  private static let patience = Duration.seconds(3)

  /// Connects again and again after the connection broke, as long as that gets anywhere. Nothing is asked or paid twice.
  ///
  /// - Parameter cause: what ended the connection; afterwards that of the last one that brought something.
  /// Returns what the provider said where it would not go on.
  func pickUp(after cause: inout (any Error)?, _ state: State) async -> LLMError? {
    var (tries, last) = (0, state.resumption)
    while let failure = breakage(by: cause, state), let resumption = state.resumption, tries < Self.mostPickUps,
      let call = question.provider.resume(resumption)
    {
      tries += 1
      let received = state.value.withLock { $0.collector.answer.textBytes }
      reporter.notice("the connection broke after \(received) bytes (\(failure.message)); picking the answer up")
      let pause = context.time.sinceBoot() + RetryPolicy.backoff(tries, context.chance())
      do {
        try await Pause(context: context, reporter: reporter).wait(until: pause, "picking the answer up")
      } catch {
        cause = error
        return nil
      }
      let next = await connect(call, {}, state)
      if state.resumption != last { (tries, last) = (0, state.resumption) }
      if let refusal = next as? LLMError, let status = refusal.status, refusal.recovery.repair == nil {
        // Whoever has no place for it any more says so; others may be well again in a moment.
        guard status >= 500 || status == 429 || status == 408 else { return refusal }
        continue
      }
      cause = next
    }
    return nil
  }

  /// What broke the connection, where that is all that was wrong.
  private func breakage(by cause: (any Error)?, _ state: State) -> LLMError? {
    guard context.interruption.received == nil, !(cause is ConsoleError) else { return nil }
    let value = state.value.withLock { $0 }
    let failure = breakage(of: value.collector.answer, cause, hasFinished: value.hasFinished)
    return failure.flatMap { [.network, .timeout, .malformed].contains($0.code) ? $0 : nil }
  }

  /// Has the provider give up an answer that nobody will hear the rest of; it would be written and paid.
  func stopProvider(_ state: State) async {
    guard let resumption = state.resumption, let call = question.provider.cancel(resumption) else { return }
    let limits = TimeLimits(connect: Self.patience, head: Self.patience)
    // In a task of its own: whoever interrupted the answer has cancelled this one.
    let stopped = await Task { [context] in
      do {
        return try await context.transport.send(call, limits: limits) { $0.status == 200 }
      } catch {
        return false
      }
    }.value
    if stopped {
      reporter.detail("\(question.account.name) was told to stop writing \(resumption.id)")
    } else {
      reporter.warning("\(question.account.name) could not be told to stop; it may go on writing \(resumption.id)")
    }
  }
}
