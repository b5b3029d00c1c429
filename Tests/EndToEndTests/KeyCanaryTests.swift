import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// A key of its own in each place where keys can be, commands that succeed and fail, and a look at everything that was written
/// anywhere: the key shows in the header that carries it to its own host, and nowhere else.
@Suite(.fewAtOnce) struct KeyCanaryTests {
  /// Where the key is.
  enum Place: String, CaseIterable, Sendable {
    case environment, spareVariable, keyFile, held, passphraseCommand
  }

  /// What the server does with a request.
  enum Manner: String, CaseIterable, Sendable {
    case answers, echoes, rejects, fails, redirects, echoesInAnswer
  }

  /// Of no provider's shape, so that nothing but knowing it helps.
  private static let canary = "zq-canary-7f3a9c51e2d84b60"
  private static let first = "zq-canary-first-0a1b2c3d4e5f"
  /// Stored, replaced and removed on the way.
  private static let second = "zq-canary-second-6071a2b3c4d5"
  private static let third = "zq-canary-third-9e8f7a6b5c4d"
  private static let canaries = [canary, first, second, third]

  private let stage: Stage
  private let trace: String

  init() throws {
    stage = try Stage { request in
      let sent = request.header("authorization") ?? "nothing"
      if sent == "Bearer \(Self.first)" { return .json(401, #"{"error":{"message":"no such key: \#(sent)"}}"#) }
      if request.method == "GET" { return .json(200, #"{"data":[{"id":"test"}]}"#) }
      return switch Self.manner(of: request.text) {
      case .echoes:
        .json(
          400, #"{"error":{"message":"bad \#(sent)","param":"\#(sent)"}}"#, headers: [HTTPHeader("x-request-id", sent)])
      case .rejects: .json(401, #"{"error":{"message":"Incorrect key \#(sent)"}}"#)
      case .fails: .json(500, #"{"error":{"message":"oops \#(sent)"}}"#)
      case .redirects: .redirect(302, to: "http://127.0.0.1:9/?key=\(sent.dropFirst(7))")
      case .echoesInAnswer: .sse([Payload.text("you sent \(sent)"), Payload.finish()])
      default: .answer("fine")
      }
    }
    trace = stage.home.path("trace")
  }

  /// How to answer a request, by the last prompt in it.
  private static func manner(of body: String) -> Manner? {
    guard let start = body.ranges(of: "manner-").last?.upperBound else { return nil }
    return Manner(rawValue: String(body[start...].prefix(while: \.isLetter)))
  }

  // MARK: The places

  /// Puts the key into its place. Returns the environment to run with.
  private func prepare(_ place: Place) throws -> [String: String] {
    let url = "\(stage.server.url.text)/v1"
    switch place {
    case .environment:
      try configure(url, "key_env: WORK_KEY")
      return ["WORK_KEY": Self.canary]
    case .spareVariable:
      try configure(url, "key_env: [WORK_KEY, SPARE_KEY]")
      return ["WORK_KEY": Self.first, "SPARE_KEY": Self.canary]
    case .keyFile:
      try stage.home.write("the-key", Self.canary + "\n", mode: 0o600)
      try configure(url, "key_file: \(stage.home.path("the-key"))")
      return [:]
    case .held, .passphraseCommand:
      try configure(url, "key_label: default")
      try store(isHeld: place == .held)
      return [:]
    }
  }

  private func configure(_ url: String, _ key: String) throws {
    try stage.configure("providers:\n  work: {base_url: '\(url)', models: [test], \(key)}\n")
  }

  /// A credential file that a script opens, which writes down what it was given.
  private func store(isHeld: Bool) throws {
    let script = try stage.home.write(
      "passphrase", "#!/bin/sh\nenv >>'\(stage.home.path("children"))'\necho correct horse\n", mode: 0o700)
    mkdir(stage.home.path(".local"), 0o700)
    mkdir(stage.home.path(".local/share"), 0o700)
    let folder = stage.home.path(".local/share/llmctl")
    mkdir(folder, 0o700)
    let store = CredentialStore(
      path: folder + "/credentials", files: LiveCredentialFiles(), holder: KernelKeyring(), programs: LivePrograms(),
      environment: Environment([:]), time: LiveTime())
    var credentials = try store.create(.command([script]))
    let host = try #require(Endpoint(stage.server.url.text)).keyHost
    try credentials.add(Secret(copying: Self.canary), name: try CredentialName(provider: "work"), host: host)
    // Where the kernel holds nothing, as in some containers, the script is what opens the file.
    if isHeld { credentials.hold(for: .seconds(300)) }
  }

  // MARK: The runs

  /// Runs a command under strace, which writes down what it and its children write, send, and are started with.
  private func run(
    _ arguments: [String], input: String = "", _ environment: [String: String], number: Int
  ) async throws -> CLIResult {
    let strace = try CLIFixture(binary: "/usr/bin/strace")
    var invocation = stage.invocation(
      tracing(number) + [stage.cli.binary] + arguments,
      environment: environment.merging([
        "HOME": stage.home.path, "PATH": "/usr/bin:/bin", "LLMCTL_MODEL": "work/test", "TERM": "dumb",
      ]) { $1 })
    invocation.workingDirectory = stage.home.path
    if !input.isEmpty { invocation.input = .bytes(Array(input.utf8)) }
    return try await strace.run(invocation)
  }

  /// What strace writes down, and where.
  private func tracing(_ number: Int) -> [String] {
    let calls = "trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,execve,prctl"
    return ["-f", "-v", "-s", "1048576", "-e", calls, "-o", "\(trace).\(number)"]
  }

  private static let commands: [[String]] =
    Manner.allCases.map { ["chat", "-v", "manner-\($0.rawValue)"] } + [
      ["chat", "-v", "--json", "manner-echoes"], ["chat", "-v", "--no-stream", "manner-answers"],
      ["chat", "-v", "-c", "manner-answers"], ["chat", "-v", "-m", "work/gone", "manner-rejects"],
      ["chat", "-v", "-o", "api_key=\(canary)", "x"], ["chat", "-v", "--key-label", "nobody", "x"],
      ["tokens", "-v", "--exact", "-m", "work/claude-test", "-"], ["doctor", "-v"],
      ["doctor", "-v", "--probe", "--json"],
      ["config", "show", "--origin"], ["config", "show", "--json"], ["replay", "list", "--json"],
      ["replay", "show", "last"], ["auth", "status", "-v"], ["auth", "status", "--json"], ["auth", "list", "-v"],
      ["auth", "test", "-v"], ["auth", "test", "work", "--key-label", "nobody", "-v"],
    ]

  /// Commands that change what is stored, and what they read.
  private static let changes: [(arguments: [String], input: String)] = [
    (["auth", "login", "work", "--label", "other", "--with-token", "--test", "-v"], "export WORK_KEY='\(second)'\n"),
    (["auth", "login", "work", "--label", "broken", "--with-token", "-v"], "\(second) \(third)\n"),
    (["auth", "login", "work", "--label", "refused", "--with-token", "--test", "-v"], first),
    (["chat", "-v", "--key-label", "other", "manner-echoes"], ""),
    (["auth", "rotate", "work", "--label", "other", "--with-token", "-v"], third),
    (["auth", "rotate", "work", "--label", "other", "--with-token", "-v"], third),
    (["auth", "test", "work", "--key-label", "other", "-v"], ""), (["auth", "list", "--json"], ""),
    (["auth", "export", "backup", "--with-passphrase", "-v"], "another passphrase\n"),
    (["auth", "rotate", "work", "--label", "other", "--retire", "--yes", "-v"], ""),
    (["auth", "logout", "work", "--label", "other", "-v"], ""),
    (["auth", "logout", "work", "--label", "other", "--yes", "-v"], ""),
    (["auth", "import", "--from", "backup", "backup", "--with-passphrase", "-v"], "another passphrase\n"),
    (["auth", "import", "--from", "env", "-v"], ""), (["auth", "unlock"], ""), (["auth", "lock"], ""),
  ]

  @Test(arguments: Place.allCases)
  func `a key shows in the header to its own host and nowhere else`(place: Place) async throws {
    let environment = try prepare(place)
    let hasFile = place == .held || place == .passphraseCommand
    let runs = Self.commands.map { ($0, "") } + (hasFile ? Self.changes : [])
    for (number, (arguments, input)) in runs.enumerated() {
      let result = try await run(arguments, input: input, environment, number: number)
      let lines = try traced(number)
      for canary in Self.canaries {
        expectSilence(about: canary, result, arguments, place)
        for line in lines where line.contains(canary) {
          // What a server makes a model say is passed on unchanged, and what is typed is there for all to see.
          let isAllowed =
            line.contains("authorization: Bearer \(canary)\\r\\n") || line.contains("x-api-key: \(canary)\\r\\n")
            || (arguments.contains("manner-echoesInAnswer") && line.contains("write(1, "))
            || arguments.contains { $0.contains(canary) && line.contains("execve(") }
          #expect(isAllowed, "\(place) \(arguments) wrote: \(line.prefix(400))")
        }
      }
      #expect(lines.contains { $0.contains("prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE") }, "\(arguments)")
    }
    let requests = stage.server.requests
    for canary in [Self.canary] + (hasFile ? [Self.second, Self.third] : []) {
      #expect(requests.contains { $0.header("authorization") == "Bearer \(canary)" }, "\(place): \(canary) never used")
    }
    for request in requests {
      let others =
        request.headers.filter { !["authorization", "x-api-key"].contains($0.name) }.map(\.value) + [
          request.path, request.text,
        ]
      for canary in Self.canaries { #expect(!others.contains { $0.contains(canary) }, "\(place)") }
    }
    try searchHome(place)
  }

  /// What a person types, `!` included, and what has to be on the screen then.
  private static let entries: [(entry: String, sign: String)] = [
    ("manner-answers", "fine"), ("manner-echoes", "bad "), ("manner-rejects", "Incorrect key"),
    ("!env >>\"$HOME/children\"; echo done-1", "done-1"), ("!!env | sort; echo done-2", "done-2"),
    ("manner-answers again", "fine"), ("/show", "work/test"), ("/usage", "tokens"), ("/model work/other", "other"),
    ("/retry", "fine"), ("/save a name", "a name"), ("/sessions", "a name"), ("/export json told.json", "told.json"),
  ]

  @Test(
    .enabled(if: Tmux.isInstalled, "needs tmux"), arguments: [Place.environment, .spareVariable, .passphraseCommand])
  func `in a conversation it shows nowhere else, and commands of the shell do not get it`(place: Place) async throws {
    let environment = try prepare(place)
    let terminal = try await Tmux(
      stage, columns: 200, rows: 50, environment: environment.merging(["LLMCTL_MODEL": "work/test"]) { $1 })
    try await terminal.enter("strace \(tracing(0).joined(separator: " ")) \"$LLMCTL\" chat -v; echo left with $?")
    var prompts = 0
    func isReady(_ rows: [String]) -> Bool { rows.count { $0.contains(" ▸") } > prompts }
    try await terminal.wait("the first prompt", until: isReady)
    var rows: [String] = []
    for (entry, sign) in Self.entries {
      prompts = try await terminal.rows().count { $0.contains(" ▸") }
      try await terminal.enter(entry)
      rows = try await terminal.wait("the prompt after \(entry)", until: isReady)
      #expect(rows.contains { $0.contains(sign) && !$0.contains(" ▸") }, "\(entry): \(rows.joined(separator: "\n"))")
    }
    try await terminal.press("C-d")
    rows = try await terminal.wait("the shell") { $0.contains("left with 0") }
    await terminal.stop()

    for canary in Self.canaries { #expect(!rows.contains { $0.contains(canary) }, "\(rows.joined(separator: "\n"))") }
    for line in try traced(0) {
      for canary in Self.canaries where line.contains(canary) {
        #expect(line.contains("authorization: Bearer \(canary)\\r\\n"), "\(place) wrote: \(line.prefix(400))")
      }
    }
    #expect(stage.server.requests.contains { $0.header("authorization") == "Bearer \(Self.canary)" })
    #expect(String(decoding: try stage.home.read("children"), as: UTF8.self).contains("PATH="))
    try searchHome(place)
  }

  /// The lines of strace, but for the first: it starts llmctl itself, with the environment that the test gave it.
  private func traced(_ number: Int) throws -> [Substring] {
    let path = "\(trace).\(number)"
    defer { unlink(path) }
    return Array(String(decoding: try DiskFile(path).read(), as: UTF8.self).split(separator: "\n").dropFirst())
  }

  private func expectSilence(about canary: String, _ result: CLIResult, _ arguments: [String], _ place: Place) {
    #expect(!result.errorText.contains(canary), "\(place) \(arguments): \(result.errorText)")
    guard !arguments.contains("manner-echoesInAnswer") else { return }
    #expect(!result.outputText.contains(canary), "\(place) \(arguments): \(result.outputText)")
  }

  /// Everything below the home, but the file in which the test put the key.
  private func searchHome(_ place: Place) throws {
    let encoded = Base64.encode(Array(Self.canary.utf8)).prefix(24)
    for name in stage.home.contents() where name != "the-key" {
      guard let bytes = try? stage.home.read(name) else { continue }
      for canary in Self.canaries + [String(encoded)] {
        #expect(!bytes.contains(text: canary), "\(place): \(name) has it")
      }
    }
    let children = (try? stage.home.read("children")).map { String(decoding: $0, as: UTF8.self) }
    if place == .passphraseCommand { #expect(children?.contains("PATH=") == true, "the script never ran") }
  }

  // MARK: Where it may go

  @Test func `a stored key is not sent when the provider moves to another host, and the way out is told`() async throws
  {
    _ = try prepare(.passphraseCommand)
    let other = try Stage(replies: .answer("from elsewhere"))
    try configure("\(other.server.url.text)/v1", "key_label: default")
    let result = try await stage.run(
      ["chat", "hi"], environment: ["LLMCTL_MODEL": "work/test", "PATH": "/usr/bin:/bin"])
    expectFailure(result, 77, saying: "is not sent to", "llmctl auth login work", "--host \(other.server.url.text)")
    #expect(other.server.connectionCount == 0)
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `a proxy that opens the way gets no key`() async throws {
    let proxy = try Stage { request in request.method == "CONNECT" ? .head(200) : .answer("by proxy") }
    _ = try await proxy.run(
      ["chat", "hi"],
      environment: [
        "OPENAI_BASE_URL": "http://example.invalid/v1", "HTTP_PROXY": proxy.server.url.text,
        "OPENAI_API_KEY": Self.canary,
      ])
    let connect = try #require(proxy.server.requests.first)
    #expect(connect.method == "CONNECT")
    #expect(!connect.headers.contains { $0.value.contains(Self.canary) })
  }

  @Test func `programs that are started get no keys`() async throws {
    let environment = [
      "OPENAI_API_KEY": Self.canary, "GROQ_API_KEY": Self.canary, "WORK_KEY": Self.canary,
      "LLMCTL_PASSPHRASE": Self.canary,
    ]
    try stage.configure("providers: {work: {base_url: 'http://127.0.0.1:9/v1', key_env: WORK_KEY}}\n")
    let git = try stage.home.write(
      "bin/git", "#!/bin/sh\nenv >>'\(stage.home.path("children"))'\nexec /usr/bin/git \"$@\"\n", mode: 0o755)
    let folder = String(git.dropLast("/git".count))
    _ = try await stage.shell(
      "git init -q . && git add . && git -c user.name=x -c user.email=x@x commit -qm x; echo y >z; git add z")
    let result = try await stage.shell(
      "$LLMCTL tokens --staged", environment: environment.merging(["PATH": "\(folder):/usr/bin:/bin"]) { $1 })
    #expect(result.exitCode == 0, "\(result)")
    let children = String(decoding: try stage.home.read("children"), as: UTF8.self)
    #expect(children.contains("PATH="))
    #expect(!children.contains(Self.canary))
  }
}
