internal import CTerminalSpawn
internal import Glibc

/// A program that has the terminal to itself for a while, with the keys that interrupt and stop: in a process group of its own,
/// so that they reach it and not us.
struct ForegroundProgram {
  private let arguments: [String]
  private let hidden: Set<String>

  /// A line for the shell, in which `$1` is the argument.
  ///
  /// - Parameter hidden: the environment variables that it does not get.
  init(shell line: String, argument: String, hiding hidden: Set<String>) {
    arguments = ["/bin/sh", "-c", line, "sh", argument]
    self.hidden = hidden
  }

  /// Runs it to its end and returns its exit status; 128 and more where a signal ended it, nil where it cannot be started. Where
  /// it is stopped, so are we, and it goes on with us.
  func run() -> Int32? {
    var held = sigset_t()
    var before = sigset_t()
    sigemptyset(&held)
    // Giving the terminal from the background, and taking it back from there, is what this signal would stop us for.
    sigaddset(&held, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    guard let child = spawn() else { return nil }
    let ours = getpgrp()
    defer { tcsetpgrp(STDIN_FILENO, ours) }
    while true {
      var status: Int32 = 0
      while waitpid(child, &status, WUNTRACED) < 0 {
        guard errno == EINTR else { return nil }
      }
      if status & 0xFF == 0x7F {
        stop(with: child, ours)
        tcsetpgrp(STDIN_FILENO, child)
        kill(-child, SIGCONT)
        continue
      }
      return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
  }

  /// Stops as the program did, and takes the terminal as it left it for granted when both go on.
  private func stop(with child: pid_t, _ ours: pid_t) {
    var settings = termios()
    let hasSettings = tcgetattr(STDIN_FILENO, &settings) == 0
    tcsetpgrp(STDIN_FILENO, ours)
    StopSignal.raise()
    if hasSettings { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
  }

  private func spawn() -> pid_t? {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // It takes the terminal itself, before it runs. Given by us it could ask too early and be stopped for it, and having it go
    // on then would undo a stop that was meant. Only where there is a terminal to take: the spawn would fail otherwise.
    if tcgetpgrp(STDIN_FILENO) >= 0 { llmctl_spawn_taking_terminal(&actions, STDIN_FILENO) }
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    // Pointers into the environment as it is, without a copy.
    var variables: [UnsafeMutablePointer<CChar>?] = []
    var entry = environ
    while let pointer = entry.pointee {
      let name = UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)).prefix { $0 != UInt8(ascii: "=") }
      if !hidden.contains(String(decoding: name, as: UTF8.self)) { variables.append(pointer) }
      entry += 1
    }
    variables.append(nil)
    var child: pid_t = 0
    return posix_spawn(&child, "/bin/sh", &actions, &attributes, &pointers, &variables) == 0 ? child : nil
  }
}
