internal import Glibc

/// Standard input, output and error as the process was given them.
package enum StandardStreams {
  /// Makes them safe to use; the first thing a process does.
  ///
  /// A closed pipe shall be an error of the write, not the end of the process. And where one of the three was closed by
  /// the parent, the next file opened would take its number, and answers would be written into the ledger's database; so
  /// the gap is filled with something that reads as empty and refuses to be written.
  package static func secure() {
    signal(SIGPIPE, SIG_IGN)
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is the one that was closed.
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
