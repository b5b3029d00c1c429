/// Waits, while whoever sits at the terminal sees for what and how long.
struct Pause: Sendable {
  let context: AppContext
  let reporter: Reporter

  /// How often the seconds on the terminal change.
  private static let tick = Duration.milliseconds(500)

  /// Waits until a moment since the machine's start. `purpose` stands in front of the seconds left.
  ///
  /// Throws `CancellationError`.
  func wait(until moment: Duration, _ purpose: String) async throws {
    let wait = moment - context.time.sinceBoot()
    guard wait > .zero else { return }
    reporter.detail("waiting \(wait.spoken): \(purpose)")
    let deadline = context.time.monotonic() + wait
    guard reporter.showsProgress else { return try await context.time.sleep(until: deadline) }
    defer { context.console.showProgress(nil) }
    while case let left = deadline - context.time.monotonic(), left > .zero {
      context.console.showProgress(.line("\(purpose), \((left.milliseconds + 999) / 1000) s"))
      try await context.time.sleep(until: min(deadline, context.time.monotonic() + Self.tick))
    }
  }
}
