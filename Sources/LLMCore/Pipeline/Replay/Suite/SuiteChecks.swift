/// Holds answers to a case against its assertions. What has to be compiled is compiled before anything is asked.
struct SuiteChecks: Sendable {
  /// Has a judge look at an answer: the number of the assertion among the case's, and what it came to.
  typealias Judge = @Sendable (Int, SuiteAnswer) async -> AssertionOutcome

  private enum Means: Sendable {
    case none
    case pattern(Pattern)
    case schema(JSONSchema)
  }

  /// What an assertion finds before it is negated.
  private enum Finding {
    case holds(String = "")
    case fails(String)
    case unmeasured(String)
    case error(LLMError)
  }

  private static let shownLimit = 160

  /// The schemas that answers are held against.
  var schemas: [JSONValue] {
    means.compactMap { if case .schema(let schema) = $0 { schema.source } else { nil } }
  }

  private let assertions: [SuiteAssertion]
  private let means: [Means]

  /// - Parameter schema: finds the schema that a text stands for.
  ///
  /// Throws `LLMError` for a pattern or a schema that cannot be used.
  init(
    _ suiteCase: SuiteCase, schema: (String) throws(LLMError) -> JSONSchema
  ) throws(LLMError) {
    assertions = suiteCase.assertions
    var means: [Means] = []
    for assertion in assertions {
      switch assertion.check {
      case .matches(let source):
        do throws(PatternError) { means.append(.pattern(try Pattern(source))) } catch {
          throw LLMError(
            .inputInvalid, "line \(assertion.line): the expression '\(source)' cannot be used, since \(error)")
        }
      case .fitsSchema(let text): means.append(.schema(try schema(text)))
      default: means.append(.none)
      }
    }
    self.means = means
  }

  /// What all assertions come to, in their order; first that an answer has the form that was asked for, where one was. A judge is
  /// only asked where all others hold: an answer that fails anyway is not worth the money.
  func outcomes(of answer: SuiteAnswer, judge: Judge) async -> [AssertionOutcome] {
    guard answer.error == nil else { return [] }
    var outcomes: [AssertionOutcome?] = []
    for (assertion, means) in zip(assertions, means) {
      if case .judge = assertion.check {
        outcomes.append(nil)
      } else {
        outcomes.append(outcome(assertion, means, answer))
      }
    }
    let form = Self.form(of: answer)
    var isBroken = ([form] + outcomes).contains { $0?.state == .broken }
    for index in assertions.indices where outcomes[index] == nil {
      let outcome =
        isBroken
        ? AssertionOutcome(
          title: assertions[index].title, kind: "judge", state: .unmeasured, found: "the answer fails without it")
        : await judge(index, answer)
      isBroken = isBroken || outcome.state == .broken
      outcomes[index] = outcome
    }
    return ([form] + outcomes).compactMap(\.self)
  }

  /// Whether the answer has the form that was asked for; nil where none was.
  private static func form(of answer: SuiteAnswer) -> AssertionOutcome? {
    if let first = answer.formProblems.first {
      let others = answer.formProblems.count > 1 ? " (and \(answer.formProblems.count - 1) more)" : ""
      return AssertionOutcome(title: "the form asked for", kind: "form", state: .broken, found: first + others)
    }
    guard answer.value != nil else { return nil }
    let mended = answer.repairs.isEmpty ? "" : "mended: \(answer.repairs.joined(separator: ", "))"
    return AssertionOutcome(title: "the form asked for", kind: "form", state: .held, found: mended)
  }

  private func outcome(_ assertion: SuiteAssertion, _ means: Means, _ answer: SuiteAnswer) -> AssertionOutcome {
    var outcome = AssertionOutcome(title: assertion.title, kind: assertion.kind, state: .held)
    switch finding(assertion, means, answer) {
    case .holds(let found):
      outcome.state = assertion.isNegated ? .broken : .held
      outcome.found = found.isEmpty && assertion.isNegated ? Self.shown(answer) : found
    case .fails(let found):
      outcome.state = assertion.isNegated ? .held : .broken
      outcome.found = found
    case .unmeasured(let reason): (outcome.state, outcome.found) = (.unmeasured, reason)
    case .error(let error): (outcome.state, outcome.error) = (.failed, error)
    }
    return outcome
  }

  private func finding(_ assertion: SuiteAssertion, _ means: Means, _ answer: SuiteAnswer) -> Finding {
    // What must not be said is said also where it had to be mended.
    let acceptsRepair = assertion.acceptsRepair || assertion.isNegated
    switch assertion.check {
    case .contains(let text, let ignoresCase):
      let (left, right) = ignoresCase ? (answer.text.lowercased(), text.lowercased()) : (answer.text, text)
      return Self.contains(left, right) ? .holds() : .fails(Self.shown(answer))
    case .matches:
      guard case .pattern(let pattern) = means else { return .unmeasured("it was not compiled") }
      switch pattern.outcome(in: answer.text) {
      case .matches: return .holds()
      case .matchesNot: return .fails(Self.shown(answer))
      case .tooCostly: return .error(LLMError(.inputInvalid, "the expression takes too many steps with this answer"))
      }
    case .fitsSchema:
      guard case .schema(let schema) = means else { return .unmeasured("it was not compiled") }
      return Self.fit(answer, schema, acceptsRepair: acceptsRepair)
    case .equals(let value, let ignored):
      return Self.equality(answer, value, ignored, acceptsRepair: acceptsRepair)
    case .toolCall(let name, let arguments, let ignored): return Self.calls(answer, name, arguments, ignored)
    case .similarity(let text, let least):
      guard let ratio = WordSimilarity(answer.text, text).ratio else {
        return .unmeasured("more than \(WordSimilarity.mostWords) words")
      }
      let found = "similarity is \(SuiteAssertion.share(ratio))"
      return ratio + 1e-9 >= least
        ? .holds(found) : .fails("\(found), the answer is \(Self.quoted(answer.shownText ?? answer.text))")
    case .maxCost, .maxLatency, .maxTokens, .finish: return Self.figure(assertion.check, answer)
    case .judge: return .unmeasured("nobody was asked")
    }
  }

