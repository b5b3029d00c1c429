import Glibc
import LLMCore
import LLMTestKit
import Testing

/// `llmctl auth` as a person uses it, and as a script does.
@Suite(.fewAtOnce) struct AuthTests {
  private static let key = "sk-proj-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1111"
  private static let newKey = "sk-proj-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb2222"
  private static let passphrase = "quiet horse battery lamp"

  private static func stage() throws -> Stage {
    let stage = try Stage(replies: .json(200, #"{"data":[]}"#))
    // Whether this system has a keyring must not matter: the passphrase is asked for every time. And a server of this machine
    // is asked with a stored key only where its provider is said to have one.
    try stage.configure(
      """
      credentials:
        hold: 0
      providers:
        openai:
          kind: openai
          base_url: \(stage.server.url.text)/v1
          key_env: OPENAI_API_KEY
      """)
    return stage
  }

  // MARK: A person

  /// Runs a command on a terminal, answers each question that it asks, and returns what the screen was sent.
  private func converse(
    _ stage: Stage, _ arguments: [String], _ answers: [(question: String, answer: String)], exitCode: Int32 = 0
  ) async throws -> String {
    var invocation = stage.invocation(["auth"] + arguments, environment: ["TERM": "xterm"]).inTerminal(columns: 160)
    invocation.environment["OPENAI_API_KEY"] = nil
    let process = try stage.cli.start(invocation)
    for (question, answer) in answers {
      try await process.wait(for: question)
      process.type(answer + "\r")
    }
    let result = try await process.wait()
    let screen = String(decoding: process.captured(.screen), as: UTF8.self)
    #expect(result.exitCode == exitCode, "\(screen)")
    for secret in [Self.key, Self.newKey, Self.passphrase] { #expect(!screen.contains(secret), "\(screen)") }
    return screen
  }

  @Test func `a person logs in, lists, rotates and logs out`() async throws {
    let stage = try Self.stage()
    let opened = ("Passphrase of the stored keys: ", Self.passphrase)
    let login = try await converse(
      stage, ["login", "openai"],
      [
        ("(not shown): ", " \(Self.key) "), ("whether it takes the key? [Y/n] ", ""),
        ("New passphrase for the stored keys: ", Self.passphrase), ("Once more: ", Self.passphrase),
      ])
    #expect(login.contains("removed white space around the key"))
    #expect(login.contains("openai takes the key"))
    #expect(login.contains("stored the key for openai, to be sent to \(stage.server.url.text) alone"))
    #expect(stage.server.requests.map(\.path) == ["/v1/models"])
    #expect(stage.server.requests.first?.header("authorization") == "Bearer \(Self.key)")

    let status = try await converse(stage, ["status"], [])
    #expect(status.contains("opened by passphrase, scrypt N=2^") && status.contains("locked"))

    let list = try await converse(stage, ["list"], [opened])
    #expect(list.contains("PROVIDER") && list.contains(stage.server.url.text) && list.contains("in use"))

    let rotation = try await converse(
      stage, ["rotate", "openai"], [opened, ("(not shown): ", Self.newKey), ("[Y/n] ", "n")])
    #expect(rotation.contains("stored the new key for openai"))
    #expect(try await converse(stage, ["list"], [opened]).contains("retiring"))
    let retirement = try await converse(stage, ["rotate", "openai", "--retire"], [opened, ("[y/N] ", "y")])
    #expect(retirement.contains("removed 1 old key"))

    let logout = try await converse(stage, ["logout", "openai"], [opened, ("[y/N] ", "yes")])
    #expect(logout.contains("removed the key for openai"))
  }

  @Test func `a wrong passphrase is asked for again`() async throws {
    let stage = try Self.stage()
    let login = try await stage.run(
      ["auth", "login", "openai", "--with-token"], environment: ["LLMCTL_PASSPHRASE": Self.passphrase],
      input: .bytes(Array(Self.key.utf8)))
    try #require(login.exitCode == 0, "\(login)")
    let list = try await converse(
      stage, ["list"],
      [
        ("Passphrase of the stored keys: ", "wrong"), ("That does not open them. Passphrase: ", Self.passphrase),
      ])
    #expect(list.contains("openai"))
  }

  @Test func `Ctrl-C at a question ends it as a signal does, and nothing is made`() async throws {
    let stage = try Self.stage()
    let process = try stage.cli.start(
      stage.invocation(["auth", "login", "openai"], environment: ["TERM": "xterm"]).inTerminal())
    try await process.wait(for: "(not shown): ")
    process.type("half a key\u{3}")
    let result = try await process.wait()
    #expect(result.status == .signalled(SIGINT), "\(result)")
    #expect(!String(decoding: process.captured(.screen), as: UTF8.self).contains("half"))
    #expect(access(stage.home.path(".local/share/llmctl/credentials"), F_OK) != 0)
  }

  // MARK: A script

  private func run(
    _ stage: Stage, _ arguments: [String], input: String = "", exitCode: Int32 = 0
  ) async throws -> JSONValue {
    let result = try await stage.run(
      ["auth"] + arguments + ["--json"], input: .bytes(Array(input.utf8)))
    #expect(result.exitCode == exitCode, "\(result)")
    for secret in [Self.key, Self.newKey, Self.passphrase] {
      #expect(!result.outputText.contains(secret) && !result.errorText.contains(secret), "\(result)")
    }
    return exitCode == 0 || exitCode == 1 ? try result.json() : .null
  }

  @Test func `a script does it all without a terminal`() async throws {
    let stage = try Self.stage()
    // A key file needs no derivation that is slow on purpose.
    let file = stage.home.path("llmctl.key")
    let login = try await run(
      stage, ["login", "openai", "--with-token", "--test", "--key-file", file], input: Self.key + "\n")
    #expect(login["key"]?["host"]?.text == stage.server.url.text)
    #expect(try await run(stage, ["list"])["keys"]?.elements?.count == 1)
    let status = try await run(stage, ["status", "openai"])
    #expect(status["providers"]?.elements?.first?["used"]?["place"]?.text == "store")
    #expect(try await run(stage, ["test", "openai"])["tests"]?.elements?.first?["accepted"]?.bool == true)
    let rotation = try await run(stage, ["rotate", "openai", "--with-token"], input: Self.newKey)
    #expect(rotation["retiring"]?.elements?.count == 1)

    // With the new key from now on, and the old one where that is rejected.
    let answer = try await stage.run(["auth", "test", "openai"])
    #expect(answer.exitCode == 0, "\(answer)")
    #expect(stage.server.requests.last?.header("authorization") == "Bearer \(Self.newKey)")

    #expect(try await run(stage, ["rotate", "openai", "--retire"], exitCode: 64) == .null)
    #expect(try await run(stage, ["rotate", "openai", "--retire", "--yes"])["retired"]?.elements?.count == 1)
    let backup = stage.home.path("keys.backup")
    let export = try await run(stage, ["export", backup, "--with-passphrase"], input: "words of the backup")
    #expect(export["keys"]?.integer == 1)
    #expect(try await run(stage, ["logout", "openai", "--yes"])["removed"]?.elements?.count == 1)
    let load = try await run(stage, ["import", backup, "--with-passphrase"], input: "words of the backup")
    #expect(load["added"]?.elements?.count == 1)
    #expect(try await run(stage, ["import", backup, "--with-passphrase"], input: "others", exitCode: 77) == .null)
    let lock = try await run(stage, ["lock"])
    #expect(lock["was_held"]?.bool == false)
    let change = try await run(stage, ["passphrase", "--add", "--with-passphrase"], input: Self.passphrase)
    #expect(change["store"]?["methods"]?.elements?.map { $0["kind"]?.text } == ["key_file", "passphrase"])
    unlink(file)
    #expect(try await run(stage, ["list"], exitCode: 77) == .null)
  }

  @Test func `the passphrase comes from a descriptor, and the files are their owner's`() async throws {
    let stage = try Self.stage()
    try stage.home.write("token", Self.key)
    try stage.home.write("passphrase", Self.passphrase + "\n")
    let result = try await stage.shell(
      """
      set -e
      export LLMCTL_PASSPHRASE_FD=3
      "$LLMCTL" auth login openai --with-token < token 3< passphrase
      "$LLMCTL" auth list --json 3< passphrase > list
      stat -c %a .local/share/llmctl .local/share/llmctl/credentials
      """)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText == "700\n600\n")
    let list = try JSONReader.parse(String(decoding: try stage.home.read("list"), as: UTF8.self))
    #expect(list["keys"]?.elements?.count == 1)
    #expect(!stage.home.holds(Self.key, except: ["token"]))
  }

  @Test func `without a terminal and without anything to protect the keys with, nothing is made`() async throws {
    let stage = try Self.stage()
    let result = try await stage.run(["auth", "login", "openai", "--with-token"], input: .bytes(Array(Self.key.utf8)))
    expectFailure(result, 77, saying: "nothing is there to protect the stored keys with", "--key-file")
    expectFailure(try await stage.run(["auth", "login", "openai"]), 77, saying: "--with-token")
    expectFailure(try await stage.run(["auth", "list"], environment: ["LLMCTL_HOME": "relative", "HOME": ""]), 78)
    #expect(access(stage.home.path(".local/share/llmctl/credentials"), F_OK) != 0)
  }

  @Test func `a key on the command line is refused, and not repeated`() async throws {
    let stage = try Self.stage()
    for arguments in [
      ["login", Self.key], ["login", "openai", Self.key], ["logout", Self.key, "--yes"], ["status", Self.key],
    ] {
      let result = try await stage.run(["auth"] + arguments)
      #expect(result.exitCode == 64, "\(result)")
      #expect(!result.errorText.contains("aaaa"), "\(result)")
    }
  }

  @Test func `a file without protection is called so`() async throws {
    let stage = try Self.stage()
    let login = try await stage.run(
      ["auth", "login", "openai", "--with-token", "--insecure-plaintext"], input: .bytes(Array(Self.key.utf8)))
    #expect(login.exitCode == 0 && login.errorText.contains("NOT ENCRYPTED"), "\(login)")
    let status = try await stage.run(["auth", "status", "openai"])
    #expect(status.exitCode == 0 && status.outputText.contains("NOT ENCRYPTED"), "\(status)")
  }
}

extension ScratchFolder {
  /// Whether a file below the folder holds this text, those of these names aside.
  fileprivate func holds(_ text: String, except names: [String]) -> Bool {
    func look(_ folder: String) -> Bool {
      DiskFile.names(in: folder).contains { name in
        guard !names.contains(name) else { return false }
        let path = "\(folder)/\(name)"
        if let bytes = try? DiskFile(path).read() { return bytes.contains(text: text) }
        return look(path)
      }
    }
    return look(path)
  }
}
