import LLMCore
import Testing

@Suite struct SuggestionTests {
  @Test(
    arguments: zip(
      ["chta", "Chat", "modles", "reviw", "xyz", "", "c", "temprature", "gpt4o", "zzzzzzzz"],
      ["chat", "chat", "models", "review", nil, nil, nil, "temperature", "gpt-4o", nil]))
  func nearest(_ word: String, _ expected: String?) {
    let candidates = ["chat", "models", "review", "temperature", "gpt-4o"]
    #expect(Suggestion.nearest(to: word, among: candidates) == expected)
  }

  @Test func `of two equally near the first`() {
    #expect(Suggestion.nearest(to: "bat", among: ["cat", "hat"]) == "cat")
    #expect(Suggestion.nearest(to: "bat", among: []) == nil)
  }
}
