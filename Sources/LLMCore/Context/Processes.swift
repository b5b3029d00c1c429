/// The processes of this machine, as a port.
package protocol Processes: Sendable {
  /// This one.
  var current: ProcessIdentity { get }

  /// Whether a process is still the one that was meant, not another one with its number.
  func isAlive(_ process: ProcessIdentity) -> Bool

  /// Asks a process of this user to end, if it is still the one that was meant. Returns whether it was asked.
  func end(_ process: ProcessIdentity) -> Bool
}