  // MARK: Figures

  /// Time and money of an answer from before are not this answer's.
  private static func figure(_ check: SuiteAssertion.Check, _ answer: SuiteAnswer) -> Finding {
    let kept = "the answer was there from before"
    switch check {
    case .maxCost(let limit):
      if answer.isFromCache { return .unmeasured(kept) }
      guard let cost = answer.cost else { return .unmeasured("nobody knows the price") }
      return cost <= limit ? .holds("$\(cost.decimal)") : .fails("it cost $\(cost.decimal)")
    case .maxLatency(let limit):
      if answer.isFromCache { return .unmeasured(kept) }
      guard let latency = answer.latency else { return .unmeasured("nobody took the time") }
      return latency <= limit.milliseconds ? .holds("\(latency) ms") : .fails("it took \(latency) ms")
    case .maxTokens(let limit):
      guard let tokens = answer.usage.output else { return .unmeasured("the provider did not tell the tokens") }
      return tokens <= limit ? .holds("\(tokens)") : .fails("it has \(tokens) tokens")
    case .finish(let reasons):
      guard let finish = answer.finish else { return .unmeasured("the provider did not say why it ended") }
      return reasons.contains(finish) ? .holds(finish) : .fails("it ended with \(finish)")
    default: return .unmeasured("it is no figure")
    }
  }

  // MARK: Values

  /// The JSON of an answer, and what had to be mended of it; nil where there is none.
  private static func value(
    of answer: SuiteAnswer, _ schema: JSONSchema? = nil
  ) -> (value: JSONValue, repairs: [String])? {
    if schema == nil, let value = answer.value { return (value, []) }
    let bytes = Array(answer.text.trimmingBlanks.utf8)
    if let value = try? JSONReader.parse(bytes) { return (value, []) }
    let reader = AnswerReader(schema: schema?.source)
    guard let reading = try? reader.read(bytes, violations: { schema?.validate($0).count ?? 0 }) else { return nil }
    return (reading.value, reading.steps.map(\.kind.rawValue))
  }

  private static func fit(_ answer: SuiteAnswer, _ schema: JSONSchema, acceptsRepair: Bool) -> Finding {
    guard let (value, repairs) = value(of: answer, schema) else {
      return .fails("it is no JSON: \(quoted(answer.shownText ?? answer.text))")
    }
    if let first = schema.validate(value).first { return .fails(first.message) }
    return mended(repairs, acceptsRepair) ?? .holds()
  }

  private static func equality(
    _ answer: SuiteAnswer, _ expected: JSONValue, _ ignored: [String], acceptsRepair: Bool
  ) -> Finding {
    if case .string(let text) = expected {
      return answer.text.trimmingBlanks == text.trimmingBlanks ? .holds() : .fails(shown(answer))
    }
    guard let (value, repairs) = value(of: answer) else {
      return .fails("it is no JSON: \(quoted(answer.shownText ?? answer.text))")
    }
    let comparison = StructuralComparison(expected: expected, found: value, ignoring: ignored)
    if let difference = comparison.difference { return .fails(difference) }
    return mended(repairs, acceptsRepair) ?? .holds()
  }

  /// Mended JSON is never taken for what was asked for without a word.
  private static func mended(_ repairs: [String], _ acceptsRepair: Bool) -> Finding? {
    guard !repairs.isEmpty else { return nil }
    let steps = repairs.joined(separator: ", ")
    return acceptsRepair
      ? .holds("mended: \(steps)") : .fails("only after mending (\(steps)); 'repair: true' accepts that")
  }

  private static func calls(
    _ answer: SuiteAnswer, _ name: String, _ arguments: JSONValue?, _ ignored: [String]
  ) -> Finding {
    let named = answer.toolCalls.filter { $0.name == name }
    guard !named.isEmpty else {
      let others = answer.toolCalls.map(\.name)
      return .fails(others.isEmpty ? "it asked for no call" : "it asked for \(others.joined(separator: ", "))")
    }
    guard let arguments else { return .holds() }
    var difference = ""
    for call in named {
      guard let found = call.parsedArguments else {
        difference = "the arguments are not JSON"
        continue
      }
      guard let other = StructuralComparison(expected: arguments, found: found, ignoring: ignored).difference else {
        return .holds()
      }
      difference = other
    }
    return .fails("of the arguments, \(difference)")
  }

  // MARK: Texts

  /// By bytes: with a mark behind it that combines with its last letter, a word would not be found in a text that has it.
  private static func contains(_ text: String, _ part: String) -> Bool { text.utf8.contains(part.utf8) }

  private static func shown(_ answer: SuiteAnswer) -> String {
    "the answer is \(quoted(answer.shownText ?? answer.text))"
  }

  private static func quoted(_ text: String) -> String {
    let cut = text.count > shownLimit ? text.prefix(shownLimit) + "…" : text
    return JSONWriter.text(of: .string(cut))
  }
}
