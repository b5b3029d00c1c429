import Glibc
import LLMTestKit
import Testing

/// The program that reads lines and says what it read, on a terminal of its own, typed to as a person does: the next key comes
/// when the screen shows what the last one did.
final class Probe: Sendable {
  let process: CLIProcess
  let columns: Int
  let rows: Int

  /// Waits until the first prompt is there.
  ///
  /// - Parameters:
  ///   - home: with the user's files in it.
  ///   - shell: to be started in the place of the probe.
  ///   - prompt: what to wait for; nil for nothing.
  init(
    home: ScratchFolder, shell: String? = nil, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 60,
    rows: Int = 12,
    awaiting prompt: String? = "ask ▸ "
  ) async throws {
    (self.columns, self.rows) = (columns, rows)
    let fixture = try CLIFixture(binary: try shell ?? Self.binary())
    let variables = ["TERM": "xterm-256color", "LC_ALL": "C", "PATH": "/usr/bin:/bin", "HOME": home.path]
    let arguments = arguments.contains("--prompt") || shell != nil ? arguments : ["--plain-prompt"] + arguments
    process = try fixture.start(
      CLIInvocation(
        arguments, environment: variables.merging(environment) { $1 }, workingDirectory: home.path, limit: .seconds(60)
      ).inTerminal(columns: UInt16(columns), rows: UInt16(rows)))
    if let prompt { try await shows { $0.text.contains(prompt.trimmingSpaces) } }
  }

  /// The screen as it is now.
  var screen: Screen {
    var screen = Screen(columns: columns, rows: rows)
    screen.show(process.captured(.screen))
    return screen
  }

  /// Waits until the screen is as wanted, and expects that it comes to be.
  func shows(_ condition: @escaping (Screen) -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let isShown = try await Monotonic.wait(atMost: .seconds(10)) { condition(screen) }
    #expect(isShown, "\(screen.text)", sourceLocation: sourceLocation)
    if !isShown { process.signal(SIGKILL) }
    try #require(isShown, sourceLocation: sourceLocation)
  }

  /// Waits until the probe has said that it read this, in full lines.
  func says(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await shows({ _ in self.hasSent(line + "\r\n") }, sourceLocation: sourceLocation)
  }

  /// Types, and waits until the row with the cursor is this, trailing spaces aside.
  func type(_ keys: String, row: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    process.type(keys)
    try await shows({ $0.cursorRow == row }, sourceLocation: sourceLocation)
  }

  /// Types, and waits for what the probe says of the entry.
  func type(_ keys: String, says line: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let before = process.captured(.screen).count
    process.type(keys)
    try await shows(
      { _ in
        // The prompt that comes after it shows that the next key can be typed.
        guard let end = self.end(of: line + "\r\n", after: before) else { return false }
        return self.end(of: "\u{1B}[?2004h", after: end) != nil
      }, sourceLocation: sourceLocation)
  }

  /// Whether the terminal was sent this. By bytes: a line end of two is one character of a string.
  func hasSent(_ text: String) -> Bool { end(of: text, after: 0) != nil }

  /// Where this text ends in what the terminal was sent.
  private func end(of text: String, after start: Int) -> Int? {
    let bytes = process.captured(.screen)
    let wanted = Array(text.utf8)
    guard bytes.count >= start + wanted.count else { return nil }
    return (start...bytes.count - wanted.count).first { bytes[$0...].starts(with: wanted) }.map { $0 + wanted.count }
  }

  /// Everything the terminal was sent.
  var sent: String { String(decoding: process.captured(.screen), as: UTF8.self) }

  /// Ends it with Ctrl-D on an empty line, and expects that it ends well.
  func leave(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    process.type("\u{4}")
    let result = try await process.wait()
    #expect(result.exitCode == 0, "\(result)", sourceLocation: sourceLocation)
    #expect(hasSent("end\r\n"), "\(result)", sourceLocation: sourceLocation)
  }

  /// Kills it.
  func kill() async throws {
    process.signal(SIGKILL)
    _ = try await process.wait()
  }

  /// The probe is built beside the tests.
  static func binary() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &buffer, buffer.count)
    try #require(length > 0)
    let program = String(decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return program[..<(program.lastIndex(of: "/") ?? program.endIndex)] + "/llmctl-line-probe"
  }
}

extension String {
  /// Without spaces at the end.
  var trimmingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
