import LLMCore
import LLMTestKit
import Testing

/// A conversation as a person has it, in a real terminal: keys go in, screens come out.
@Suite(.fewAtOnce, .enabled(if: Tmux.isInstalled, "needs tmux")) struct SessionScreenTests {
  private static let prompt = "test ▸"

  /// The prompt stands at the end, and nothing else is on its row but what is at the right edge.
  private func isReady(_ rows: [String]) -> Bool { rows.last?.hasPrefix(Self.prompt) ?? false }

  private func prompts(_ rows: [String]) -> Int { rows.count { $0.hasPrefix(Self.prompt) } }

  @Test func `ask, stop, go on, paste, resize, suspend, edit, leave`() async throws {
    let stage = try Stage { request in
      // The first question is the one for the window.
      switch request.index - 1 {
      case -1: .json(404, "{}")
      case 0: .answer("# First\n\nWith **bold** words.\n\n```sh\nls -l\n```\n")
      case 1: .beginning("one ", "two ", "three") + [.hang]
      case 2: .answer("you had pasted it")
      case 3:
        .beginning("before ", "the stop ") + [.wait(.seconds(2))]
          + Array([FaultStep].answer("and after it\n").dropFirst())
      default: .answer("edited")
      }
    }
    let terminal = try await Tmux(stage, environment: ["EDITOR": "sed -i s/half/whole/"])
    try await terminal.enter("\"$LLMCTL\" chat")
    try await terminal.wait("the prompt") { isReady($0) }

    try await terminal.enter("what is first?")
    let first = try await terminal.wait("the first answer") { isReady($0) && prompts($0) == 2 }
    #expect(first.contains("First") && first.contains("With bold words.") && first.contains("ls -l"))
    #expect(!first.contains { $0.contains("⠋") || $0.contains("```") })

    try await terminal.enter("a long one")
    try await terminal.wait("three words") { $0.contains("one two three") }
    try await terminal.press("C-c")
    let stopped = try await terminal.wait("the prompt after Ctrl-C") { isReady($0) && prompts($0) == 3 }
    #expect(stopped.contains { $0.contains("interrupted; what came was kept") })
    #expect(stopped.count { $0 == "one two three" } == 1)

    try await terminal.paste((1...200).map { "line \($0)" }.joined(separator: "\n"))
    try await terminal.wait("the pasted draft") { $0.last?.contains("line 200") ?? false }
    try await terminal.press("Enter")
    try await terminal.wait("the third answer") { isReady($0) && $0.contains("you had pasted it") }
    let turns = try stage.server.requests.last?.turns() ?? []
    #expect(turns.count == 5 && turns.dropFirst(3).first == "assistant: one two three")
    #expect(turns.last?.hasPrefix("user: line 1\nline 2\n") == true && turns.last?.hasSuffix("line 200") == true)

    try await terminal.resize(columns: 30, rows: 24)
    try await terminal.resize(columns: 120, rows: 24)
    try await terminal.enter("half a question")
    try await terminal.wait("half of the answer") { $0.contains { $0.hasPrefix("before the stop") } }
    try await terminal.press("C-z")
    try await terminal.wait("the shell") { $0.contains { $0.contains("Stopped") } }
    try await terminal.enter("fg")
    let resumed = try await terminal.wait("the rest") { isReady($0) && $0.contains { $0.contains("and after it") } }
    #expect(resumed.count { $0.contains("before the stop") } == 1)

    try await terminal.enter("/edit")
    try await terminal.wait("the answer to the edited question") { isReady($0) && $0.contains("edited") }
    #expect(try stage.server.requests.last?.turns().last == "user: whole a question")

    try await terminal.press("C-d")
    try await terminal.enter("echo left with $?")
    try await terminal.wait("the shell's own prompt") { $0.contains("left with 0") }
    await terminal.stop()
  }

  @Test func `what a killed session had shown is there for the next one`() async throws {
    let stage = try Stage { request in
      switch request.index {
      case 1: .beginning("shown before the end") + [.hang]
      case 3: .answer("gone on")
      default: .json(404, "{}")
      }
    }
    let terminal = try await Tmux(stage)
    try await terminal.enter("\"$LLMCTL\" chat & echo pid $! > pid; fg")
    try await terminal.wait("the prompt") { isReady($0) }
    try await terminal.enter("tell me")
    try await terminal.wait("the words") { $0.contains("shown before the end") }
    _ = try await stage.shell("kill -9 $(sed 's/pid //' pid)")
    try await terminal.wait("the shell") { $0.contains { $0.contains("Killed") } }
    try await terminal.enter("stty sane; \"$LLMCTL\" chat -c")
    try await terminal.wait("the prompt") { isReady($0) }
    try await terminal.enter("go on")
    try await terminal.wait("the answer") { $0.contains("gone on") }
    #expect(
      try stage.server.requests.last?.turns()
        == ["user: tell me", "assistant: shown before the end", "user: go on"])
    await terminal.stop()
  }

  @Test func `a model cannot steer the terminal, whatever the size`() async throws {
    let hostile =
      "\u{1B}[2J\u{1B}]0;title\u{7}\u{1B}]52;c;aGk=\u{7}text\u{9B}31m\u{202E}\n\n| a | b |\n|---|---|\n| 日本 | \u{1B}[A |\n"
    let stage = try Stage(replies: .answer(hostile))
    let terminal = try await Tmux(stage, columns: 40, rows: 10)
    try await terminal.enter("\"$LLMCTL\" chat -q hi; echo done")
    let rows = try await terminal.wait("the end") { $0.contains("done") }
    #expect(rows.contains { $0.contains("␛[2J␛]0;title") })
    #expect(rows.contains { $0.contains("日本") && $0.contains("␛[A") })
    await terminal.stop()
  }
}
