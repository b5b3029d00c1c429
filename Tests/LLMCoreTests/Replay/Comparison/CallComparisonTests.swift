import LLMCore
import Testing

/// Two calls beside each other.
@Suite struct CallComparisonTests {
  private typealias Sample = ComparedSample

  private func figure(_ name: String, _ comparison: CallComparison) -> ComparedFigure? {
    comparison.figures.first { $0.name == name }
  }

  // MARK: Request

  @Test func `the same request has no changes`() {
    let comparison = Sample.comparison(Sample.call("A", hash: "h"), Sample.call("B", hash: "h"))
    #expect(comparison.request == [])
    #expect(comparison.isSame)
  }

  @Test func `model, template, system and prompt are told in this order`() {
    let old = Sample.call("A", model: "m1", prompt: "one", system: "be brief") { intent, _ in
      intent.promptVersion = PromptVersion(name: "t", number: 1, contentHash: "aaaaaaaaaaaa")
    }
    let new = Sample.call("B", model: "m2", prompt: "two") { intent, _ in
      intent.promptVersion = PromptVersion(name: "t", number: 2, contentHash: "bbbbbbbbbbbb")
    }
    let request = Sample.comparison(old, new).request
    #expect(request.map(\.name) == ["model", "template", "system", "prompt"])
    #expect(request[0].kind == .value(old: "p/m1", new: "p/m2"))
    #expect(request[1].kind == .value(old: "t@v1", new: "t@v2"))
  }

  @Test func `a template that was edited under its number is told by its hash`() {
    func call(_ id: String, _ hash: String) -> CallRecord {
      Sample.call(id) { intent, _ in intent.promptVersion = PromptVersion(name: "t", number: 1, contentHash: hash) }
    }
    let request = Sample.comparison(call("A", "aaaaaaaaaaaa"), call("B", "bbbbbbbbbbbb")).request
    #expect(request.map(\.kind) == [.value(old: "t@v1 (aaaaaaaa)", new: "t@v1 (bbbbbbbb)")])
  }

  @Test func `what is not kept of a request is not said to be the same`() {
    let hidden = Sample.comparison(Sample.call("A", hash: "h"), Sample.call("B", hash: "i")).request
    #expect(hidden.map(\.kind) == [.unknown("options, earlier turns and files: something of it differs")])
    let unrecorded = Sample.comparison(Sample.call("A", prompt: nil), Sample.call("B")).request
    #expect(unrecorded.map(\.kind) == [.unknown("it was not recorded")])
  }

  @Test func `recorded requests tell the rest`() {
    func recording(_ temperature: String, _ earlier: String, tools: [ToolDefinition] = []) -> CallRecording {
      var request = ChatRequest(
        model: "m", messages: [Message(.system, "s"), Message(.user, earlier), Message(.user, "What is it?")],
        options: [JSONMember("temperature", .number(temperature))])
      request.tools = tools
      return CallRecording(question: RecordedQuestion(request: request))
    }
    let calls = (Sample.call("A", hash: "h"), Sample.call("B", hash: "i"))
    let tool = ToolDefinition(name: "f", description: "d", parameters: ["type": "object"], isStrict: false)
    let request = Sample.comparison(
      calls.0, calls.1, recordings: (recording("0", "a"), recording("1", "b", tools: [tool]))
    ).request
    #expect(request.map(\.name) == ["earlier turns", "options", "tools"])
    let same = Sample.comparison(calls.0, calls.1, recordings: (recording("0", "a"), recording("0.0", "a"))).request
    #expect(same.map(\.kind) == [.unknown("something in how it was sent differs")])
  }

  // MARK: Answers

