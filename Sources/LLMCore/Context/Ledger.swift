/// The record of every call. A row is opened before the first byte of a request leaves and closed with what came of it,
/// so a call that was killed in the middle is still there to be seen.
package protocol Ledger: ConversationStore, SpendStore, RecordingStore {
  /// Writes the intent to the disk and returns its id.
  func open(_ intent: CallIntent) async throws(LedgerError) -> CallID

  /// The version of the tables this llmctl writes; nil where there are none.
  var schemaVersion: Int? { get }

  /// Adds a try of an open call that is followed by another one.
  func add(_ attempt: AttemptRecord, to id: CallID) async throws(LedgerError)

  /// Completes the row, and stores the answer so that the conversation can go on.
  func close(_ id: CallID, _ outcome: CallOutcome) async throws(LedgerError)

  /// The newest calls first, at most `limit`.
  func recent(limit: Int) async throws(LedgerError) -> [CallRecord]

  /// One call by its id, by a prefix of it or at least its last six characters that fit no other, the newest one for `last`, or the
  /// one so many before it for `last~1`.
  func call(_ reference: String) async throws(LedgerError) -> CallRecord?

  /// The newest complete answer to a request with this content hash; nil where none was kept.
  func answer(toContent hash: String) async throws(LedgerError) -> KeptAnswer?

  /// The closed calls that were made of a template since a moment, the oldest first. Those that were held back before they were sent are
  /// left out.
  func promptUses(of name: String, since moment: Timestamp) async throws(LedgerError) -> [PromptUse]
}

/// An answer from the ledger.
package struct KeptAnswer: Sendable, Equatable {
  package var id: CallID
  package var startedAt: Timestamp
  /// `provider/model`.
  package var model: String
  package var text: String

  package init(id: CallID, startedAt: Timestamp, model: String, text: String) {
    self.id = id
    self.startedAt = startedAt
    self.model = model
    self.text = text
  }
}

/// Names a call for ever: 26 characters that sort by time.
package struct CallID: Sendable, Hashable {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// How many characters at the end of an id are enough to name a call: 30 random bits.
  package static let shortLength = 6

  /// The end of the id, which a person can type. The beginning of an id says when it was, and neighbours share it.
  package var short: String { String(text.suffix(Self.shortLength)) }
}

/// Why the ledger cannot be used. The answer still comes; the user is told once.
package enum LedgerError: Error, Sendable, Equatable {
  /// A newer llmctl wrote it.
  case newerSchema(found: Int, known: Int)
  /// It was damaged and has been set aside under the name given; a new one is in use.
  case setAside(as: String)
  /// It cannot be opened, read or written, in a phrase.
  case unavailable(String)
  /// The reference fits several calls.
  case ambiguous(String)
  /// Another conversation has this name.
  case nameTaken(String)
  /// It does not have what was named, in a phrase.
  case missing(String)
  /// What it keeps of a call, or of one that is not known here, is not what was stored.
  case damagedContent(of: CallID?)

  /// A sentence for standard error, without a final full stop.
  package var sentence: String {
    switch self {
    case .newerSchema(let found, let known):
      "the ledger was written by a newer llmctl (schema \(found), this one knows \(known)); this call is not recorded"
    case .setAside(let name): "the ledger was damaged; it was set aside as \(name) and a new one begun"
    case .unavailable(let reason): "the ledger cannot be used (\(reason)); this call is not recorded"
    case .ambiguous(let reference): "'\(reference)' fits several ids; give more of it"
    case .nameTaken(let name): "another conversation is named '\(name)'"
    case .missing(let what): "the ledger has no \(what)"
    case .damagedContent(let call):
      call.map { "what was recorded of call \($0.text) is damaged" } ?? "a text in the ledger is damaged"
    }
  }
}

