import Synchronization

/// The state shared by all processes, read and written as a value. Where it cannot be had the call goes on without, which is
/// told once with `-v`.
final class SharedMemory: Sendable {
  private let context: AppContext
  private let reporter: Reporter
  private let wasLost = Mutex(false)

  init(context: AppContext, reporter: Reporter) {
    self.context = context
    self.reporter = reporter
  }

  /// Whether the state could not be had, and is not asked for again.
  var isLost: Bool { wasLost.withLock { $0 } }

  /// Changes the state; `now` is the moment on its clock. Returns nil where there is none.
  func change<Value: Sendable>(
    _ change: @escaping @Sendable (inout ResilienceState, _ now: Duration) -> Value
  ) async -> Value? {
    guard !isLost else { return nil }
    let time = context.time
    do throws(SharedStateError) {
      let value = try await context.state.update { record -> Value? in
        let moment = StateCodec.Moment(time)
        let codec = StateCodec(at: moment)
        guard var state = codec.decode(record) else { return nil }
        let value = change(&state, moment.sinceBoot)
        record = codec.encode(state)
        return value
      }
      if value == nil { lose("it was written by a newer llmctl") }
      return value
    } catch {
      lose(error.phrase)
      return nil
    }
  }

  /// The state as it is just now, without waiting for anybody. Returns nil where there is none.
  func look<Value>(_ look: (ResilienceState, _ now: Duration) -> Value) -> Value? {
    guard !isLost else { return nil }
    do throws(SharedStateError) {
      let record = try context.state.look()
      let moment = StateCodec.Moment(context.time)
      return StateCodec(at: moment).decode(record).map { look($0, moment.sinceBoot) }
    } catch {
      lose(error.phrase)
      return nil
    }
  }

  private func lose(_ reason: String) {
    wasLost.withLock { $0 = true }
    reporter.detail("limits are not shared with other processes: \(context.state.path ?? "no state file"): \(reason)")
  }
}
