import LLMCore
import LLMTestKit

/// A run with a cassette in which everything is a fake: the program is a closure that asks.
struct CassetteScene {
  /// What the program asks with.
  struct Client: Sendable {
    let loopback: MemoryLoopback
    let variables: [String: String]

    /// Asks below a base URL.
    func ask(
      _ variable: String = "OPENAI_BASE_URL", _ path: String = "/chat/completions", _ body: String = #"{"q":1}"#,
      key: String = "zq-canary-7f3a9c51e2d84b60", method: String = "POST", leavingAfter: Int? = nil
    ) async -> MemoryLoopback.Answer {
      let base = (variables[variable] ?? "").replacing("http://127.0.0.1:1", with: "")
      return await loopback.ask(
        LoopbackRequest(
          method: method, target: base + path,
          headers: [HTTPHeader("authorization", "Bearer \(key)"), HTTPHeader("content-type", "application/json")],
          body: Array(body.utf8)), leavingAfter: leavingAfter)
    }
  }

  static let path = "/project/c.yaml"

  let tree = MemoryTree()
  let console = RecordingConsole()
  var environment: [String: String] = [:]
  var clock = ManualClock(monotonic: .seconds(100))

  /// Runs a program, with replies for what it asks beyond the cassette.
  func run(
    _ invocation: CassetteInvocation, _ replies: [ScriptedTransport.Reply] = [],
    transport: ScriptedTransport? = nil, _ program: @escaping @Sendable (Client) async -> Int32
  ) async throws(LLMError) -> ExitCode {
    let loopback = MemoryLoopback()
    let foreground = ScriptedForeground { words, variables in
      words == ["nobody"]
        ? .failure(.notFound) : .success(await program(Client(loopback: loopback, variables: variables)))
    }
    let context = AppContext.sealed(
      environment: environment, files: MemoryFiles(), tree: tree, console: console, time: clock,
      transport: transport ?? ScriptedTransport(replies), foreground: foreground, loopback: loopback)
    return try await CassetteRun(context: context, reporter: Reporter(console: console)).run(invocation)
  }

  /// An invocation of `prog` with the usual file.
  static func invocation(_ mode: CassetteMode) -> CassetteInvocation {
    CassetteInvocation(path: path, command: ["prog"], mode: mode)
  }

  /// The file as text; nil where there is none.
  var file: String? { tree.content(of: RawPath(Self.path)).map { String(decoding: $0, as: UTF8.self) } }

  /// What the file holds; nothing where there is none.
  func recorded() throws -> [CassetteCall] { try CassetteReader.read(Array((file ?? "").utf8)).calls }

  /// A whole JSON reply.
  static func json(_ text: String, status: Int = 200) -> ScriptedTransport.Reply {
    .answer(status: status, headers: [HTTPHeader("content-type", "application/json")], body: [.bytes(Array(text.utf8))])
  }

  /// A stream.
  static func stream(_ pieces: ScriptedTransport.Piece...) -> ScriptedTransport.Reply {
    .answer(status: 200, headers: [HTTPHeader("content-type", "text/event-stream")], body: pieces)
  }
}
