/// The processes of this machine, as a port.
package protocol Processes: Sendable {
  /// This one.
  var current: ProcessIdentity { get }

  /// Whether a process is still the one that was meant, not another one with its number.
  func isAlive(_ process: ProcessIdentity) -> Bool
}
