internal import Glibc
internal import LLMTestKit

/// Measures what a person who types waits for: the time from a key to the screen, beside the kernel's own echo and bash, which
/// reads lines with readline; to the prompt; and for a large paste. Prints medians in milliseconds.
@main
enum Main {
  private struct Contestant {
    let name: String
    let path: String
    let arguments: [String]
    let environment: [String: String]
    /// What it shows when it can be typed to.
    let prompt: String
  }

  private static let keys = 500
  private static let starts = 25

  static func main() throws {
    // Absolute: what is started begins in a folder of its own.
    guard let program = realpath("/proc/self/exe", nil) else { throw Silence() }
    let folder = String(cString: program).split(separator: "/").dropLast().map { "/" + $0 }.joined()
    free(program)
    let probe = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "\(folder)/llmctl-line-probe"
    let ours = Contestant(
      name: "llmctl", path: probe, arguments: ["--plain-prompt", "--prompt", "ask> "], environment: [:], prompt: "ask> "
    )
    let bash = Contestant(
      name: "bash", path: "/bin/bash", arguments: ["--norc", "--noprofile", "-i"], environment: ["PS1": "ask> "],
      prompt: "ask> ")
    let echo = Contestant(
      name: "kernel", path: "/bin/sh", arguments: ["-c", "echo 'ask> '; exec cat"], environment: [:], prompt: "ask> ")
    row("", ["median", "p99", "worst"])
    for contestant in [ours, bash, echo] {
      try report("key to screen, \(contestant.name)", keystrokes(contestant, before: ""))
    }
    let draft = String(repeating: "a line of thirty-two characters.", count: 60)
    for contestant in [ours, bash] {
      try report("the same in a draft of 1.9 kB, \(contestant.name)", keystrokes(contestant, before: draft))
    }
    for contestant in [ours, bash] { try report("start to prompt, \(contestant.name)", promptTimes(contestant)) }
    try report("paste of 200 kB, llmctl", pastes(ours))
  }

  /// From each key to the moment the terminal is sent its character.
  private static func keystrokes(_ contestant: Contestant, before draft: String) throws -> [Duration] {
    let program = try TypedProgram(contestant.path, contestant.arguments, environment: contestant.environment)
    defer { program.end() }
    guard program.type("", until: contestant.prompt) != nil else { throw Silence() }
    for piece in stride(from: 0, to: draft.count, by: 32) {
      guard program.type(String(draft.dropFirst(piece).prefix(32)), until: ".") != nil else { throw Silence() }
    }
    return try (0..<keys).map { number in
      let character = String(UnicodeScalar(UInt8(97 + number % 26)))
      let start = Monotonic.now()
      guard program.type(character, until: character) != nil else { throw Silence() }
      let duration = Monotonic.now() - start
      // A person's next key finds the program at rest.
      usleep(1000)
      return duration
    }
  }

  private static func promptTimes(_ contestant: Contestant) throws -> [Duration] {
    try (0..<starts).map { _ in
      let start = Monotonic.now()
      let program = try TypedProgram(contestant.path, contestant.arguments, environment: contestant.environment)
      defer { program.end() }
      guard program.type("", until: contestant.prompt) != nil else { throw Silence() }
      return Monotonic.now() - start
    }
  }

  private static func pastes(_ contestant: Contestant) throws -> [Duration] {
    let lines = String(repeating: "a line of thirty-two characters\r", count: 6250)
    return try (0..<5).map { _ in
      let program = try TypedProgram(contestant.path, contestant.arguments, environment: contestant.environment)
      defer { program.end() }
      guard program.type("", until: contestant.prompt) != nil else { throw Silence() }
      let start = Monotonic.now()
      guard program.type("\u{1B}[200~\(lines)the end\u{1B}[201~", until: "the end") != nil else { throw Silence() }
      return Monotonic.now() - start
    }
  }

  /// A program that shows nothing cannot be measured.
  private struct Silence: Error {}

  private static func report(_ name: String, _ durations: [Duration]) {
    let sorted = durations.sorted()
    let chosen = [
      sorted[sorted.count / 2], sorted[min(sorted.count - 1, sorted.count * 99 / 100)], sorted[sorted.count - 1],
    ]
    row(name, chosen.map { milliseconds($0) })
  }

  private static func row(_ name: String, _ cells: [String]) {
    let padding = String(repeating: " ", count: max(0, 42 - name.count))
    let line = name + padding + cells.map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }.joined() + "\n"
    let bytes = Array(line.utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }

  private static func milliseconds(_ duration: Duration) -> String {
    let hundredths = Int(duration / .microseconds(10))
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
