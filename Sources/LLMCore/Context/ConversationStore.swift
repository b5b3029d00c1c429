/// The conversations of the ledger: read, searched, named and forked. They grow by `Ledger.open`, which adds a turn.
package protocol ConversationStore: Sendable {
  /// A conversation with its turns, by its id, by its exact name, or by a prefix of its id that fits no other, tried in this
  /// order; without a reference, the one that was added to or forked last. Returns nil where there is none.
  ///
  /// Throws `.ambiguous`, `.newerSchema` and `.unavailable`.
  func storedConversation(_ reference: String?) async throws(LedgerError) -> ConversationRecord?

  /// The conversations last added to, the newest first, at most `limit`.
  ///
  /// With a `text`, those whose prompts, answers and name together contain all its words, in any order, case and diacritics
  /// aside; of the last word, the beginning is enough. A text of nothing but punctuation is found nowhere, and an empty one
  /// asks for nothing.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func conversations(containing text: String?, limit: Int) async throws(LedgerError) -> [ConversationSummary]

  /// Names the conversation with exactly this id; nil or an empty text takes its name away.
  ///
  /// Throws `.nameTaken` where another one has the name, `.missing` where there is no such conversation, `.newerSchema` and
  /// `.unavailable`.
  func rename(_ id: String, to name: String?) async throws(LedgerError)

  /// Begins a conversation with the turns of another one whose sequence numbers are in `range`, as far as there are any at
  /// this moment, and returns its id; nil keeps none. No turn is copied: both share them, and what is added to either later
  /// is its own. New turns are numbered on from the last one kept.
  ///
  /// - Parameters:
  ///   - id: exactly the id of the other one.
  ///   - summary: tells what was left out in front of the turns kept. Where it is nil and nothing was left out, the other's own
  ///     summary stays.
  ///
  /// Throws `.missing` where there is no such conversation or no turn in the range, `.newerSchema` and `.unavailable`.
  func fork(
    _ id: String, keeping range: ClosedRange<Int>?, summary: String?
  ) async throws(LedgerError) -> String

  /// Closes the row of a call whose process was killed, as a partial answer with the text that its journal has. Does nothing
  /// where there is no text or no such call, the row is closed, or its process lives.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  func adopt(_ call: CallID, answer: String) async throws(LedgerError)
}

/// A conversation as it is read back.
package struct ConversationRecord: Sendable, Equatable {
  package var id: String
  package var name: String?
  package var startedAt: Timestamp
  /// The conversation this one was forked from.
  package var parent: String?
  /// What came before the first turn, in a few words: those turns are kept elsewhere and not sent any more.
  package var summary: String?
  /// The system text of the newest turn; of a fork that keeps none and has none yet, of the one it was forked from.
  package var system: String?
  /// `provider/model` of that turn, as it was asked for.
  package var model: String
  /// In order, those kept by a fork included. A turn whose partial answer was completed by a later one is not among them.
  package var turns: [ConversationTurn]

  package init(
    id: String, name: String? = nil, startedAt: Timestamp, parent: String? = nil, summary: String? = nil,
    system: String?, model: String, turns: [ConversationTurn]
  ) {
    self.id = id
    self.name = name
    self.startedAt = startedAt
    self.parent = parent
    self.summary = summary
    self.system = system
    self.model = model
    self.turns = turns
  }

  /// The conversation as it goes to a model again, without system text: the summary, then the turns that were answered, in
  /// full or in part. Users and assistants take turns.
  package var messages: [Message] { (summary.map(Self.messages) ?? []) + turns.flatMap(\.messages) }

  /// Whether the newest turn has no complete answer: it was cut, refused or cancelled, or its process was killed.
  package var lastTurnIsIncomplete: Bool { turns.last.map { $0.verdict != .done } ?? false }

  private static func messages(telling summary: String) -> [Message] {
    let block = DelimitedBlock(tag: "summary", content: summary).text
    return [
      Message(.user, "This is a summary of our conversation so far:\n\n\(block)"),
      Message(.assistant, "I go on from there."),
    ]
  }
}

/// One prompt of a conversation, with what came of it.
package struct ConversationTurn: Sendable, Equatable {
  /// Rises from turn to turn, from 1 on; there may be gaps.
  package var sequence: Int
  package var call: CallID
  package var startedAt: Timestamp
  package var system: String?
  package var prompt: String
  package var answer: String?
  /// Nil while the call is open, and for ever if its process was killed.
  package var verdict: CallOutcome.Verdict?
  /// Whether it is open and its process at work.
  package var isRunning: Bool
  /// `provider/model`, as it was asked for.
  package var model: String
  package var usage: Usage

  package init(
    sequence: Int, call: CallID, startedAt: Timestamp, system: String?, prompt: String, answer: String?,
    verdict: CallOutcome.Verdict?, isRunning: Bool, model: String, usage: Usage = Usage()
  ) {
    self.sequence = sequence
    self.call = call
    self.startedAt = startedAt
    self.system = system
    self.prompt = prompt
    self.answer = answer
    self.verdict = verdict
    self.isRunning = isRunning
    self.model = model
    self.usage = usage
  }

  /// The turn as it goes to a model again; none where it was not answered. An empty answer is none: providers do not accept an
  /// assistant who says nothing.
  package var messages: [Message] {
    guard let answer, !answer.isEmpty else { return [] }
    return switch verdict {
    case .done, .partial, .cancelled: [Message(.user, prompt), Message(.assistant, answer)]
    case .refused, .failed, nil: []
    }
  }
}

/// A conversation as a line of a list.
package struct ConversationSummary: Sendable, Equatable {
  package var id: String
  package var name: String?
  package var startedAt: Timestamp
  /// When its newest turn began; of a fork without a turn of its own, when it was forked.
  package var newestAt: Timestamp
  /// How many `ConversationRecord.turns` has.
  package var turns: Int
  /// `provider/model`, as in `ConversationRecord`.
  package var model: String
  /// The first line of the first prompt that is not blank, cut; empty where there is none.
  package var firstPrompt: String
  /// Some words around those that were looked for, on one line, from the text with most of them; nil where nothing was looked for.
  package var excerpt: String?
  /// The top folder of the git repository the newest turn was asked in.
  package var repository: String?

  package init(
    id: String, name: String? = nil, startedAt: Timestamp, newestAt: Timestamp, turns: Int, model: String,
    firstPrompt: String, excerpt: String? = nil, repository: String? = nil
  ) {
    self.id = id
    self.name = name
    self.startedAt = startedAt
    self.newestAt = newestAt
    self.turns = turns
    self.model = model
    self.firstPrompt = firstPrompt
    self.excerpt = excerpt
    self.repository = repository
  }
}