  @Test func `JSON answers are compared by structure`() {
    let comparison = Sample.comparison(
      Sample.call("A", answer: #"{"a":1,"b":2}"#), Sample.call("B", answer: #"{ "b": 2.0, "a": 3 }"#))
    guard case .structure(let difference) = comparison.answer else {
      Issue.record("\(comparison.answer)")
      return
    }
    #expect(difference.entries.map(\.pointer) == ["/a"])
    #expect(!comparison.isSame)
    #expect(
      Sample.comparison(Sample.call("A", answer: "[1]"), Sample.call("B", answer: "[ 1.0 ]")).isSame)
  }

  @Test func `an answer that nobody kept is not the same as another one`() {
    #expect(!Sample.comparison(Sample.call("A", answer: nil), Sample.call("B", answer: nil)).isSame)
    #expect(!Sample.comparison(Sample.call("A", answer: nil), Sample.call("B")).isSame)
  }

  @Test func `tool calls count`() {
    func call(_ id: String, _ arguments: String) -> CallRecord {
      Sample.call(id, answer: "") { _, outcome in
        outcome.toolCalls = [ToolCall(name: "f", arguments: arguments)]
      }
    }
    #expect(Sample.comparison(call("A", #"{"x":1}"#), call("B", #"{"x": 1.0}"#)).isSame)
    #expect(!Sample.comparison(call("A", #"{"x":1}"#), call("B", #"{"x":2}"#)).isSame)
    #expect(Sample.comparison(Sample.call("A"), Sample.call("B")).toolCalls == nil)
  }

  // MARK: Figures

  @Test func `figures have a difference and a ratio`() {
    let comparison = Sample.comparison(
      Sample.call("A", usage: Usage(uncachedInput: 1000, textOutput: 4), first: 100, total: 1000),
      Sample.call(
        "B", usage: Usage(uncachedInput: 1400, textOutput: 4),
        charge: Charge(.told, amount: Money(usd: "0.005") ?? .zero),
        first: 50, total: 12_000))
    #expect(figure("tokens in", comparison)?.change == "+400, 1.40×")
    #expect(figure("tokens out", comparison)?.change == "same")
    #expect(figure("cost", comparison)?.change == "-$0.0050, 0.50×")
    #expect(figure("first token", comparison)?.change == "-50 ms, 0.50×")
    #expect(figure("total", comparison)?.change == "+11 s, 12×")
    #expect(figure("outcome", comparison)?.change == "same")
  }

  @Test func `what nobody knows is unknown and never nothing`() throws {
    let comparison = Sample.comparison(
      Sample.call("A", usage: Usage(), charge: Charge(.unpriced), first: nil), Sample.call("B"))
    for name in ["tokens in", "tokens out", "cost", "first token"] {
      let found = try #require(figure(name, comparison))
      #expect(found.oldShown == "unknown" && found.change == "unknown", "\(name)")
      #expect(found.json["old"] == .null && found.json["delta"] == .null && found.json["ratio"] == .null, "\(name)")
    }
  }

  @Test func `from nothing there is no ratio`() {
    let figure = ComparedFigure("tokens", .count(0), .count(5))
    #expect(figure.change == "+5")
    #expect(figure.json["ratio"] == .null)
    #expect(ComparedFigure("tokens", .count(5), .count(0)).change == "-5, <0.01×")
  }

  @Test func `a cost that may be less has no difference`() {
    let bound = ComparedFigure(
      "cost", .cost(ComparedCost(.zero, .exact)), .cost(ComparedCost(Money(usd: "1") ?? .zero, .upperBound)))
    #expect(bound.newShown == "up to $1.00")
    #expect(bound.change == "unknown")
  }

  @Test func `times of an answer from the cache are not the model's`() {
    let cached = Sample.call("B") { _, outcome in outcome.isFromCache = true }
    let comparison = Sample.comparison(Sample.call("A"), cached)
    #expect(figure("total", comparison)?.newShown == "unknown")
    #expect(figure("first token", comparison)?.change == "unknown")
  }

  @Test func `a cost is that of all tries`() {
    var call = Sample.call("A")
    var attempt = AttemptRecord(
      number: 1, provider: "p", model: "m", waited: 0, duration: 5, httpStatus: 500, errorCode: "server",
      requestID: nil, mayHaveBeenCharged: true, sequel: .retry)
    attempt.charge = Charge(.told, amount: Money(usd: "0.02") ?? .zero)
    call.attempts = [attempt]
    #expect(ComparedCall(call).cost == ComparedCost(Money(usd: "0.03") ?? .zero, .exact))
    call.attempts[0].charge = Charge(.unpriced)
    #expect(ComparedCall(call).cost.known == nil)
  }

  @Test func `a call that never ended has nothing to be compared`() {
    let killed = ComparedCall(
      CallRecord(
        id: CallID("K"), startedAt: Timestamp(milliseconds: 0),
        intent: CallIntent(command: "chat", provider: "p", modelAsked: "m", requestBytes: 1), state: .interrupted))
    #expect(killed.verdict == "interrupted")
    #expect(killed.totalTime == nil && killed.cost.known == nil && killed.answer == nil)
  }

  @Test func `as a document`() throws {
    let json = ComparisonDocument(
      Sample.comparison(Sample.call("A", answer: "one cat"), Sample.call("B", answer: "one dog"))
    ).json
    #expect(json["type"]?.text == "comparison")
    #expect(json["same"]?.bool == false)
    #expect(json["figures"]?["tokens_in"]?["delta"]?.integer == 0)
    let words = try #require(json["answer"]?["words"])
    #expect(JSONWriter.text(of: words) == #"[["kept","one "],["removed","cat"],["added","dog"]]"#)
    #expect(try JSONReader.parse(JSONWriter.text(of: json)) == json)
  }
}
