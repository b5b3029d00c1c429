import GRDB
import LLMCore

/// Where the turns of a conversation stand: its own, and in front of them those it keeps of the one it was forked from, which
/// may be a fork as well.
struct ConversationLine {
  /// Turns that follow each other in one conversation.
  private struct Stretch {
    let conversation: String
    let sequences: ClosedRange<Int>
  }

  /// In order of the sequence numbers: what a fork adds is numbered on from what it keeps.
  private let stretches: [Stretch]

  /// The line of the conversation with exactly this id, which need not exist.
  init(of id: String, in db: Database) throws {
    var stretches: [Stretch] = []
    var next: Stretch? = Stretch(conversation: id, sequences: 0...Int.max)
    // A parent is older than its forks, except in a file that somebody spoilt.
    while let stretch = next, !stretches.contains(where: { $0.conversation == stretch.conversation }) {
      stretches.append(stretch)
      next = try Self.kept(of: stretch, in: db)
    }
    self.stretches = stretches.reversed()
  }

  private static func kept(of stretch: Stretch, in db: Database) throws -> Stretch? {
    let fork = try BoundStatement(
      """
      SELECT parent_id, first_kept, last_kept FROM conversation WHERE id = ? AND parent_id IS NOT NULL AND last_kept IS NOT NULL
      """, [.text(stretch.conversation)]
    ).rows(db) { columns in (parent: try columns.text(), first: try columns.integer(), last: try columns.integer()) }
    guard let fork = fork.first else { return nil }
    let first = max(fork.first, stretch.sequences.lowerBound)
    let last = min(fork.last, stretch.sequences.upperBound)
    return first <= last ? Stretch(conversation: fork.parent, sequences: first...last) : nil
  }

  /// The numbers and calls of the turns.
  func outline(_ db: Database) throws -> [OutlinedTurn] {
    try turns("", db) { columns in try OutlinedTurn(&columns) }
  }

  /// The turns with all that is known of them.
  func turns(_ db: Database) throws -> [StoredTurn] {
    try turns(", \(StoredTurn.columns)", db) { columns in try StoredTurn(&columns, db) }
  }

  /// The turns in order, without those whose partial answers were completed by another one of them.
  private func turns<Turn: LinedTurn>(
    _ columns: String, _ db: Database, _ read: (inout ColumnReader) throws -> Turn
  ) throws -> [Turn] {
    let turns = try stretches.flatMap { stretch in
      try BoundStatement(
        """
        SELECT \(OutlinedTurn.columns)\(columns)
        FROM turn JOIN call ON call.id = turn.call_id LEFT JOIN answer ON answer.call_id = turn.call_id
        WHERE turn.conversation_id = ? AND turn.sequence BETWEEN ? AND ? ORDER BY turn.sequence
        """,
        [
          .text(stretch.conversation), .integer(stretch.sequences.lowerBound), .integer(stretch.sequences.upperBound),
        ]
      ).rows(db, read)
    }
    let completed = Set(turns.compactMap(\.outline.completes))
    return completed.isEmpty ? turns : turns.filter { !completed.contains($0.outline.call.text) }
  }
}

/// A turn with its place in a line.
private protocol LinedTurn {
  var outline: OutlinedTurn { get }
}

/// The place of a turn, without its texts.
struct OutlinedTurn: LinedTurn {
  let sequence: Int
  let call: CallID
  /// The call whose partial answer this one completed.
  let completes: String?

  fileprivate var outline: OutlinedTurn { self }

  /// What to select, in the order in which `init` reads it.
  fileprivate static let columns = "turn.sequence, turn.call_id, iif(call.answer_bytes > 0, call.resumes, NULL)"

  fileprivate init(_ columns: inout ColumnReader) throws {
    sequence = try columns.integer()
    call = CallID(try columns.text())
    completes = try columns.optionalText()
  }
}

/// One prompt of a conversation, with what came of it.
struct StoredTurn: LinedTurn {
  let outline: OutlinedTurn
  let startedAt: Timestamp
  let process: ProcessIdentity
  let provider: String
  let modelAsked: String
  /// Nil while the call is open, and for ever if its process was killed.
  let verdict: CallOutcome.Verdict?
  let usage: Usage
  let system: String?
  let prompt: String
  let answer: String?

  /// `provider/model`.
  var model: String { "\(provider)/\(modelAsked)" }

  /// What to select behind the columns of the outline, in the order in which `init` reads it.
  fileprivate static let columns = """
    call.started_at, call.pid, call.process_start, call.provider, call.model_asked, call.verdict, \
    call.uncached_input_tokens, call.cache_read_tokens, call.cache_write_short_tokens, call.cache_write_long_tokens, \
    call.text_output_tokens, call.reasoning_output_tokens, turn.system, turn.system_content, turn.prompt, turn.prompt_content, answer.text
    """

  fileprivate init(_ columns: inout ColumnReader, _ db: Database) throws {
    outline = try OutlinedTurn(&columns)
    startedAt = Timestamp(milliseconds: Int64(try columns.integer()))
    process = ProcessIdentity(
      pid: try columns.required(Int32(exactly: try columns.integer())), start: try columns.text())
    provider = try columns.text()
    modelAsked = try columns.text()
    verdict = try columns.optionalText().map { name in try columns.required(CallOutcome.Verdict(rawValue: name)) }
    usage = try columns.usage()
    system = try TurnTable.text(try columns.optionalText(), try columns.optionalBytes(), in: db)
    prompt = try columns.required(
      try TurnTable.text(try columns.text(), try columns.optionalBytes(), in: db))
    answer = try columns.optionalText()
  }
}
