import LLMCore
import LLMTestKit
import Testing

/// What is refused before anything is sent, and what is told to be left out.
@Suite struct RequestRulesTests {
  private static let all: [ServerProfile] = [.openAI, .responses, .anthropic, .gemini, .ollama]

  private func check(
    _ profile: ServerProfile, _ options: [String] = [], messages: [Message] = [Message(.user, "hi")],
    _ change: (inout ChatRequest) throws -> Void = { _ in }
  ) throws -> [String] {
    try Account.sample(profile: profile).provider.check(BodyScene.request(messages, options, change))
  }

  private func refusal(
    _ profile: ServerProfile, _ options: [String] = [], messages: [Message] = [Message(.user, "hi")],
    _ change: (inout ChatRequest) throws -> Void
  ) throws -> String? {
    do {
      _ = try check(profile, options, messages: messages, change)
      return nil
    } catch let error as LLMError {
      #expect(error.code == .usage)
      return error.line
    }
  }

  @Test(arguments: all) func `a plain request is nothing to speak of`(profile: ServerProfile) throws {
    #expect(try check(profile, ["temperature=1", "reasoning=high", "max_tokens=5"]) == [])
  }

  @Test(arguments: all) func `a level that the model does not know is refused with those it knows`(
    profile: ServerProfile
  ) throws {
    #expect(
      try refusal(profile, ["reasoning=max"]) { $0.capabilities.reasoningLevels = ["low", "high"] }
        == "error: the model 'm' does not know the effort 'max'. It knows low, high")
    #expect(try refusal(profile, ["reasoning=low"]) { $0.capabilities.reasoningLevels = ["low", "high"] } == nil)
    #expect(
      try refusal(profile, ["reasoning=low"]) { $0.capabilities.reasoningLevels = [] }
        == "error: the model 'm' does not reason. Leave out -o reasoning=low")
    #expect(try refusal(profile, ["reasoning=none"]) { $0.capabilities.reasoningLevels = [] } == nil)
  }

  @Test(
    arguments: [
      (ServerProfile.anthropic, nil, "minimal", "low, medium, high, xhigh, max"),
      (.gemini, .effort, "max", "minimal, low, medium, high, xhigh"), (.ollama, nil, "xhigh", "low, medium, high"),
    ] as [(ServerProfile, ModelCapabilities.ThinkingForm?, String, String)])
  func `a level that the dialect has no word for is refused`(
    profile: ServerProfile, form: ModelCapabilities.ThinkingForm?, level: String, words: String
  ) throws {
    #expect(
      try refusal(profile, ["reasoning=\(level)"]) { $0.capabilities.thinking = form }
        == "error: 'work' has no word for the effort '\(level)'. It knows \(words)")
    for profile in [ServerProfile.anthropic, .gemini] {
      #expect(try refusal(profile, ["reasoning=\(level)"]) { $0.capabilities.thinking = .budget } == nil)
    }
  }

  @Test func `thinking can be turned off where the dialect has a word for it`() throws {
    for (profile, isRefused) in [
      (ServerProfile.openAI, true), (.responses, true), (.anthropic, false), (.ollama, false), (.deepSeek, false),
    ] {
      let refusal = try refusal(profile, ["reasoning=none"]) { $0.capabilities.reasoningLevels = ["low"] }
      #expect((refusal != nil) == isRefused)
    }
  }

  @Test(arguments: all) func `tools for models that take none`(profile: ServerProfile) throws {
    func refusal(_ choice: ToolChoice = .auto, _ change: (inout ModelCapabilities) -> Void) throws -> String? {
      try self.refusal(profile) {
        ($0.tools, $0.toolChoice) = ([BodyScene.time], choice)
        change(&$0.capabilities)
      }
    }
    #expect(try refusal { $0.takesTools = false }?.contains("does not call tools") == true)
    #expect(
      try refusal(.named("tiem")) { _ in }?.contains("there is no tool 'tiem' to be chosen. There are time") == true)
    #expect(try refusal { $0.takesForcedTools = false } == nil)
    for choice in [ToolChoice.required, .named("time")] {
      #expect(
        try refusal(choice) { $0.takesForcedTools = false }
          == "error: the model 'm' cannot be made to call a tool. Leave the choice to it, or ask for an answer of a fixed "
          + "form with --schema")
      let any = try refusal(choice) { _ in }
      #expect((any != nil) == (profile == .ollama))
    }
  }

  @Test(arguments: all) func `images and PDFs for models that take none`(profile: ServerProfile) throws {
    let loaded = [BodyScene.loaded("look")]
    #expect(
      try refusal(profile, messages: loaded) { $0.capabilities.seesImages = false }?.contains("does not see images")
        == true)
    #expect(
      try refusal(profile, messages: loaded) { $0.capabilities.readsDocuments = false }?.contains("read PDFs") == true)
    let plain = try refusal(profile, messages: loaded) { _ in }
    #expect((plain?.contains("'work' has no way to be sent a PDF") == true) == (profile == .ollama))
    #expect(try refusal(.compatible, messages: loaded) { _ in } != nil)
  }

  @Test func `what is left out is told`() throws {
    let told = ["temperature, top_k left out: the model 'm' takes no sampling parameters"]
    let options = ["temperature=1", "max_tokens=5", "top_k=4"]
    #expect(try check(.openAI, options) { $0.capabilities.takesSampling = false } == told)
    var newer = ServerProfile.anthropic
    newer.apiVersion = "2026-10-21"
    #expect(try check(newer, options) == told)
  }
}
