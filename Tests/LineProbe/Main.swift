internal import Dispatch
internal import Glibc
internal import LLMCore
internal import LLMTerminal

/// Reads entries until they end, and prints each with its line ends and controls escaped: what the tests of line editing drive.
///
/// Arguments: `--history FILE`, `--prompt TEXT`, `--plain-prompt`, and `--slow-start` to begin when there is a file `go`. The
/// entry `/stream` prints tokens, as an answer does, until there is a file `stop` in the home folder; `/size` tells the
/// terminal's; `/crash`, `/trap` and `/leave` end the process. SIGUSR1 wakes the read, SIGUSR2 cancels its task. With `--secret`
/// secrets are read instead.
@main
enum Main {
  static func main() {
    if CommandLine.arguments.contains("--secret") { return SecretLoop.run() }
    let done = DispatchSemaphore(value: 0)
    let signals = TerminalSignals()
    let requests = Requests()
    LiveTerminalModes.shared.guardExit()
    signals.listen()
    let arguments = CommandLine.arguments
    let environment = Environment(variables())
    let history = value(of: "--history", in: arguments).map { path in
      HistoryFile(
        path: path, session: "probe-\(getpid())", time: { 1_767_225_600 }, warn: { say("warning: \($0.text)") })
    }
    let reader = LineReading.open(
      environment, completer: WordCompleter(), history: history, signals: signals, hiding: { ["PROBE_KEY"] })
    guard let reader else { return say("no reader") }
    requests.serve(reader)
    if arguments.contains("--slow-start") {
      say("ready")
      while access((environment["HOME"] ?? "/") + "/go", F_OK) != 0 { usleep(5000) }
    }
    let name = value(of: "--prompt", in: arguments) ?? "ask ▸ "
    let isPlain = arguments.contains("--plain-prompt")
    let prompt = LinePrompt(
      SafeText(name), style: isPlain ? .plain : .accent, right: isPlain ? nil : "3 %", rightStyle: .dim)
    // An asynchronous main would unblock all signals on this thread.
    Task.detached {
      await loop(reader, prompt, requests, environment)
      done.signal()
    }
    done.wait()
    LiveTerminalModes.shared.restore()
  }

  private static func loop(
    _ reader: any LineReader, _ prompt: LinePrompt, _ requests: Requests, _ environment: Environment
  ) async {
    let stop = (environment["HOME"] ?? "/") + "/stop"
    var draft = ""
    while true {
      let start = draft
      draft = ""
      let read = Task { () throws(LLMError) in try await reader.read(prompt, draft: start) }
      requests.cancelling(read)
      switch await read.result {
      case .success(.text("/stream")): stream(until: stop)
      case .success(.text("/crash")): raise(SIGSEGV)
      case .success(.text("/trap")): fatalError("asked for")
      case .success(.text("/leave")): exit(0)
      case .success(.text("/size")):
        let size = TerminalSize.current(environment)
        say("size \(size.columns) x \(size.rows)")
      case .success(.text(let text)): say("text \(text.debugDescription)")
      case .success(.interrupted(let draft)): say("interrupted \(draft.debugDescription)")
      case .success(.woken(let text)):
        say("woken \(text.debugDescription)")
        if requests.isCancelled { return }
        draft = text
      case .success(.end): return say("end")
      case .failure(let error): return say("failed \(error)")
      }
    }
  }

  /// Prints what an answer would, and goes on when the file is there.
  private static func stream(until stop: String) {
    var number = 0
    while access(stop, F_OK) != 0 {
      number += 1
      write("tok\(number) ")
      usleep(5000)
    }
    say("\nstreamed")
  }

  static func say(_ line: String) { write(line + "\n") }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
  }

  private static func value(of option: String, in arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else { return nil }
    return arguments[index + 1]
  }

  private static func variables() -> [String: String] {
    var values: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let parts = String(cString: entry).split(separator: "=", maxSplits: 1)
      if let name = parts.first { values[String(name)] = parts.count > 1 ? String(parts[1]) : "" }
      next += 1
    }
    return values
  }
}
