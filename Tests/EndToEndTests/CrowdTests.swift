import LLMCore
import LLMTestKit
import Testing

/// Many processes at once, which keep the machine busy and so run beside nothing else.
@Suite(.alone) struct CrowdTests {
  @Test func `two hundred processes at once on a fresh home lose no row`() async throws {
    let stage = try Stage(replies: .answer("ok"))
    let results = try await withThrowingTaskGroup(of: CLIResult.self) { group in
      for number in 0..<200 {
        group.addTask { try await stage.run(["chat", "--no-share", "--tag", "number=\(number)", "hi"]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for result in results where result.exitCode != 0 || result.outputText != "ok" || result.errorText != "" {
      Issue.record("\(result)")
    }
    let calls = try await stage.calls()
    #expect(Set(calls.map { $0["tags"]?["number"]?.text }) == Set((0..<200).map { String($0) }))
    #expect(calls.count == 200)
    #expect(Set(calls.map { $0["id"]?.text }).count == 200)
    #expect(calls.allSatisfy { $0["outcome"]?.text == "done" })
  }
}
