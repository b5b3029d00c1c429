import Glibc
import LLMCore
import LLMTestKit
import Testing

/// Standard output and standard error as shells connect them.
@Suite(.fewAtOnce) struct OutputTests {
  @Test func `a reader that has seen enough ends the call, and that is no failure`() async throws {
    let stage = try Stage(replies: .sseFlood(count: 1_000_000, payload: Payload.text("a line\n")))
    let result = try await stage.shell("{ $LLMCTL chat hi; echo status $? >&2; } | head -n 1")
    #expect(result.outputText == "a line\n")
    #expect(result.errorText == "status 0\n")
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true })
    #expect(try await stage.calls().first?["outcome"]?.text == "cancelled")
  }

  @Test func `a reader that was never there ends the call too`() async throws {
    let stage = try Stage(replies: .beginning("lost") + [.hang])
    var invocation = stage.invocation(["chat", "hi"])
    invocation.output = .closedPipe
    let result = try await stage.cli.run(invocation)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errorText == "")
    #expect(try await stage.server.wait { $0.first?.clientClosedEarly == true })
  }

  @Test(arguments: [["--help"], ["chat", "--help"], ["--version"], ["config", "show"], ["replay", "list"]])
  func `printing to a closed pipe is no failure`(arguments: [String]) async throws {
    let stage = try Stage(replies: .answer("x"))
    var invocation = stage.invocation(arguments)
    invocation.output = .closedPipe
    let result = try await stage.cli.run(invocation)
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.errorText == "")
  }

  @Test func `a file gets the same bytes as a pipe`() async throws {
    let text = (0..<2000).map { "line \($0) é\u{1F30D}\n" }.joined()
    let stage = try Stage(replies: .sse(text.split(separator: " ").map { Payload.text("\($0) ") } + [Payload.finish()]))
    let piped = try await stage.run(["chat", "hi"])
    let filed = try await stage.shell("$LLMCTL chat hi > out.txt")
    #expect(filed.exitCode == 0)
    #expect(filed.outputText == "")
    #expect(piped.outputText == text + " ")
    #expect(try stage.home.read("out.txt") == piped.output)
  }

  @Test(arguments: ["2>/dev/null", "2>&-", "2>/dev/full"])
  func `where standard error goes changes nothing on standard output`(redirection: String) async throws {
    let stage = try Stage(replies: .answer("half", finish: "length"))
    let result = try await stage.shell("$LLMCTL chat --usage hi \(redirection)")
    #expect(result.outputText == "half")
    #expect(result.errorText == "")
    #expect(result.exitCode == 4)
  }

  @Test func `a closed standard output is told and writes nothing into a file opened in its place`() async throws {
    let stage = try Stage(replies: .answer("lost"))
    let result = try await stage.shell("$LLMCTL chat hi >&-")
    #expect(result.exitCode == 73, "\(result)")
    #expect(result.lines("error").count == 1, "\(result)")
    for name in stage.home.contents() where name.hasPrefix(".local/share/llmctl/llmctl.db") {
      let start = try stage.home.read(name).prefix(4)
      #expect(start != Array("lost".utf8)[...], "the answer was written over \(name)")
    }
    #expect(try await stage.calls().count == 1)
  }

  @Test func `many megabytes pass through unchanged`() async throws {
    let line = String(repeating: "0123456789abcde", count: 66) + "\n"
    let stage = try Stage { _ in
      .sseFlood(count: 4000, payload: Payload.text(line), then: [Payload.finish(), "[DONE]"])
    }
    let result = try await stage.run(["chat", "hi"])
    #expect(result.exitCode == 0)
    #expect(result.errorText == "")
    #expect(result.output.count == 4000 * line.utf8.count)
    #expect(result.output.filter { $0 == 0x0A }.count == 4000)
  }
}
