import Glibc
import LLMTestKit
import Testing

/// Standard input as shells, services and scripts connect it.
@Suite(.fewAtOnce) struct InputTests {
  private let stage: Stage

  init() throws { stage = try Stage(replies: .answer("ok")) }

  private var turns: [String] { get throws { try stage.server.requests.first?.turns() ?? [] } }

  @Test func `a silent pipe that never closes does not hang a prompt`() async throws {
    let result = try await stage.run(["chat", "hi"], input: .pipe)
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.contains("standard input stayed silent and was not read"))
    #expect(try turns == ["user: hi"])
  }

  @Test func `a silent pipe that is asked for with a dash is waited for`() async throws {
    let process = try stage.cli.start(stage.invocation(["chat", "-", "why?"], input: .pipe))
    // Longer than the patience that a run without the dash has.
    #expect(try await !stage.server.wait(atMost: .seconds(2)) { !$0.isEmpty })
    process.type("late")
    process.closeInput()
    expectAnswer(try await process.wait(), "ok")
    #expect(try turns == ["user: <stdin>\nlate\n</stdin>\n\nwhy?"])
  }

  @Test func `a pipe that is the only prompt is waited for`() async throws {
    let process = try stage.cli.start(stage.invocation(["chat"], input: .pipe))
    #expect(try await !stage.server.wait(atMost: .seconds(2)) { !$0.isEmpty })
    process.type("late")
    process.closeInput()
    expectAnswer(try await process.wait(), "ok")
    #expect(try turns == ["user: late"])
  }

  @Test func `a closed standard input is an empty one`() async throws {
    expectAnswer(try await stage.run(["chat", "hi"], input: .closed), "ok")
    #expect(try turns == ["user: hi"])
  }

  @Test func `a closed standard input alone is nothing to ask`() async throws {
    expectFailure(try await stage.run(["chat"], input: .closed), 64, saying: "nothing to ask")
    #expect(stage.server.connectionCount == 0)
  }

  @Test func `an empty standard input adds no block`() async throws {
    expectAnswer(try await stage.run(["chat", "hi"], input: .bytes([])), "ok")
    #expect(try turns == ["user: hi"])
  }

  @Test func `standard input can be a file`() async throws {
    try stage.home.write("in.txt", "from a file")
    expectAnswer(try await stage.run(["chat"], input: .file(stage.home.path("in.txt"))), "ok")
    #expect(try turns == ["user: from a file"])
  }

  @Test func `a folder as standard input is told`() async throws {
    expectFailure(try await stage.run(["chat"], input: .file("/")), 66, saying: "standard input", "directory")
  }

  @Test func `stray bytes are replaced, with a warning`() async throws {
    let result = try await stage.run(["chat"], input: .bytes([0x61, 0xFF, 0x62, 0xC3]))
    #expect(result.exitCode == 0)
    #expect(result.outputText == "ok")
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.hasPrefix("warning: standard input is not valid UTF-8"))
    #expect(try turns == ["user: a\u{FFFD}b\u{FFFD}"])
  }

  @Test func `twenty megabytes of input arrive intact`() async throws {
    let pattern = Array("The quick brown fox jumps over the lazy dog. 0123456789 ".utf8)
    let count = 20 << 20
    let input = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count { buffer[index] = pattern[index % pattern.count] }
      filled = count
    }
    expectAnswer(try await stage.run(["chat"], input: .bytes(input)), "ok")
    let body = try #require(stage.server.requests.first).body
    let opening = Array(#"{"model":"test","messages":[{"role":"user","content":""#.utf8)
    try #require(body.count > opening.count + count)
    #expect(body.starts(with: opening))
    // One call of the C library: twenty million comparisons in an unoptimised test take longer than all the rest.
    let isSame = body.withUnsafeBytes { body in
      input.withUnsafeBytes { input in
        guard let sent = body.baseAddress, let typed = input.baseAddress else { return false }
        return memcmp(sent + opening.count, typed, count) == 0
      }
    }
    #expect(isSame)
  }
}
