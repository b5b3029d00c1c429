internal import Glibc
package import LLMCore

/// The processes of this machine.
package struct LiveProcesses: Processes {
  package init() {}

  package var current: ProcessIdentity { LiveProcess.current() }

  package func isAlive(_ process: ProcessIdentity) -> Bool { LiveProcess.isAlive(process) }

  package func end(_ process: ProcessIdentity) -> Bool {
    // One and less are not processes but groups of them. Where nobody can say that it is the one that was meant, it is let live.
    process.pid > 1 && LiveProcess.start(of: process.pid) == process.start && kill(process.pid, SIGTERM) == 0
  }
}
