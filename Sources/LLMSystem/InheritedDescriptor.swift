internal import Glibc
package import LLMCore

/// A descriptor that this process was started with, for itself.
package enum InheritedDescriptor {
  /// Keeps the descriptor whose number is in a variable from the programs that this process starts: there may be a passphrase to
  /// read from it. The standard streams stay everybody's.
  package static func keep(in variable: String, of environment: Environment) {
    guard let number = environment[variable].flatMap({ Int32($0) }), number > STDERR_FILENO else { return }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }
}
