internal import Synchronization

/// Puts a growing cassette into its file: one writing at a time, with pauses in between, so that what a long recording costs does not
/// grow with the square of its length.
final class CassetteFile: Sendable {
  /// A pause is so many times as long as the writing before it, up to a limit.
  private static let share = 10
  private static let longestPause = Duration.seconds(3)

  private struct State {
    /// The version that is in the file.
    var written = 0
    /// Why the last writing failed; nil where it did not.
    var failure: FileError?
    var hasWarned = false
  }

  private let path: RawPath
  private let context: AppContext
  private let reporter: Reporter
  private let changes: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)
  /// Never locked while the file is written: only one task writes.
  private let state = Mutex(State())

  init(_ path: RawPath, context: AppContext, reporter: Reporter) {
    (self.path, self.context, self.reporter) = (path, context, reporter)
    changes = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that there is more to be written.
  func change() { changes.continuation.yield() }

  /// Writes what the tape has, as often as it changes, until the task is cancelled.
  func keep(_ tape: CassetteTape) async {
    for await _ in changes.stream {
      let start = context.time.monotonic()
      write(tape, to: path)
      let end = context.time.monotonic()
      // Cancelled at the end of the run, which does not wait.
      try? await context.time.sleep(until: end + min((end - start) * Self.share, Self.longestPause))
    }
  }

  /// Writes the rest, when nobody else writes any more.
  ///
  /// - Parameter final: where the file is to stand in the end.
  ///
  /// Returns why that is impossible; nil where all of it is there.
  func finish(_ tape: CassetteTape, as final: RawPath) -> FileError? {
    if final != path { state.withLock { $0.written = 0 } }
    write(tape, to: final)
    let failure = state.withLock { $0.failure }
    // One that stays is harmless, and the next run writes over it.
    if failure == nil, final != path { try? context.tree.remove(path) }
    return failure
  }

  private func write(_ tape: CassetteTape, to path: RawPath) {
    let (version, text) = tape.content
    guard version > state.withLock({ $0.written }) else { return }
    do throws(FileError) {
      try context.tree.replace(path, Array(text.utf8), as: .shared, makesFolders: true)
      state.withLock { ($0.written, $0.failure) = (version, nil) }
    } catch {
      let isFirst = state.withLock { state in
        defer { (state.failure, state.hasWarned) = (error, true) }
        return !state.hasWarned
      }
      if isFirst { reporter.warning("cannot write \(path.shown): \(error.phrase); it is tried again") }
    }
  }
}
