import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// The page on the credential file's format tells the truth: its reader, as it stands there, reads what llmctl writes.
@Suite struct CredentialDocumentTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()

  private func reader() throws -> String {
    let page = String(decoding: try DiskFile(Self.root + "/docs/credential-file.md").read(), as: UTF8.self)
    let start = try #require(page.firstRange(of: "```python\n")).upperBound
    let end = try #require(page[start...].firstRange(of: "```\n")).lowerBound
    return String(page[start..<end])
  }

  private func read(_ file: String, _ passphrase: String, in folder: ScratchFolder) async throws -> CLIResult {
    let script = try folder.write("reader.py", try reader())
    return try await CLIFixture(binary: "/usr/bin/python3").run(
      ["-I", script, file, passphrase], environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"], limit: .seconds(60)
    )
  }

  @Test func `the reader of the page is short`() throws {
    let lines = try reader().split(separator: "\n").filter { !$0.contains("import ") }
    #expect(lines.count <= 24, "\(lines.count) lines")
  }

  @Test func `the reader of the page reads the file that was written once and for all`() async throws {
    let folder = try ScratchFolder()
    let sample = Self.root + "/Tests/LLMCoreTests/Credentials/Fixtures/version-1.credentials"
    let result = try await read(sample, "correct horse battery staple", in: folder)
    try #require(result.exitCode == 0, "\(result)")
    let rows = result.outputText.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    #expect(
      rows.map(\.last) == [
        "sk-proj-example-0", "sk-proj-example-1", "gsk_example", Substring(String(repeating: "x", count: 300)),
      ])
    #expect(rows.map { $0.dropLast().joined(separator: "|") }[2] == "groq|büro|ci|https://api.groq.com")
    #expect(try await read(sample, "wrong horse battery staple", in: folder).exitCode != 0)
  }

  @Test func `the reader of the page reads a file that was made just now`() async throws {
    let folder = try ScratchFolder()
    let path = folder.path("data/credentials")
    let store = CredentialStore(
      path: path, files: LiveCredentialFiles(), holder: NoKeyHolder(), programs: LivePrograms(),
      environment: Environment([:]), time: LiveTime())
    var keys = try store.create(.keyFile(folder.path("key")))
    try keys.addMethod(.passphrase(Secret(copying: "zebra")))
    try keys.add(
      Secret(copying: "sk-fresh"), name: CredentialName(provider: "openai", label: "work"),
      host: "https://api.openai.com")
    let result = try await read(path, "zebra", in: folder)
    #expect(result.outputText == "openai\twork\t\thttps://api.openai.com\tsk-fresh\n", "\(result)")
  }

  /// The bound is on processor time, so that a busy machine makes nothing look expensive.
  @Test func `a wrong passphrase costs a fifth of a second of processor time and 128 MiB`() throws {
    let folder = try ScratchFolder()
    let store = CredentialStore(
      path: folder.path("data/credentials"), files: LiveCredentialFiles(), holder: NoKeyHolder(),
      programs: LivePrograms(),
      environment: Environment([:]), time: LiveTime())
    _ = try store.create(.passphrase(Secret(copying: "zebra")))
    let cost = try #require(try store.protection()?.methods.first?.cost)
    #expect(cost.rounds >= 1 << 17 && cost.memory >= 128 << 20)
    let start = LiveTime().processorTime()
    #expect(throws: CredentialError.wrongPassphrase) {
      try store.unlock(UnlockRequest { attempt in attempt == 1 ? Secret(copying: "horse") : nil })
    }
    #expect(LiveTime().processorTime() - start >= .milliseconds(200))
  }
}
