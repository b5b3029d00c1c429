import Glibc

/// The preparations for one `posix_spawn`. The child starts in a session of its own, with default signal actions and no
/// descriptors but the three standard ones.
package final class Spawn {
  private var actions = posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()

  /// POSIX_SPAWN_SETSID of <spawn.h>, which only programs that ask for GNU extensions get to see.
  private static let startsSession: Int16 = 0x80

  package init() {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    let flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | Self.startsSession
    posix_spawnattr_setflags(&attributes, flags)
  }

  deinit {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  /// Gives the child `descriptor` under another number.
  func connect(_ descriptor: Int32, as target: Int32) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, target)
  }

  /// Has the child open a file.
  package func open(_ path: String, _ flags: Int32, as target: Int32) {
    posix_spawn_file_actions_addopen(&actions, target, path, flags, 0o600)
  }

  /// Starts the child without this descriptor.
  func close(_ target: Int32) { posix_spawn_file_actions_addclose(&actions, target) }

  /// Starts the binary and returns its process id.
  package func start(
    _ binary: String, _ arguments: [String], _ environment: [String: String], in folder: String
  ) throws(SystemError) -> Int32 {
    try changeDirectory(to: folder)
    try closeOthers()
    var pid: Int32 = 0
    let failure = Self.withStrings([binary] + arguments) { argv in
      Self.withStrings(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }) { envp in
        posix_spawn(&pid, binary, &actions, &attributes, argv, envp)
      }
    }
    guard failure == 0 else { throw SystemError("posix_spawn \(binary)", number: failure) }
    return pid
  }

  private func changeDirectory(to folder: String) throws(SystemError) {
    typealias Call = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32
    let call = unsafeBitCast(try Self.address(of: "posix_spawn_file_actions_addchdir_np"), to: Call.self)
    _ = call(&actions, folder)
  }

  private func closeOthers() throws(SystemError) {
    typealias Call = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    let call = unsafeBitCast(try Self.address(of: "posix_spawn_file_actions_addclosefrom_np"), to: Call.self)
    _ = call(&actions, 3)
  }

  /// Functions that glibc has and its headers hide from Swift.
  private static func address(of name: String) throws(SystemError) -> UnsafeMutableRawPointer {
    guard let address = dlsym(nil, name) else { throw SystemError(name, number: ENOSYS) }
    return address
  }

  private static func withStrings<Value>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("the list ends with nil, so it is never empty") }
      return body(base)
    }
  }
}
