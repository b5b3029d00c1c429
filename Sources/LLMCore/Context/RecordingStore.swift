/// What is kept of calls so that they can be found, looked at and made again. Recordings are added with the calls themselves.
package protocol RecordingStore: Sendable {
  /// All that is kept of a call; nil where nothing is, or it was pruned.
  ///
  /// Throws `LedgerError`.
  func recording(of id: CallID) async throws(LedgerError) -> CallRecording?

  /// The calls that fit, in the order that is asked for.
  ///
  /// Throws `LedgerError`.
  func calls(_ query: CallQuery) async throws(LedgerError) -> [CallRecord]

  /// Takes recordings away for good.
  ///
  /// Throws `LedgerError`.
  func prune(_ order: PruningOrder) async throws(LedgerError) -> PrunedRecordings

  /// How much is kept, and since when.
  ///
  /// Throws `LedgerError`.
  func recordingStatistics(countingTexts: Bool) async throws(LedgerError) -> RecordingStatistics
}

/// Which calls are meant; what is nil or empty does not matter.
package struct CallQuery: Sendable, Equatable {
  package enum Order: Sendable { case newest, slowest, dearest }

  /// How a call stands, as a person asks for it.
  package enum State: String, Sendable, CaseIterable {
    case done, partial, refused, cancelled, failed
    /// Without an end: interrupted, or still at work.
    case open

    /// The word that lists have for it, or the one that it is stored under.
    package init?(word: String) {
      if word == "interrupted" { self = .open } else { self.init(rawValue: word) }
    }

    /// The word that lists have for it.
    package var word: String { self == .open ? "interrupted" : rawValue }
  }

  /// One call alone.
  package var call: CallID?
  /// A model's name, or `provider/model`; the one that answered counts as well.
  package var model: String?
  package var command: String?
  package var states: [State] = []
  package var tags: [JSONMember] = []
  /// Words that stand in the prompt or the answer.
  package var text: String?
  package var since: Timestamp?
  package var until: Timestamp?
  /// In milliseconds, at least.
  package var leastTime: Int?
  package var leastCost: Money?
  /// A template's name.
  package var prompt: String?
  package var replaysOf: CallID?
  package var order = Order.newest
  package var limit: Int

  package init(limit: Int) { self.limit = limit }

  /// Whether there is anything in a text that words are made of: signs and emoji are not kept to be looked for.
  package static func canLook(for text: String) -> Bool {
    text.unicodeScalars.contains(where: isPartOfWord)
  }

  /// Whether it is part of a word to SQLite's `unicode61` tokenizer.
  package static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}

/// What is to be taken away.
package struct PruningOrder: Sendable, Equatable {
  /// Recordings of calls begun before; nil for any age.
  package var before: Timestamp?
  /// The oldest go until what is left takes no more than so many bytes: recordings, besides the texts of calls, or both where texts go
  /// too. Nil for no limit.
  package var mostBytes: Int?
  /// Whether prompts and answers go as well, and conversations with them; what was spent stays known.
  package var takesTexts = false
  /// Whether it is only told what would go.
  package var isRehearsal = false
  /// Whether it is done unasked: at most once a day, and never to the newest call.
  package var isRoutine = false
  /// Whether the room is given back to the file system, which takes a while.
  package var vacuums = false
  /// At most so many calls, so that nobody waits for long.
  package var mostCalls: Int?

  package init(before: Timestamp? = nil, mostBytes: Int? = nil) { (self.before, self.mostBytes) = (before, mostBytes) }
}

/// What was taken away, or would be.
package struct PrunedRecordings: Sendable, Equatable {
  package var calls: Int
  /// As they were stored.
  package var bytes: Int

  package init(calls: Int, bytes: Int) { (self.calls, self.bytes) = (calls, bytes) }
}

/// What is kept of calls.
package struct RecordingStatistics: Sendable, Equatable {
  package var calls: Int
  /// As stored: compressed, and each content once. What stays where only recordings go is not in it.
  package var bytes: Int
  package var oldest: Timestamp?
  /// Of the ledger's file, what nothing stands in.
  package var freeBytes: Int

  package init(calls: Int, bytes: Int, oldest: Timestamp?, freeBytes: Int = 0) {
    (self.calls, self.bytes, self.oldest, self.freeBytes) = (calls, bytes, oldest, freeBytes)
  }
}
