import LLMCommands
import LLMCore
import Testing

/// What is typed behind `llmctl replay suite` and `replay export`.
@Suite struct ReplaySuiteCommandTests {
  private struct ParseFailure: Error {}

  private static func suite(_ arguments: String...) throws -> SuiteInvocation {
    guard case .command(let command) = CommandLineEntry.parse(["replay", "suite"] + arguments, version: "test") else {
      throw ParseFailure()
    }
    return try #require(command as? ReplaySuiteCommand).invocation
  }

  private static func export(_ arguments: String...) throws -> ExportInvocation {
    guard case .command(let command) = CommandLineEntry.parse(["replay", "export"] + arguments, version: "test") else {
      throw ParseFailure()
    }
    return try #require(command as? ReplayExportCommand).invocation
  }

  private static func mistake(_ arguments: [String]) -> LLMError? {
    guard case .mistake(let error, _) = CommandLineEntry.parse(["replay"] + arguments, version: "test") else {
      return nil
    }
    return error
  }

  @Test func `a project's templates that were not shown are used where that is said`() throws {
    #expect(try !Self.suite("s.yaml").asking.trustsPrompts)
    #expect(try Self.suite("s.yaml", "--trust-prompts").asking.trustsPrompts)
  }

  @Test func `the usual`() throws {
    let invocation = try Self.suite("a.yaml", "b.yaml")
    #expect(invocation.paths == ["a.yaml", "b.yaml"])
    #expect(invocation.gate == SuiteGate([.fail]))
    // Time and money of an answer from before would be lies.
    #expect(invocation.asking.caching.mode == .never)
    #expect(invocation.jobs == SuiteInvocation.usualJobs)
  }

  @Test func `all flags`() throws {
    let invocation = try Self.suite(
      "s.yaml", "--fail-on", "regress,error", "--baseline", "b.json", "--filter", "x", "--filter", "y", "--times", "3",
      "--resume", "--retry-errors", "--jobs", "8", "--max-cost", "0.5", "-m", "p/m", "-t", "ask@v4", "-o", "seed=1",
      "--tag",
      "k=v", "--report", "junit=j.xml", "--report", "json=r.json", "--output", "o.txt", "--cache",
      "--max-wait",
      "2.5")
    #expect(invocation.gate == SuiteGate([.regress, .error]))
    #expect(invocation.filters == ["x", "y"])
    #expect((invocation.repetitions, invocation.jobs) == (3, 8))
    #expect(invocation.resumes && invocation.retriesErrors)
    #expect(invocation.asking.maxCost == Money(usd: "0.5"))
    #expect((invocation.asking.model, invocation.template) == ("p/m", "ask@v4"))
    #expect(invocation.asking.options == ["seed=1"])
    #expect(invocation.asking.tags == ["k=v"])
    #expect(invocation.asking.caching.mode == .always)
    #expect(invocation.asking.perseverance.maxWait == .milliseconds(2500))
    #expect(invocation.reports == [.init(.junit, path: "j.xml"), .init(.json, path: "r.json")])
    #expect((invocation.baseline, invocation.output) == ("b.json", "o.txt"))
  }

  @Test func `a run can be made what later ones are compared with`() throws {
    #expect(try Self.suite("s.yaml", "--accept").accepts)
  }

  @Test func `--json is a format`() throws { #expect(try Self.suite("s.yaml", "--json").format == .json) }

  @Test func `export takes ids or a choice`() throws {
    #expect(try Self.export("01A", "last").references == ["01A", "last"])
    let chosen = try Self.export("--tag", "k=v", "--limit", "5", "--assert", "similarity=0.5", "--to", "s.jsonl")
    #expect((chosen.tags, chosen.limit) == (["k=v"], 5))
    #expect(chosen.assertion == .similarity(0.5))
    #expect(chosen.format == .jsonl)
    #expect(try Self.export().format == .yaml)
  }

  @Test(arguments: [
    ["suite"], ["suite", "s", "--fail-on", "worse"], ["suite", "s", "--fail-on", "never,fail"],
    ["suite", "s", "--jobs", "0"],
    ["suite", "s", "--times", "0"], ["suite", "s", "--report", "junit"], ["suite", "s", "--report", "pdf=x"],
    ["suite", "s", "--max-cost", "x"], ["suite", "s", "--json", "--format", "junit"], ["suite", "s", "-n", "--resume"],
    ["suite", "s", "-n", "--cache"], ["suite", "s", "--accept", "--filter", "x"],
    ["suite", "s", "--estimate", "--resume"], ["suite", "s", "--estimate", "--output", "o"],
    ["suite", "s", "--estimate", "--format", "junit"], ["suite", "s", "--estimate", "--report", "json=r"],
    ["suite", "s", "--output", ""], ["suite", "s", "--baseline", ""], ["export", "--to", ""],
    ["export", "--name", " "],
    ["export", "01A", "--limit", "3"],
    ["export", "--assert", "same"], ["export", "--limit", "0"], ["export", "--json"],
  ])
  func `mistakes`(arguments: [String]) { #expect(Self.mistake(arguments)?.code == .usage) }
}
