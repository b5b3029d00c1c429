import LLMCore
import LLMTestKit
import Testing

@Suite struct ModelChoiceTests {
  private static let providers = """
    providers:
      first: {base_url: http://first.test, models: [f1, f2]}
      second: {base_url: http://second.test, models: [s1]}
      bare: {base_url: http://bare.test}
    aliases: {quick: second/s9, home: bare, plain: f2, odd: new}

    """

  private static func choice(_ asked: String?, model: String? = nil) throws(LLMError) -> String? {
    let settings = try SettingsScene(user: providers + (model.map { "model: \($0)\n" } ?? "")).load()
    return try ModelChoice.resolve(asked, in: settings).map { "\($0.provider.name) \($0.model ?? "?")" }
  }

  @Test(
    arguments: [
      (nil, nil, "first f1"), ("second/s1", nil, "second s1"), ("second/org/model", nil, "second org/model"),
      ("quick", nil, "second s9"), ("home", nil, "bare ?"), ("plain", nil, "first f2"), ("odd", nil, "first new"),
      ("second", nil, "second s1"), ("bare", nil, "bare ?"), ("second/", nil, "second s1"), ("bare/", nil, "bare ?"),
      ("s1", nil, "second s1"), ("unheard-of", nil, "first unheard-of"), ("org/model", nil, "first org/model"),
      (nil, "second/s1", "second s1"), (nil, "quick", "second s9"), (nil, "bare", "bare ?"), (nil, "s1", "second s1"),
      (nil, "unheard-of", "first unheard-of"), ("other", "second/s1", "second other"),
      ("other", "quick", "second other"),
      ("other", "second", "second other"), ("other", "s1", "second other"), ("other", "unheard-of", "first other"),
      ("f1", "second/s1", "first f1"),
    ] as [(String?, String?, String)])
  func `which provider and which model`(asked: String?, model: String?, choice: String) throws {
    #expect(try Self.choice(asked, model: model) == choice)
  }

  @Test(arguments: [
    ("quikc", "no model or alias 'quikc'", "Did you mean 'quick'?"),
    ("secnod/s1", "no provider 'secnod'", "Did you mean 'second'?"),
  ])
  func `a slip is no model`(asked: String, message: String, advice: String) {
    let error = #expect(throws: LLMError.self) { try Self.choice(asked) }
    #expect(error?.code == .configuration)
    #expect(error?.message == message)
    #expect(error?.advice == advice)
  }

  @Test func `without providers there is nothing to choose`() throws {
    #expect(try ModelChoice.resolve(nil, in: Settings()) == nil)
    #expect(try ModelChoice.resolve("gpt", in: Settings()) == nil)
  }
}
