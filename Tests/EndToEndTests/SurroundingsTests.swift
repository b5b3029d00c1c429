import Glibc
import LLMCore
import LLMTestKit
import Testing

/// Homes, folders and languages that are not as one would wish.
@Suite(.fewAtOnce) struct SurroundingsTests {
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("Hé")) }

  /// Expects the answer and one warning that says why the call is not recorded.
  private func expectUnrecordedAnswer(
    _ result: CLIResult, because words: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
    #expect(result.outputText == "Hé", sourceLocation: sourceLocation)
    #expect(result.errorLines.count == 1, "\(result)", sourceLocation: sourceLocation)
    #expect(result.errorText.hasPrefix("warning: "), "\(result)", sourceLocation: sourceLocation)
    #expect(result.errorText.contains(words), "\(result)", sourceLocation: sourceLocation)
  }

  @Test func `without a home the answer comes, with one warning`() async throws {
    expectUnrecordedAnswer(
      try await stage.shell("exec env -u HOME $LLMCTL chat hi"), because: "is not recorded")
    #expect(stage.home.contents() == [])
  }

  @Test(arguments: ["/proc/self/nothing", "/dev/null"])
  func `in a home that cannot be written the answer comes, with one warning`(home: String) async throws {
    expectUnrecordedAnswer(
      try await stage.run(["chat", "hi"], environment: ["HOME": home]), because: "is not recorded")
  }

  @Test func `a file in place of a folder is no obstacle`() async throws {
    try stage.home.write(".local", "in the way")
    expectUnrecordedAnswer(try await stage.run(["chat", "hi"]), because: "is not recorded")
    #expect(try stage.home.read(".local") == Array("in the way".utf8))
  }

  @Test(.enabled("mounting needs root or a user namespace") { try await Self.canMount() })
  func `on a full disk the answer comes, with one warning`() async throws {
    try stage.home.write("full/.keep", "")
    let result = try await stage.shell(
      """
      exec unshare --user --map-root-user --mount sh -c '
        mount -t tmpfs -o size=4k tmpfs full && HOME=$PWD/full exec $LLMCTL chat hi'
      """)
    expectUnrecordedAnswer(result, because: "the disk is full")
  }

  @Test func `what is written is for the owner's eyes only`() async throws {
    expectAnswer(try await stage.run(["chat", "hi"]), "Hé")
    #expect(stage.home.mode(".local/share/llmctl") == 0o700)
    #expect(stage.home.mode(".local/state/llmctl") == 0o700)
    #expect(stage.home.mode(".local/state/llmctl/journals") == 0o700)
    let files = stage.home.contents().filter {
      $0.hasPrefix(".local/share/llmctl/") || $0 == ".local/state/llmctl/state.json"
    }
    #expect(files.contains(".local/share/llmctl/llmctl.db"))
    #expect(files.contains(".local/state/llmctl/state.json"))
    for file in files { #expect(stage.home.mode(file) == 0o600, "\(file)") }
  }

  @Test func `nothing is written outside of the data and state folders`() async throws {
    expectAnswer(try await stage.run(["chat", "hi"]), "Hé")
    let strangers = stage.home.contents().filter {
      !$0.hasPrefix(".local/share/llmctl") && !$0.hasPrefix(".local/state/llmctl")
        && ![".local", ".local/share", ".local/state"].contains($0)
    }
    #expect(strangers == [])
    #expect(stage.home.contents().filter { $0.hasSuffix(".journal") || $0.hasSuffix(".flight") } == [])
  }

  @Test func `LLMCTL_HOME puts everything into one folder`() async throws {
    let folder = stage.home.path("elsewhere")
    expectAnswer(try await stage.run(["chat", "hi"], environment: ["LLMCTL_HOME": folder]), "Hé")
    #expect(stage.home.mode("elsewhere/llmctl.db") == 0o600)
    #expect(stage.home.mode(".local") == nil)
  }

  @Test func `XDG_DATA_HOME moves the ledger`() async throws {
    let folder = stage.home.path("data")
    expectAnswer(try await stage.run(["chat", "hi"], environment: ["XDG_DATA_HOME": folder]), "Hé")
    #expect(stage.home.mode("data/llmctl/llmctl.db") == 0o600)
    #expect(stage.home.mode(".local/share") == nil)
  }

  @Test func `XDG_STATE_HOME moves the shared state`() async throws {
    let folder = stage.home.path("state")
    expectAnswer(try await stage.run(["chat", "hi"], environment: ["XDG_STATE_HOME": folder]), "Hé")
    #expect(stage.home.mode("state/llmctl/state.json") == 0o600)
    #expect(stage.home.mode(".local/state") == nil)
  }

  @Test(arguments: [["LANG": "C"], ["LC_ALL": "C"], ["LC_ALL": "de_DE.ISO-8859-1"], ["TERM": "dumb", "TZ": "Nowhere"]])
  func `no language or terminal setting changes a byte`(environment: [String: String]) async throws {
    expectAnswer(try await stage.run(["chat", "fragö"], environment: environment), "Hé")
    #expect(try stage.server.requests.first?.turns() == ["user: fragö"])
  }

  @Test func `the base URL is all the environment that is needed`() async throws {
    let stage = try Stage { request in
      request.method == "GET" ? .json(200, #"{"data":[{"id":"first"},{"id":"second"}]}"#) : .answer("ok")
    }
    let address = stage.server.url.text
    let result = try await stage.shell("exec env -i OPENAI_BASE_URL=\(address)/v1 HOME=$HOME $LLMCTL chat hi")
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.contains("asking first, the first one of openai"))
    #expect(stage.server.requests.map(\.path) == ["/v1/models", "/v1/chat/completions"])
    #expect(try stage.server.requests.last?.json()["model"]?.text == "first")
  }

  @Test func `a working directory that was deleted is no obstacle`() async throws {
    let result = try await stage.shell("mkdir gone && cd gone && rmdir ../gone && exec $LLMCTL chat hi")
    expectAnswer(result, "Hé")
  }

  /// Whether a file system can be mounted for one process alone.
  private static func canMount() async throws -> Bool {
    let shell = try CLIFixture(binary: "/bin/sh")
    let probe = "exec unshare --user --map-root-user --mount mount -t tmpfs -o size=4k tmpfs /mnt"
    return try await shell.run(["-c", probe], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]).exitCode == 0
  }
}