/// What is known of a call before it is made.
package struct CallIntent: Sendable, Equatable {
  /// The subcommand, such as `chat`.
  package var command: String
  package var provider: String
  package var modelAsked: String
  /// Bytes of the request body.
  package var requestBytes: Int
  /// SHA-256 of the request body in hexadecimal; nil when the content must not be recorded, since a hash of few words can
  /// be guessed.
  package var contentHash: String?
  package var tags: [JSONMember]
  /// The top folder of the git repository, and the branch checked out.
  package var repository: String?
  package var branch: String?
  /// The conversation to go on with; nil begins one.
  package var conversation: String?
  /// The call whose partial answer this one completes.
  package var resumes: String?
  /// The turn that is asked now; nil with `--no-log`, and then nothing of the answer is stored either.
  package var system: String?
  package var prompt: String?
  /// The question as it can be asked again; nil where none of it is to be stored.
  package var question: RecordedQuestion?
  /// The template it was made of.
  package var promptVersion: PromptVersion?
  /// The call that this one runs again. Its spend is counted apart.
  package var replayOf: CallID?

  package init(
    command: String, provider: String, modelAsked: String, requestBytes: Int, contentHash: String? = nil,
    tags: [JSONMember] = [], repository: String? = nil, branch: String? = nil, conversation: String? = nil,
    resumes: String? = nil,
    system: String? = nil, prompt: String? = nil
  ) {
    self.command = command
    self.provider = provider
    self.modelAsked = modelAsked
    self.requestBytes = requestBytes
    self.contentHash = contentHash
    self.tags = tags
    self.repository = repository
    self.branch = branch
    self.conversation = conversation
    self.resumes = resumes
    self.system = system
    self.prompt = prompt
  }
}

/// What came of a call.
package struct CallOutcome: Sendable, Equatable {
  /// How a call can end. The raw value is what the ledger stores.
  package enum Verdict: String, Sendable {
    case done, partial, refused, cancelled, failed
  }

  package var verdict: Verdict
  package var exitCode: ExitCode
  /// The name of the `LLMError.Code`, where there was an error.
  package var errorCode: String?
  package var usage: Usage
  package var finishReason: String?
  package var modelServed: String?
  package var requestID: String?
  package var httpStatus: Int?
  /// Milliseconds from sending to the first content, and to the end.
  package var timeToFirstToken: Int?
  package var totalTime: Int
  /// Bytes of the reply body as received, and of the answer's text.
  package var responseBytes: Int
  package var answerBytes: Int
  /// The answer's text, to go on from; nil where nothing is to be stored.
  package var answer: String?
  /// What the model asked to have called; empty where nothing is to be stored.
  package var toolCalls: [ToolCall] = []
  /// The last try as it went over the wire; nil where nothing is to be stored, or nothing was sent. Not read back with the row.
  package var exchange: RecordedExchange?
  /// How many tries it took, and how long they waited for their turns, in milliseconds.
  package var attempts: Int
  package var waited: Int
  /// Who answered, where it was not who was asked: `provider/model`.
  package var servedBy: String?
  /// The call whose answer this one shared, being asked the same at the same time.
  package var sharedWith: String?
  /// Where an answer of a certain form was asked for: what it took to read it, `{"steps": […], "problems": 0, "reasks": 0}`.
  package var reading: JSONValue?
  /// What the last try cost; nil where nobody looked.
  package var charge: Charge?
  /// Whether the response cache had the answer.
  package var isFromCache = false

  package init(
    verdict: Verdict, exitCode: ExitCode, errorCode: String? = nil, usage: Usage = Usage(), finishReason: String? = nil,
    modelServed: String? = nil, requestID: String? = nil, httpStatus: Int? = nil, timeToFirstToken: Int? = nil,
    totalTime: Int, responseBytes: Int = 0, answerBytes: Int = 0, answer: String? = nil, attempts: Int = 1,
    waited: Int = 0, servedBy: String? = nil, sharedWith: String? = nil
  ) {
    self.verdict = verdict
    self.exitCode = exitCode
    self.errorCode = errorCode
    self.usage = usage
    self.finishReason = finishReason
    self.modelServed = modelServed
    self.requestID = requestID
    self.httpStatus = httpStatus
    self.timeToFirstToken = timeToFirstToken
    self.totalTime = totalTime
    self.responseBytes = responseBytes
    self.answerBytes = answerBytes
    self.answer = answer
    self.attempts = attempts
    self.waited = waited
    self.servedBy = servedBy
    self.sharedWith = sharedWith
  }
}

/// A row of the ledger as it is read back.
package struct CallRecord: Sendable, Equatable {
  package enum State: Sendable, Equatable {
    /// Its process is still at work.
    case running
    /// Its process died before it could close the row.
    case interrupted
    case closed(CallOutcome)
  }

  package var id: CallID
  package var startedAt: Timestamp
  package var intent: CallIntent
  package var state: State
  /// The tries before the last one, in order.
  package var attempts: [AttemptRecord]

  package init(
    id: CallID, startedAt: Timestamp, intent: CallIntent, state: State, attempts: [AttemptRecord] = []
  ) {
    self.id = id
    self.startedAt = startedAt
    self.intent = intent
    self.state = state
    self.attempts = attempts
  }
}
