import Glibc
import LLMCore
import LLMTestKit
import Testing

/// Many processes at once against a provider with a limit of five requests a second. `make crowd` has more of them, with the
/// release binary: those of a debug build need longer to start than to wait.
@Suite(.alone) struct LimitCrowdTests {
  private static let crowd = 60
  private static let perMinute = 300
  private static let capacity = 5
  private static let ideal = Duration.seconds((crowd - capacity) * 60 / perMinute)

  private func stage(_ limit: LimitedServer) throws -> Stage { try Stage { _ in limit.reply(.answer("ok")) } }

  private func configuration(_ stage: Stage) -> String {
    """
    providers:
      limited: {base_url: '\(stage.server.url.text)/v1', models: [test], limits: {requests: \(Self.perMinute)}}
    """
  }

  /// Runs the crowd, does something to it in the middle, and returns the results with the time it took.
  private func run(
    _ stage: Stage, environment: [String: String] = [:], count: Int = crowd,
    meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) async throws -> ([CLIResult], Duration) {
    let startedAt = Monotonic.now()
    let environment = ["LLMCTL_MAX_WAIT": "300"].merging(environment) { _, own in own }
    let results = try await withThrowingTaskGroup(of: CLIResult?.self) { group in
      for number in 0..<count {
        group.addTask {
          var invocation = stage.invocation(["chat", "--no-share", "question \(number)"], environment: environment)
          invocation.limit = .seconds(120)
          return try await stage.cli.run(invocation)
        }
      }
      group.addTask {
        try await meanwhile()
        return nil
      }
      return try await group.reduce(into: [CLIResult]()) { results, result in
        if let result { results.append(result) }
      }
    }
    return (results, Monotonic.now() - startedAt)
  }

  private func expectAnswers(_ results: [CLIResult], sourceLocation: SourceLocation = #_sourceLocation) {
    for result in results where result.exitCode != 0 || result.outputText != "ok" || result.errorText != "" {
      Issue.record("\(result)", sourceLocation: sourceLocation)
    }
  }

  @Test func `D85 a limit that is configured is never exceeded`() async throws {
    let limit = LimitedServer(perMinute: Self.perMinute, capacity: Self.capacity)
    let stage = try stage(limit)
    try stage.configure(configuration(stage))
    let (results, time) = try await run(stage, environment: ["LLMCTL_MODEL": "limited/test"])
    expectAnswers(results)
    #expect(limit.rejections == [])
    #expect(limit.accepted == Self.crowd)
    #expect(time < Self.ideal * 1.5, "\(time)")
  }

  @Test func `D85 a limit that is unknown is learned from the first rejections`() async throws {
    let limit = LimitedServer(perMinute: Self.perMinute, capacity: Self.capacity)
    let stage = try stage(limit)
    let (results, time) = try await run(stage)
    expectAnswers(results)
    #expect(time < Self.ideal * 1.5, "\(time)")
    // What had left when the first rejection came may be rejected as well, and nothing later.
    let first = try #require(limit.rejections.first)
    #expect(limit.rejections.allSatisfy { $0 < first + .seconds(4) }, "\(limit.rejections)")
    #expect(limit.rejections.count < Self.crowd / 2)
    #expect(try await stage.calls().count == Self.crowd)
  }

  @Test(arguments: ["deleted", "garbage", "a folder"])
  func `D85 whatever happens to the state, everybody gets an answer`(fate: String) async throws {
    let limit = LimitedServer(perMinute: Self.perMinute, capacity: Self.capacity)
    let stage = try stage(limit)
    let home = stage.home
    let (results, time) = try await run(stage, count: 40) {
      for _ in 0..<4 {
        try await Task.sleep(for: .seconds(1))
        switch fate {
        case "deleted": unlink(home.path(".local/state/llmctl/state.json"))
        case "garbage": try home.write(".local/state/llmctl/state.json", "}{ garbage \u{0}")
        default:
          unlink(home.path(".local/state/llmctl/state.json"))
          mkdir(home.path(".local/state/llmctl/state.json"), 0o700)
        }
      }
    }
    expectAnswers(results)
    // Without a state each one waits for itself, by the server's hints and its own backoff.
    #expect(time < .seconds(fate == "a folder" ? 60 : 20), "\(time)")
  }

  @Test func `D85 processes that are killed take no place with them`() async throws {
    let limit = LimitedServer(perMinute: Self.perMinute, capacity: Self.capacity)
    let stage = try stage(limit)
    let invocation = stage.invocation(["chat", "--no-share", "killed"], environment: ["LLMCTL_MAX_WAIT": "300"])
    let cli = stage.cli
    let (results, time) = try await run(stage, count: 40) {
      for _ in 0..<20 {
        let process = try cli.start(invocation)
        try await Task.sleep(for: .milliseconds(50))
        process.signal(SIGKILL)
        _ = try await process.wait()
      }
    }
    expectAnswers(results)
    #expect(time < .seconds(30), "\(time)")
  }
}
