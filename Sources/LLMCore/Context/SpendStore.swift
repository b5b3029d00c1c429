/// What the ledger knows of money: sums of what was spent, and what is set aside for calls under way.
package protocol SpendStore: Sendable {
  /// Sets aside the most that a try may cost, in one transaction with looking at what was spent and set aside before. What dead
  /// processes had set aside is counted as possibly spent first.
  ///
  /// - Parameters:
  ///   - windows: those that the call falls into, by when it was begun.
  ///   - admits: is told what each window holds without this try, and says whether it may be made.
  ///
  /// Both are called on the ledger's thread while no other process can change anything, so they must be quick.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func reserve(
    _ claim: SpendClaim, in windows: @escaping @Sendable (Timestamp) -> [SpendWindow],
    admits: @escaping @Sendable ([SpendUse]) -> Bool
  ) async throws(LedgerError) -> SpendReservation

  /// What each window holds.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func uses(of windows: [SpendWindow]) async throws(LedgerError) -> [SpendUse]

  /// What was spent in each of some stretches of time, all seen at one moment. Bounds count by the quarter of an hour.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func spend(
    in stretches: [Range<Timestamp>], by split: SpendSplit, of scope: SpendScope
  ) async throws(LedgerError) -> [[SpendCell]]

  /// The dearest conversations of a stretch of time, at most `limit`.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func conversationSpend(
    in stretch: Range<Timestamp>, limit: Int
  ) async throws(LedgerError) -> [ConversationSpend]

  /// How long answers took, by days of UTC.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func latencies(in stretch: Range<Timestamp>) async throws(LedgerError) -> [LatencyCount]

  /// How calls failed, by days of UTC.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func failures(in stretch: Range<Timestamp>) async throws(LedgerError) -> [FailureCount]

  /// The calls that were begun since a moment and are closed, the oldest first: for what cannot be told from sums.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func glimpses(since moment: Timestamp) async throws(LedgerError) -> [CallGlimpse]

  /// The processes that have calls under way which were begun since a moment; some of them may be dead.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func callers(since moment: Timestamp) async throws(LedgerError) -> [ProcessIdentity]

  /// When the first call was made that a price was looked up for; nil where there is none.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func firstSpend() async throws(LedgerError) -> Timestamp?

  /// Puts a better charge in the place of a call's last one, once more is known. Returns false, and changes nothing, where that one
  /// was told by the provider, or the call is under way.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func correct(_ id: CallID, _ charge: Charge) async throws(LedgerError) -> Bool
}

/// Calls that somebody wants to know the cost of. What is nil does not matter; all that is not must be so.
package struct SpendScope: Sendable, Equatable, Hashable {
  package var provider: String?
  /// The name without the provider.
  package var model: String?
  package var command: String?
  /// The top folder of the repository.
  package var repository: String?
  package var branch: String?
  /// `name=value`.
  package var tag: String?

  package init(
    provider: String? = nil, model: String? = nil, command: String? = nil, repository: String? = nil,
    branch: String? = nil, tag: String? = nil
  ) {
    (self.provider, self.model, self.command) = (provider, model, command)
    (self.repository, self.branch, self.tag) = (repository, branch, tag)
  }

  package static let everything = SpendScope()
}

/// A stretch of time and the calls in it that a budget is about.
package struct SpendWindow: Sendable, Equatable {
  package var scope: SpendScope
  package var stretch: Range<Timestamp>

  package init(scope: SpendScope, stretch: Range<Timestamp>) { (self.scope, self.stretch) = (scope, stretch) }
}

/// What a window holds.
package struct SpendUse: Sendable, Equatable {
  /// Spent and possibly spent.
  package var spent: Money
  package var spentTokens: Int
  /// Set aside for calls under way.
  package var reserved: Money
  package var reservedTokens: Int

  package init(spent: Money = .zero, spentTokens: Int = 0, reserved: Money = .zero, reservedTokens: Int = 0) {
    (self.spent, self.spentTokens, self.reserved, self.reservedTokens) = (
      spent, spentTokens, reserved, reservedTokens
    )
  }

  package var money: Money { spent + reserved }
  package var tokens: Int { spentTokens + reservedTokens }
}

/// The most that a try of an open call may cost.
package struct SpendClaim: Sendable, Equatable {
  package var call: CallID
  /// Which try it is, counted from 1.
  package var number: Int
  package var provider: String
  package var model: String
  package var most: Money
  /// Of the prompt and the longest answer.
  package var tokens: Int

  package init(call: CallID, number: Int, provider: String, model: String, most: Money, tokens: Int) {
    (self.call, self.number, self.provider, self.model) = (call, number, provider, model)
    (self.most, self.tokens) = (most, tokens)
  }
}

/// What came of wanting to set something aside.
package struct SpendReservation: Sendable, Equatable {
  package var isAdmitted: Bool
  /// What each window holds without the try at hand, in the order of the windows.
  package var uses: [SpendUse]

  package init(isAdmitted: Bool, uses: [SpendUse]) { (self.isAdmitted, self.uses) = (isAdmitted, uses) }
}

/// How sums are split up.
package enum SpendSplit: Sendable {
  case model
  /// By all that is known of calls.
  case label
}

/// A sum, and which calls it is of.
package struct SpendCell: Sendable, Equatable {
  package var provider: String
  package var model: String
  /// Empty where sums are split by model only, and where a call has none.
  package var command = ""
  package var repository = ""
  package var branch = ""
  /// Texts `name=value`.
  package var tags: [String] = []
  package var spend: Spend

  package init(provider: String, model: String, spend: Spend) {
    (self.provider, self.model, self.spend) = (provider, model, spend)
  }
}

/// What one conversation cost.
package struct ConversationSpend: Sendable, Equatable {
  package var id: String
  /// Its name, or the beginning of its first prompt; nil where neither is kept.
  package var title: String?
  package var spend: Spend

  package init(id: String, title: String?, spend: Spend) { (self.id, self.title, self.spend) = (id, title, spend) }
}

/// How many answers of a model took about as long.
package struct LatencyCount: Sendable, Equatable {
  package var provider: String
  package var model: String
  package var bucket: LatencyBucket
  package var calls: Int
  /// Milliseconds in all.
  package var total: Int

  package init(provider: String, model: String, bucket: LatencyBucket, calls: Int, total: Int) {
    (self.provider, self.model, self.bucket, self.calls, self.total) = (provider, model, bucket, calls, total)
  }
}

/// How many calls of a model ended with one kind of error.
package struct FailureCount: Sendable, Equatable {
  package var provider: String
  package var model: String
  /// The name of an `LLMError.Code`.
  package var error: String
  package var calls: Int

  package init(provider: String, model: String, error: String, calls: Int) {
    (self.provider, self.model, self.error, self.calls) = (provider, model, error, calls)
  }
}

/// What alerts look at of a call.
package struct CallGlimpse: Sendable, Equatable {
  package var startedAt: Timestamp
  /// In milliseconds.
  package var duration: Int
  package var hasFailed: Bool
  package var input: Int?
  package var output: Int?

  package init(startedAt: Timestamp, duration: Int, hasFailed: Bool, input: Int?, output: Int?) {
    (self.startedAt, self.duration, self.hasFailed) = (startedAt, duration, hasFailed)
    (self.input, self.output) = (input, output)
  }
}
