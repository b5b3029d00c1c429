import LLMTestKit
import Testing

@testable import LLMCore

/// The key changes with everything that changes the answer, and with nothing else.
@Suite struct CacheKeyTests {
  private func question() throws -> Question {
    var question = try Stage().question()
    question.request.options = [JSONMember("temperature", .number("0")), JSONMember("seed", .number("1"))]
    return question
  }

  private func key(_ question: Question) throws -> String {
    let stage = Stage()
    return try #require(AnswerCache(question, context: stage.context, reporter: stage.reporter).key).text
  }

  /// The key of a question with a change.
  private func key(_ change: (inout Question) throws -> Void) throws -> String {
    var question = try question()
    try change(&question)
    return try key(question)
  }

  private static func use(_ account: Account, in question: inout Question) {
    (question.account, question.provider) = (account, account.provider)
  }

  @Test func `every parameter that changes the request changes the key`() throws {
    var keys = [try key { _ in }]
    let names = [
      "top_p", "max_tokens", "stop", "frequency_penalty", "presence_penalty", "reasoning", "verbosity", "top_k",
      "min_p", "of_the_server",
    ]
    for name in names {
      keys.append(try key { $0.request.options.append(JSONMember(name, name == "reasoning" ? "low" : .number("1"))) })
    }
    keys.append(try key { $0.request.options[0].value = .number("0.1") })
    keys.append(try key { $0.request.options[1].value = .number("2") })
    keys.append(try key { $0.request.model = "m2" })
    keys.append(try key { $0.request.messages[0].content = "S" })
    keys.append(try key { $0.request.messages[1].content = "p " })
    keys.append(try key { $0.request.messages.insert(Message(.assistant, "a"), at: 1) })
    keys.append(try key { $0.request.messages[1].role = .assistant })
    keys.append(try key { $0.request.messages.removeFirst() })
    keys.append(
      try key { question in
        question.structure = StructuredOutput(
          name: "answer", schema: try JSONSchema.checked(["type": "object"]), reasks: 0, isShownInParts: false)
      })
    #expect(Set(keys).count == keys.count)
  }

  @Test func `provider, server and dialect are part of it`() throws {
    var keys = [try key { _ in }]
    let account = try Account.sample(key: "secret-key-1")
    keys.append(
      try key { question in
        var other = account
        other.name = "other"
        Self.use(other, in: &question)
      })
    keys.append(
      try key { question in
        var other = account
        other.baseURL = try #require(Endpoint("https://api.test/v2"))
        Self.use(other, in: &question)
      })
    for dialect in [ServerProfile.Dialect.responses, .messages, .gemini, .ollama] {
      keys.append(
        try key { question in
          var other = account
          other.profile.dialect = dialect
          Self.use(other, in: &question)
        })
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func `what does not change the answer does not change the key`() throws {
    let plain = try key { _ in }
    #expect(try key { $0.request.streams = false } == plain)
    #expect(try key { $0.request.options.reverse() } == plain)
    #expect(try key { $0.tags = [] } == plain)
    #expect(try key { $0.limits = TimeLimits(connect: .seconds(1), head: .seconds(1)) } == plain)
    #expect(try key { $0.caching.lifetime = .seconds(5) } == plain)
    #expect(try key { $0.caching.mode = .always } == plain)
    #expect(try key { $0.conversation = "another" } == plain)
    #expect(try key { $0.command = "review" } == plain)
    #expect(try key { Self.use(try Account.sample(key: "another-key"), in: &$0) } == plain)
  }

  @Test func `the parts cannot run into each other`() {
    let left = CacheKey(dialect: "a", provider: "bc", address: "d", model: "e", body: [1])
    let right = CacheKey(dialect: "ab", provider: "c", address: "d", model: "e", body: [1])
    #expect(left.text != right.text)
    #expect(left.text.count == 64)
  }

  @Test func `a question that cannot be kept has no key`() throws {
    var question = try question()
    question.recordedTurn = nil
    let stage = Stage()
    #expect(AnswerCache(question, context: stage.context, reporter: stage.reporter).key == nil)
  }
}
