import Glibc

/// Runs the built binary as a user's shell would, in a scratch folder that is also its home, with an environment that
/// holds nothing but what the test gives.
package struct CLIFixture: Sendable {
  /// The binary that is run.
  package let binary: String
  /// The home and working directory of every run; gone with the fixture.
  package let folder: ScratchFolder

  /// Uses the binary given, or the one that `LLMCTL_TEST_BINARY` names, or the `llmctl` beside the running test program.
  package init(binary: String? = nil) throws {
    let binary = try binary ?? Self.defaultBinary()
    guard access(binary, X_OK) == 0 else {
      throw CLIFailure(description: "there is no binary at \(binary); build it with `swift build`")
    }
    self.binary = binary
    self.folder = try ScratchFolder()
  }

  /// Runs to the end. Throws `CLIFailure` when the limit passes; any exit status is a result.
  package func run(
    _ arguments: [String], environment: [String: String] = [:], input: CLIInvocation.Input = .nothing,
    limit: Duration = .seconds(30)
  ) async throws -> CLIResult {
    try await run(CLIInvocation(arguments, environment: environment, input: input, limit: limit))
  }

  /// Runs to the end. Throws `CLIFailure` when the limit passes; any exit status is a result.
  package func run(_ invocation: CLIInvocation) async throws -> CLIResult {
    let process = try start(invocation)
    return try await process.wait()
  }

  /// Starts a run to be watched, typed to and signalled. It is killed when its limit passes.
  package func start(_ invocation: CLIInvocation) throws -> CLIProcess {
    var invocation = invocation
    invocation.environment["HOME"] = invocation.environment["HOME"] ?? folder.path
    invocation.workingDirectory = invocation.workingDirectory ?? folder.path
    return try CLIProcess.start(binary, invocation)
  }

  private static func defaultBinary() throws -> String {
    if let override = getenv("LLMCTL_TEST_BINARY") { return String(cString: override) }
    let program = try programPath()
    let folder = program[..<(program.lastIndex(of: "/") ?? program.endIndex)]
    return "\(folder)/llmctl"
  }

  private static func programPath() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    try SystemError.check("readlink /proc/self/exe", Int32(length))
    return String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
