import Glibc
import LLMCore
import LLMTestKit
import Testing

/// What calls cost, by the built binary with files of its own.
@Suite(.fewAtOnce) struct CostTests {
  /// A dollar for a thousand tokens of the prompt, ten for a thousand of the answer; a server of this machine has no price otherwise.
  private static func stage(_ reply: [FaultStep]) throws -> Stage {
    let stage = try Stage(replies: reply)
    try stage.configure("prices:\n  openai/test: {input: 1000, output: 10000, cache_read: 100}\n")
    return stage
  }

  @Test func `a call is reported, explained and exported`() async throws {
    let stage = try Self.stage(.answer("four"))
    expectAnswer(try await stage.run(["chat", "--tag", "team=core", "2+2?"]), "four")
    let table = try await stage.run(["cost", "today"])
    #expect(table.outputText.contains("openai/test"))
    #expect(table.outputText.contains("1 call "))
    let json = try await stage.run(["cost", "today", "--by", "tag", "--json"]).json()
    let row = try #require(json["rows"]?.elements?.first)
    #expect(row["key"]?.text == "team=core")
    #expect(row["calls"] == .integer(1))
    let explained = try await stage.run(["cost", "explain", "--json"]).json()
    let price = explained["tries"]?.elements?.first
    #expect(price?["basis"]?.text == "told")
    #expect(price?["usd"] == row["spent_usd"])
    #expect(price?["price"]?["source"]?.text == "configuration")
    let csv = try await stage.run(["cost", "today", "--format", "csv"])
    #expect(csv.outputText.split(whereSeparator: \.isNewline).count == 2)
    let page = try await stage.run(["cost", "today", "--format", "html", "--output", "cost.html", "-q"])
    #expect(page.outputText == "" && page.errorText == "")
    #expect(try stage.home.read("cost.html").contains(text: "openai/test"))
    let line = try await stage.run(["cost", "--statusline"])
    #expect(line.outputText.hasPrefix("$"))
    #expect(line.outputText.contains(" today · $"))
  }

  @Test func `a budget is set, holds, is listed, checked and removed`() async throws {
    let stage = try Self.stage(.answer("four"))
    #expect(try await stage.run(["cost", "budget", "set", "day", "0.50USD"]).exitCode == 0)
    let refused = try await stage.run(["chat", "-o", "max_tokens=100", "2+2?"])
    #expect(refused.exitCode == 3)
    #expect(refused.lines("error").first?.contains("the budget 'day' has $0.5000 left of $0.5000") == true)
    #expect(stage.server.requests.isEmpty)
    #expect(try await stage.run(["cost", "--check"]).exitCode == 0)
    expectAnswer(try await stage.run(["chat", "-q", "-o", "max_tokens=30", "2+2?"]), "four")
    let list = try await stage.run(["cost", "budget", "list", "--json"]).json()
    let budget = try #require(list["budgets"]?.elements?.first)
    #expect(budget["name"]?.text == "day")
    #expect(budget["reserved_usd"] == .integer(0))
    #expect(try await stage.run(["cost", "budget", "set", "day", "0.01USD"]).exitCode == 0)
    let check = try await stage.run(["cost", "--check"])
    #expect(check.exitCode == 1)
    #expect(check.errorText.contains("budget 'day' is used up"))
    #expect(try await stage.run(["cost", "budget", "rm", "day"]).exitCode == 0)
    #expect(try await stage.run(["cost", "budget", "rm", "day"]).exitCode == 66)
  }

  @Test func `what a killed process may have cost counts, until it is corrected`() async throws {
    let stage = try Self.stage(.beginning("half") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "-o", "max_tokens=100", "hi"]))
    #expect(try await stage.server.wait { !$0.isEmpty })
    process.signal(9)
    _ = try await process.wait()
    let before = try await stage.run(["cost", "today", "--json"]).json()["total"]
    #expect(before?["possible_usd"] != .integer(0))
    #expect(before?["spent_usd"] == .integer(0))
    #expect(try await stage.run(["cost", "correct", "last", "0.25USD"]).exitCode == 0)
    let after = try await stage.run(["cost", "today", "--json"]).json()["total"]
    #expect(after?["possible_usd"] == .integer(0))
    #expect(after?["spent_usd"] == .number("0.25"))
    #expect(try await stage.run(["cost", "correct", "last", "1USD"]).exitCode == 65)
    #expect(try await stage.run(["cost", "correct", "last", "free"]).exitCode == 64)
  }

  @Test func `stop stops new calls and those under way, go lets them run`() async throws {
    let stage = try Stage(replies: .beginning("half") + [.hang])
    let process = try stage.cli.start(stage.invocation(["chat", "hi"]))
    #expect(try await stage.server.wait { !$0.isEmpty })
    #expect(try await stage.run(["cost", "stop"]).exitCode == 0)
    #expect(try await process.wait().status == .signalled(SIGTERM))
    let refused = try await stage.run(["chat", "hi"])
    #expect(refused.exitCode == 3)
    #expect(refused.lines("error").first?.contains("all calls are stopped since ") == true)
    #expect(try await stage.run(["doctor"]).outputText.contains("stop: all calls are stopped since "))
    #expect(stage.server.requests.count == 1)
    #expect(try await stage.run(["cost", "go"]).exitCode == 0)
    #expect(try await stage.run(["cost", "--statusline"]).outputText.contains("STOPPED") == false)
  }

  @Test(
    "What makes no sense is refused as wrong usage",
    arguments: [
      ["cost", "someday"], ["cost", "2026-11-02..2026-11-01"], ["cost", "--by", "mood"],
      ["cost", "--check", "--statusline"], ["cost", "--json", "--format", "csv"], ["cost", "--model", "gpt"],
      ["cost", "budget", "set", "day", "much"], ["cost", "budget", "set", "fortnight", "5USD"],
      ["cost", "budget", "set", "day", "0USD"], ["cost", "--tag", "team"], ["cost", "--limit", "-1"],
      ["cost", "month", "--format", "html", "--by", "model"],
    ])
  func mistakes(arguments: [String]) async throws {
    let result = try await Stage(replies: []).run(arguments)
    #expect(result.exitCode == 64)
    #expect(result.errorLines.count == 1)
  }

  @Test func `days are those of the user's time zone`() async throws {
    let stage = try Self.stage(.answer("four"))
    expectAnswer(try await stage.run(["chat", "2+2?"]), "four")
    let json = try await stage.run(["cost", "today", "--json"], environment: ["TZ": "<+1245>-12:45"]).json()
    #expect(json["period"]?["zone"]?.text == "+1245")
    #expect(json["period"]?["from"]?.text?.hasSuffix("T11:15:00.000Z") == true)
    #expect(json["total"]?["calls"] == .integer(1))
  }
}
