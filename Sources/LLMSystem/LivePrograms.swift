internal import Glibc
package import LLMCore

/// Starts programs of this machine.
package struct LivePrograms: Programs {
  private let hidden: @Sendable () -> Set<String>

  /// - Parameter hidden: the environment variables that no program gets; those that are known without a configuration where it
  ///   is left out.
  package init(hiding hidden: @escaping @Sendable () -> Set<String> = { SecretVariables.usual }) {
    self.hidden = hidden
  }

  package func start(
    _ program: String, _ arguments: [[UInt8]], environment: [String: String]
  ) throws(FileError) -> any RunningProgram {
    try LiveProgram(
      program, arguments, variables: ChildEnvironment.entries(hiding: hidden(), adding: environment))
  }
}

/// A program that this process started.
final class LiveProgram: RunningProgram {
  private static let errorLimit = 64 << 10

  private let process: pid_t
  private var input: Int32
  private let output: Int32
  /// A file without a name: nothing has to read from it while the program runs.
  private let errors: UnsafeMutablePointer<FILE>?
  private var end: ProgramEnd?

  /// - Parameter variables: its environment, as `NAME=value`.
  init(_ program: String, _ arguments: [[UInt8]], variables: [[UInt8]]) throws(FileError) {
    var inputEnds: [Int32] = [-1, -1]
    var outputEnds: [Int32] = [-1, -1]
    guard pipe(&inputEnds) == 0 else { throw LiveFiles.error(errno) }
    guard pipe(&outputEnds) == 0 else {
      let code = errno
      for descriptor in inputEnds { close(descriptor) }
      throw LiveFiles.error(code)
    }
    // The program gets copies, and the next one must not hold these open. (The call that does both at once is not visible
    // to Swift.)
    for descriptor in inputEnds + outputEnds { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    errors = tmpfile()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputEnds[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outputEnds[1], STDOUT_FILENO)
    if let errors {
      posix_spawn_file_actions_adddup2(&actions, fileno(errors), STDERR_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    let words = [Array(program.utf8)] + arguments
    let code = Self.withAttributes { attributes in
      Self.withPointers(words) { words in
        Self.withPointers(variables) { variables in
          var child = pid_t()
          let code = posix_spawnp(&child, program, &actions, attributes, words, variables)
          return code == 0 ? Result<pid_t, FileError>.success(child) : .failure(LiveFiles.error(code))
        }
      }
    }
    close(inputEnds[0])
    close(outputEnds[1])
    (input, output) = (inputEnds[1], outputEnds[0])
    switch code {
    case .success(let child): process = child
    case .failure(let error):
      close(inputEnds[1])
      close(outputEnds[0])
      if let errors { fclose(errors) }
      throw error
    }
  }

  deinit { _ = finish() }

  func write(_ bytes: [UInt8]) throws(FileError) {
    try AtomicFile.write(bytes, to: input)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = Glibc.read(output, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw LiveFiles.error(errno) }
    }
  }

  func finish() -> ProgramEnd {
    if let end { return end }
    close(input)
    input = -1
    // Closed, so that a program that goes on writing ends of it.
    close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    var words: [UInt8] = []
    if let errors {
      rewind(errors)
      var block = [UInt8](repeating: 0, count: Self.errorLimit)
      let count = fread(&block, 1, block.count, errors)
      words = Array(block[..<count])
      fclose(errors)
    }
    let isSignal = status & 0x7F != 0
    let result = ProgramEnd(status: isSignal ? 128 + status & 0x7F : status >> 8 & 0xFF, error: words)
    end = result
    return result
  }

  /// Signals that this process blocks or ignores do what they usually do in the program.
  private static func withAttributes<Value>(_ body: (UnsafePointer<posix_spawnattr_t>) -> Value) -> Value {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var usual = sigset_t()
    sigemptyset(&usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    return body(&attributes)
  }

  /// Calls with words as C has a list of them.
  private static func withPointers<Value>(
    _ words: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var pointers =
      words.map { word in
        strdup(word.map { CChar(bitPattern: $0) } + [0])
      } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}
