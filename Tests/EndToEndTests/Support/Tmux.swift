import Glibc
import LLMTestKit
import Testing

/// A terminal of tmux in which the binary runs, with keys that are typed and screens that are read.
struct Tmux {
  static let isInstalled = access("/usr/bin/tmux", X_OK) == 0

  private let shell: CLIFixture
  private let home: String
  private let socket: String
  private let environment: [String: String]

  /// Starts a shell in a terminal of this size, with the binary as `$LLMCTL`.
  init(_ stage: Stage, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) async throws {
    try await self.init(
      stage.cli, columns: columns, rows: rows, environment: stage.surroundings.merging(environment) { $1 })
  }

  /// The same with nothing in the environment but what is given.
  init(_ cli: CLIFixture, columns: Int = 80, rows: Int = 24, environment: [String: String]) async throws {
    shell = try CLIFixture(binary: "/bin/bash")
    home = cli.folder.path
    socket = "\(shell.folder.path)/socket"
    self.environment = [
      "LLMCTL": cli.binary, "PATH": "/usr/bin:/bin", "HOME": home, "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    let settings = try shell.folder.write("rc", "PS1='$ '\n")
    try await run(
      """
      set-option -g history-limit 20000 \\; set-option -g status off \\; set-option -g default-terminal xterm-256color \\; \
      new-session -d -x \(columns) -y \(rows) -c \(home) 'exec bash --noprofile --rcfile \(settings)'
      """)
    try await wait("a prompt of the shell") { $0.contains { $0.hasPrefix("$") } }
  }

  /// Types keys as tmux names them: `Enter`, `C-c`, `Escape`.
  func press(_ keys: String...) async throws { try await run("send-keys " + keys.joined(separator: " ")) }

  /// Types a text, letter by letter, and Enter.
  func enter(_ text: String) async throws {
    try await run("send-keys -l '\(text.replacing("'", with: "'\\''"))' \\; send-keys Enter")
  }

  /// Pastes as a terminal does that knows of bracketed paste.
  func paste(_ text: String) async throws {
    let file = try shell.folder.write("paste", text)
    try await run("load-buffer \(file) \\; paste-buffer -p")
  }

  func resize(columns: Int, rows: Int) async throws { try await run("resize-window -x \(columns) -y \(rows)") }

  /// All rows, those that have left the screen included, without blanks at their ends and empty rows at the end.
  func rows() async throws -> [String] {
    let text = try await run("capture-pane -p -S -")
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while rows.last == "" { rows.removeLast() }
    return rows
  }

  /// Looks at the rows again and again until they are as they should be.
  @discardableResult
  func wait(_ what: String, until isThere: ([String]) -> Bool) async throws -> [String] {
    var found: [String] = []
    for _ in 0..<600 {
      found = try await rows()
      if isThere(found) { return found }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("\(what) never came; the screen is:\n\(found.joined(separator: "\n"))")
    throw CancellationError()
  }

  /// Ends the terminal and all that runs in it.
  func stop() async { _ = try? await run("kill-server") }

  @discardableResult
  private func run(_ command: String) async throws -> String {
    var invocation = CLIInvocation(
      ["-c", "exec tmux -f /dev/null -S \(socket) \(command)"], environment: environment, limit: .seconds(30))
    invocation.workingDirectory = home
    let result = try await shell.run(invocation)
    return result.outputText
  }
}
