internal import Glibc

/// Stops this process as Ctrl-Z in a shell does.
enum StopSignal {
  /// Returns when the process goes on; at once where nobody could make it go on, as in an orphaned process group. SIGTSTP must
  /// have its default action; whether the thread blocks it does not matter.
  static func raise() {
    var stop = sigset_t()
    var before = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, &before)
    pthread_kill(pthread_self(), SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
