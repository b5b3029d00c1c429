import Glibc

/// A process that is measured: when its first byte comes, when it ends, and what it used.
struct Child {
  /// What one run took.
  struct Measure {
    /// From the start to the first byte on standard output; nil where none came.
    var firstByte: Duration?
    var wall: Duration
    /// User and system time of the process.
    var cpu: Duration
    /// The largest resident set, in bytes, as the process last reported it while it printed.
    var peakMemory: Int
    var bytes: Int
    var exitCode: Int32
  }

  let arguments: [String]
  var environment: [String] = []

  /// Runs it to its end, reading and dropping what it prints.
  func run() throws -> Measure {
    var pipes: [Int32] = [0, 0]
    guard pipe(&pipes) == 0 else { throw BenchFailure("pipe: errno \(errno)") }
    // Or the child would hold the end open that tells us it has ended.
    for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let started = Self.now()
    let pid = try spawn(output: pipes[1])
    close(pipes[1])
    defer { close(pipes[0]) }
    var firstByte: Duration?
    var bytes = 0
    var peakMemory = 0
    var block = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = read(pipes[0], &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      if firstByte == nil { firstByte = Self.now() - started }
      // Not from `wait4`: what that reports includes the memory of this process, from before the exec.
      if bytes >> 20 != (bytes + count) >> 20 || bytes == 0 { peakMemory = Self.peakMemory(of: pid) ?? peakMemory }
      bytes += count
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
    return Measure(
      firstByte: firstByte, wall: Self.now() - started,
      cpu: Self.duration(usage.ru_utime) + Self.duration(usage.ru_stime),
      peakMemory: peakMemory, bytes: bytes, exitCode: status & 0x7F == 0 ? status >> 8 & 0xFF : -1)
  }

  private func spawn(output: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = environment.map { strdup($0) } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, arguments[0], &actions, nil, &argv, &envp)
    guard result == 0 else { throw BenchFailure("cannot start \(arguments[0]): errno \(result)") }
    return pid
  }

  /// `VmHWM` of `/proc/PID/status`, which is in kibibytes.
  private static func peakMemory(of pid: pid_t) -> Int? {
    guard let file = fopen("/proc/\(pid)/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return text.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
    return nil
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(time.tv_sec) + .microseconds(time.tv_usec)
  }

  static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// Why a measurement could not be made.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
