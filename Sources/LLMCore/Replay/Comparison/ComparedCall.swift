/// One call as it is compared with others: what was asked, what came back, and what it took. What nobody knows is nil.
package struct ComparedCall: Sendable, Equatable {
  package var id: CallID
  package var startedAt: Timestamp
  /// What it is called beside the other one; its model unless somebody says.
  package var title: String
  package var command: String
  /// `provider/model`, as asked.
  package var model: String
  /// The model that the provider names, and who answered where it was not who was asked.
  package var modelServed: String?
  package var servedBy: String?
  package var promptVersion: PromptVersion?
  /// SHA-256 of the request.
  package var contentHash: String?
  /// Whether the texts are in the ledger.
  package var isRecorded: Bool
  package var system: String?
  package var prompt: String?
  /// The request as it was put together; nil where it was not kept.
  package var question: RecordedQuestion?
  package var answer: String?
  package var toolCalls: [ToolCall]
  package var usage: Usage
  /// What all tries cost.
  package var cost: ComparedCost
  /// Milliseconds; nil too where another call or the cache had the answer, since the times are then not the model's.
  package var timeToFirstToken: Int?
  package var totalTime: Int?
  package var finishReason: String?
  /// How it ended, in the ledger's word: `done`, `partial`, `interrupted`.
  package var verdict: String
  package var isDone: Bool
  package var error: String?
  /// Whether the response cache or another call had the answer.
  package var isSecondHand: Bool

  /// - Parameter recording: what is kept of the call beside its row.
  package init(_ call: CallRecord, recording: CallRecording? = nil) {
    let intent = call.intent
    let outcome: CallOutcome? = if case .closed(let outcome) = call.state { outcome } else { nil }
    (id, startedAt, command) = (call.id, call.startedAt, intent.command)
    model = "\(intent.provider)/\(intent.modelAsked)"
    title = outcome?.servedBy ?? model
    (modelServed, servedBy) = (outcome?.modelServed, outcome?.servedBy)
    (promptVersion, contentHash) = (intent.promptVersion, intent.contentHash)
    (isRecorded, system, prompt) = (intent.prompt != nil, intent.system, intent.prompt)
    question = recording?.question
    answer = outcome?.answer
    toolCalls = outcome?.toolCalls ?? []
    usage = outcome?.usage ?? Usage()
    cost = ComparedCost(of: call)
    isSecondHand = outcome.map { $0.isFromCache || $0.sharedWith != nil } ?? false
    timeToFirstToken = isSecondHand ? nil : outcome?.timeToFirstToken
    // A call that was closed for a killed process has no times.
    let isTimed = outcome.map { $0.totalTime > 0 || $0.verdict != .partial } ?? false
    totalTime = isSecondHand || !isTimed ? nil : outcome?.totalTime
    finishReason = outcome?.finishReason
    verdict = call.state.name
    isDone = outcome?.verdict == .done
    error = outcome?.errorCode
  }

  /// The answer without blanks at both ends: what is compared where many answers are.
  package var trimmedAnswer: String? {
    answer.map { answer in
      let start = answer.unicodeScalars.drop { $0.properties.isWhitespace }
      return String(start.prefix(start.count - start.reversed().prefix { $0.properties.isWhitespace }.count))
    }
  }
}

/// What a call cost with all of its tries, as far as anybody knows.
package struct ComparedCost: Sendable, Equatable {
  /// How well the amount is known.
  package enum Certainty: String, Sendable {
    case exact, estimated
    /// It is the most that it can be.
    case upperBound = "upper_bound"
    case unknown
  }

  package let amount: Money
  package let certainty: Certainty

  package init(_ amount: Money, _ certainty: Certainty) { (self.amount, self.certainty) = (amount, certainty) }

  /// One try without a price makes the sum unknown; so does a call that nobody looked at.
  init(of call: CallRecord) {
    guard case .closed(let outcome) = call.state, let last = outcome.charge else {
      self.init(.zero, .unknown)
      return
    }
    self.init(of: call.attempts.compactMap(\.charge) + [last])
  }

  /// What several charges come to.
  package init(of charges: [Charge]) {
    let bases = Set(charges.map(\.basis))
    let certainty: Certainty =
      if bases.contains(.unpriced) {
        .unknown
      } else if bases.contains(.possible) {
        .upperBound
      } else {
        bases.contains(.estimated) ? .estimated : .exact
      }
    self.init(certainty == .unknown ? .zero : charges.reduce(.zero) { $0 + $1.amount }, certainty)
  }

  /// The amount, where it is one: what is compared and added up.
  package var known: Money? { certainty == .exact || certainty == .estimated ? amount : nil }

  /// In a few words: `$0.0028`, `about $0.0012`, `up to $0.0900`, `unknown`.
  package var shown: String {
    switch certainty {
    case .exact: amount.shown
    case .estimated: "about \(amount.shown)"
    case .upperBound: "up to \(amount.shown)"
    case .unknown: "unknown"
    }
  }

  /// Both together; as uncertain as the less certain of them.
  package static func + (left: Self, right: Self) -> Self {
    for certainty in [Certainty.unknown, .upperBound, .estimated]
    where left.certainty == certainty || right.certainty == certainty {
      return certainty == .unknown ? Self(.zero, .unknown) : Self(left.amount + right.amount, certainty)
    }
    return Self(left.amount + right.amount, .exact)
  }

  /// As `--json` prints it.
  package var json: JSONValue {
    .object([
      JSONMember("usd", certainty == .unknown ? .null : amount.json),
      JSONMember("certainty", .string(certainty.rawValue)),
    ])
  }
}
