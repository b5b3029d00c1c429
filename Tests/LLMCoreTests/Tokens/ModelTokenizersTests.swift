import LLMCore
import Testing

/// A model's name decides what it is counted with.
@Suite struct ModelTokenizersTests {
  private static func basis(_ model: String) -> TokenBasis? {
    guard case .known(let basis) = ModelTokenizers.tokenizer(of: model) else { return nil }
    return basis
  }

  @Test(arguments: [
    ("gpt-5", "o200k_base"), ("gpt-5.4-mini", "o200k_base"), ("gpt-5-codex", "o200k_base"),
    ("gpt-4.1-nano", "o200k_base"), ("gpt-4o-2024-05-13", "o200k_base"), ("chatgpt-4o-latest", "o200k_base"),
    ("o1", "o200k_base"), ("o3-mini", "o200k_base"), ("o4-mini-2025-04-16", "o200k_base"),
    ("gpt-4.5-preview", "o200k_base"), ("gpt-oss-20b", "o200k_harmony"), ("gpt-oss:20b", "o200k_harmony"),
    ("gpt-4", "cl100k_base"), ("gpt-4-32k", "cl100k_base"), ("gpt-4-turbo-preview", "cl100k_base"),
    ("gpt-3.5-turbo-0613", "cl100k_base"), ("gpt-35-turbo-16k", "cl100k_base"), ("gpt-3.5", "cl100k_base"),
    ("text-embedding-3-large", "cl100k_base"), ("text-embedding-ada-002", "cl100k_base"),
    ("davinci-002", "cl100k_base"), ("ft:gpt-4o:acme::id", "o200k_base"), ("ft:gpt-3.5-turbo:acme", "cl100k_base"),
    ("ft:gpt-4:acme", "cl100k_base"), ("openai/gpt-5-mini", "o200k_base"), ("azure/gpt-4", "cl100k_base"),
    ("openrouter/openai/gpt-4o", "o200k_base"), ("GPT-4o", "o200k_base"),
  ])
  func `OpenAI's models are exact`(model: String, encoding: String) {
    let basis = Self.basis(model)
    #expect(basis?.encoding == encoding)
    #expect(basis?.exactness == .exact)
    #expect(basis?.tokens(12345) == 12345)
  }

  @Test(arguments: [
    ("claude-3-5-sonnet-20241022", 1180), ("claude-opus-4-6", 1180), ("claude-sonnet-4-20250514", 1180),
    ("claude-haiku-4-5", 1180), ("claude-opus-4-7", 1530), ("claude-sonnet-5", 1530), ("claude-opus-4-10", 1530),
    ("anthropic/claude-opus-4.7", 1530), ("us.anthropic.claude-3-haiku-20240307-v1:0", 1180),
    ("vertex_ai/claude-opus-4-7@20260401", 1530), ("claude-2.1", 1180),
  ])
  func `Claude's are estimates by their generation`(model: String, permille: Int) {
    let basis = Self.basis(model)
    #expect(basis?.permille == permille)
    #expect(basis?.exactness != .exact)
    #expect(basis?.reason?.contains("not public") == true)
  }

  @Test(arguments: ["gemini-2.5-pro", "gemini/gemini-flash-latest", "models/gemini-3-pro"])
  func `Gemini's are wide estimates`(model: String) {
    #expect(Self.basis(model)?.exactness == .estimate(percent: 25))
  }

  @Test(arguments: ["text-davinci-003", "gpt2", "ada", "code-cushman-001", "text-embedding-ada-001"])
  func `models of encodings that are not there are no guess`(model: String) {
    switch ModelTokenizers.tokenizer(of: model) {
    case .known(let basis): Issue.record("\(model) counts with \(basis.encoding)")
    case .missing, .unknown: break
    }
  }

  @Test(arguments: [("gpt-6", "gpt-5"), ("gtp-4o", "gpt-4o"), ("gemeni-2.5-pro", "gemini-2.5-pro")])
  func `a slip gets the nearest name`(model: String, expected: String) {
    guard case .unknown(let nearest) = ModelTokenizers.tokenizer(of: model) else {
      Issue.record("\(model) is known")
      return
    }
    #expect(nearest == expected)
  }

  @Test(arguments: ["llama-3", "o1x", "gpt-4oo", "claudette", "", "/"])
  func `other names are unknown`(model: String) { #expect(Self.basis(model) == nil) }

  @Test func `a factor rounds to the nearest, and a budget to what fits`() {
    let basis = TokenBasis.estimate("o200k_base", permille: 1180, percent: 15, reason: "")
    #expect(basis.tokens(100) == 118)
    #expect(basis.tokens(3) == 4)
    for budget in 0..<2000 {
      let reach = basis.reach(budget)
      #expect(basis.tokens(reach) <= budget)
      #expect(basis.tokens(reach + 1) > budget)
    }
  }
}
