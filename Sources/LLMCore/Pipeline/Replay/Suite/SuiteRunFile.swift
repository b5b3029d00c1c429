internal import Synchronization

/// The file of a run that is under way: each result is in it as soon as it came. Where it cannot be written the run goes on, and the
/// user is told once.
final class SuiteRunFile: Sendable {
  private let folder: SuiteRunFolder
  private let reporter: Reporter
  /// Nil once something failed.
  private let path: Mutex<RawPath?>
  /// Of a run that was begun here; one that is gone on with belongs to the plan.
  private let claim: (any FileClaim)?

  /// Nil where there is no place for it, which is said.
  init?(_ plan: SuitePlan, _ reporter: Reporter) {
    guard let folder = plan.folder else {
      reporter.warning("there is no folder for runs (HOME is not set); this one cannot be gone on with")
      return nil
    }
    (self.folder, self.reporter) = (folder, reporter)
    do throws(FileError) {
      if let known = plan.path {
        try folder.mend(known)
        path = Mutex(known)
        claim = nil
      } else {
        let begun = try folder.begin(plan.run)
        path = Mutex(begun.path)
        claim = begun.claim
      }
    } catch {
      reporter.warning("the run cannot be kept: \(error.phrase)")
      return nil
    }
  }

  /// Lets others go on with the run.
  func release() { claim?.release() }

  /// Adds a result.
  func add(_ result: SuiteResult) { append(result.json) }

  /// Ends the run.
  ///
  /// - Parameter isAccepted: whether later runs are compared with it.
  func end(isAccepted: Bool) { append(KeptSuiteRun.end(isAccepted: isAccepted)) }

  private func append(_ line: JSONValue) {
    guard let place = path.withLock({ $0 }) else { return }
    do throws(FileError) { try folder.append(line, to: place) } catch {
      path.withLock { $0 = nil }
      reporter.warning("the run cannot be kept any further: \(error.phrase)")
    }
  }
}
