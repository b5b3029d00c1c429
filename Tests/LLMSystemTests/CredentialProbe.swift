import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// A credential file with a key file in a folder of its own, and the program that uses it.
struct CredentialProbe {
  let folder: ScratchFolder
  var path: String { folder.path("data/credentials") }

  /// - Parameter path: of the folder with the file, where it is another than `data`.
  init(in folder: ScratchFolder) { self.folder = folder }

  /// A new file, which the key file beside it opens.
  init() throws {
    folder = try ScratchFolder()
    try make()
  }

  func make() throws { _ = try store.create(.keyFile(folder.path("key"))) }

  var store: CredentialStore {
    CredentialStore(
      path: path, files: LiveCredentialFiles(), holder: NoKeyHolder(), programs: LivePrograms(),
      environment: Environment([:]), time: LiveTime())
  }

  /// The labels of the keys in the file, sorted.
  func labels() throws -> [String] { try store.unlock().records.map(\.name.label).sorted() }

  func start(
    _ arguments: [String], environment: [String: String] = [:], limit: Duration = .seconds(60)
  ) throws -> CLIProcess {
    try CLIFixture(binary: Self.binary()).start(
      CLIInvocation(arguments, environment: environment, workingDirectory: folder.path, limit: limit))
  }

  @discardableResult
  func run(
    _ arguments: [String], environment: [String: String] = [:], limit: Duration = .seconds(60)
  ) async throws -> CLIResult {
    try await start(arguments, environment: environment, limit: limit).wait()
  }

  /// The probe is built beside the tests.
  static func binary() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    try #require(length > 0)
    let program = String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return program[..<(program.lastIndex(of: "/") ?? program.endIndex)] + "/llmctl-credential-probe"
  }
}
