import LLMCore
import Testing

@Suite struct MisplacedKeyTests {
  @Test(arguments: [
    "api_key=mine", "Token=mine", "user=sk-abcdefgh12345", "sk-abcdefgh12345", "temperature=hf_abcdefghijkl",
  ])
  func `a key behind -o is refused and not repeated`(option: String) {
    let error = #expect(throws: LLMError.self) { try GenerationOptions.parse(["seed=1", option]) }
    #expect(error?.code == .usage)
    #expect(error?.advice?.contains("llmctl auth login") == true)
    #expect(error?.line.contains("mine") == false && error?.line.contains("abcdefgh") == false)
  }

  @Test(arguments: ["max_tokens=10", "stop=sk-", "reasoning=high", "user=task-0123456789"])
  func `options that are none stay`(option: String) throws { #expect(try GenerationOptions.parse([option]).count == 1) }

  @Test func `a key in a tag is refused, a tag about keys is not`() throws {
    #expect(throws: LLMError.self) { try Tags.parse(["note=AIzaSyA1234567890"]) }
    #expect(try Tags.parse(["key=ABC-123"]).count == 1)
  }
}
