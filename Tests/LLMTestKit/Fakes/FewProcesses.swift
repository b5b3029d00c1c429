package import LLMCore
import Synchronization

/// Processes that live until the test says otherwise.
package final class FewProcesses: Processes {
  package let current: ProcessIdentity
  private let dead = Mutex<[ProcessIdentity]>([])

  /// This one has the number 4711.
  package init(current: ProcessIdentity = ProcessIdentity(pid: 4711, start: "1@boot-1")) { self.current = current }

  package func isAlive(_ process: ProcessIdentity) -> Bool { !dead.withLock { $0.contains(process) } }

  package func end(_ process: ProcessIdentity) -> Bool {
    guard isAlive(process) else { return false }
    kill(process)
    return true
  }

  /// Ends a process.
  package func kill(_ process: ProcessIdentity) { dead.withLock { $0.append(process) } }
}
