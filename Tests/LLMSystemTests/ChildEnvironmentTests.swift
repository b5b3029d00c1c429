import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// What programs get from this process.
@Suite struct ChildEnvironmentTests {
  /// Runs `env` and returns the lines it prints.
  private func variables(hiding hidden: Set<String>, adding more: [String: String] = [:]) throws -> [String] {
    let program = try LivePrograms(hiding: { hidden }).start("env", [], environment: more)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while case let count = try block.withUnsafeMutableBytes({ try program.read(into: $0) }), count > 0 {
      bytes += block[..<count]
    }
    #expect(program.finish().status == 0)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `a program gets everything but what is hidden`() throws {
    // Names of this test's own: the environment belongs to the whole process.
    setenv("LLMCTL_TEST_CANARY", "the-key-itself", 1)
    setenv("LLMCTL_TEST_CANARY_2", "harmless", 1)
    defer {
      unsetenv("LLMCTL_TEST_CANARY")
      unsetenv("LLMCTL_TEST_CANARY_2")
    }
    let all = try variables(hiding: [])
    #expect(all.contains("LLMCTL_TEST_CANARY=the-key-itself"))
    let some = try variables(hiding: ["LLMCTL_TEST_CANARY", "GONE"], adding: ["MORE": "x", "GONE": "y"])
    #expect(!some.contains { $0.contains("the-key-itself") })
    #expect(some.contains("LLMCTL_TEST_CANARY_2=harmless"))
    #expect(some.contains("MORE=x"))
    #expect(!some.contains { $0.hasPrefix("GONE=") })
  }
}
