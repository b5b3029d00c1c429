internal import Glibc
internal import LLMTestKit

/// A program on a terminal of its own, typed to and watched without a thread between.
struct TypedProgram {
  private let terminal: PseudoTerminal
  private let child: Int32

  /// Starts it, with nothing in its environment but what is given and a kind of terminal.
  init(_ path: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
    terminal = try PseudoTerminal(columns: 100, rows: 40)
    let spawn = Spawn()
    for descriptor in 0..<3 as Range<Int32> { spawn.open(terminal.path, O_RDWR, as: descriptor) }
    let variables = ["TERM": "xterm-256color", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"]
    child = try spawn.start(path, arguments, variables.merging(environment) { $1 }, in: "/")
  }

  /// Types, and waits until the screen is sent this text. Returns what was sent until then; nil where nothing came for five
  /// seconds.
  func type(_ text: String, until shown: String) -> [UInt8]? {
    var unsent = Array(text.utf8)[...]
    let wanted = Array(shown.utf8)
    var received: [UInt8] = []
    var searched = 0
    while true {
      var entry = pollfd(fd: terminal.controller, events: Int16(unsent.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0)
      guard poll(&entry, 1, 5000) > 0 else { return nil }
      if entry.revents & Int16(POLLOUT) != 0 {
        let count = unsent.withUnsafeBytes { write(terminal.controller, $0.baseAddress, min($0.count, 1024)) }
        unsent = unsent.dropFirst(max(0, count))
      }
      guard entry.revents & Int16(POLLIN) != 0 else { continue }
      var block = [UInt8](repeating: 0, count: 64 << 10)
      let count = read(terminal.controller, &block, block.count)
      guard count > 0 else { return nil }
      received += block[..<count]
      while searched + wanted.count <= received.count {
        if received[searched..<searched + wanted.count].elementsEqual(wanted) { return received }
        searched += 1
      }
    }
  }

  /// Kills it and waits for its end.
  func end() {
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    close(terminal.controller)
  }
}
