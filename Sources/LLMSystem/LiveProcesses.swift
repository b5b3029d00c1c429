package import LLMCore

/// The processes of this machine.
package struct LiveProcesses: Processes {
  package init() {}

  package var current: ProcessIdentity { LiveProcess.current() }

  package func isAlive(_ process: ProcessIdentity) -> Bool { LiveProcess.isAlive(process) }
}
