import GRDB
import LLMCore

/// Looks for words in prompts, answers and names.
struct ConversationSearch {
  /// Some words around those found, and at most so many characters: a word may be as long as a picture in base 64.
  private static let excerptWords = 20
  private static let excerptLength = 300

  /// Expressions of SQLite's full text search, one for each word.
  private let expressions: [String]

  init(_ text: String) { expressions = SearchWords(text).begun }

  /// The texts that were found, by the id of the conversation, each as often as it has words; only conversations that have all
  /// words. A fork has the texts of the turns it keeps.
  func conversations(_ db: Database) throws -> [String: [Int]] {
    guard !expressions.isEmpty else { return [:] }
    let forks = try ForkedTurns(db)
    var found = try Self.hits(of: expressions[0], forks, db)
    for expression in expressions.dropFirst() where !found.isEmpty {
      found = try Self.hits(of: expression, forks, db).reduce(into: [:]) { both, hit in
        if let texts = found[hit.key] { both[hit.key] = texts + hit.value }
      }
    }
    return found
  }

  private static func hits(
    of expression: String, _ forks: ForkedTurns, _ db: Database
  ) throws -> [String: [Int]] {
    let hits = try BoundStatement(
      """
      SELECT id, conversation_id, sequence FROM text_index JOIN indexed_text ON indexed_text.id = text_index.rowid
      WHERE text_index MATCH ?1
      UNION
      SELECT id, conversation_id, sequence FROM chunk_index
      JOIN prompt_chunk ON prompt_chunk.chunk_id = chunk_index.rowid
      JOIN indexed_text ON indexed_text.call_id = prompt_chunk.call_id AND indexed_text.kind = 'prompt'
      WHERE chunk_index MATCH ?1
      """, [.text(expression)]
    ).rows(db) { columns in
      (text: try columns.integer(), conversation: try columns.text(), sequence: try columns.optionalInteger())
    }
    return hits.reduce(into: [:]) { found, hit in
      found[hit.conversation, default: []].append(hit.text)
      // A name has no sequence number, and forks do not have it.
      guard let sequence = hit.sequence else { return }
      for fork in forks.keeping(sequence, of: hit.conversation) { found[fork, default: []].append(hit.text) }
    }
  }

  /// Words around those found, on one line, from the text that has most of them, the newest of such; by conversation.
  func excerpts(from found: [String: [Int]], _ db: Database) throws -> [String: String] {
    let best = found.compactMapValues(Self.best)
    guard let oldest = best.values.min(), let newest = best.values.max() else { return [:] }
    let list = JSONWriter.text(of: .array(Set(best.values).map { text in .number("\(text)") }))
    // With the plus sign SQLite goes through what matches once, instead of looking for it again for every text; what is
    // listed is mostly new, so the bounds leave little of it.
    let lines = try BoundStatement(
      """
      SELECT rowid, snippet(text_index, 0, '', '', '…', ?) FROM text_index
      WHERE text_index MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))
      """,
      [
        .integer(Self.excerptWords), .text(expressions.joined(separator: " OR ")), .integer(oldest), .integer(newest),
        .text(list),
      ]
    ).rows(db) { columns in (try columns.integer(), Self.line(of: try columns.text())) }
    let excerpts = Dictionary(lines) { first, _ in first }
    return best.compactMapValues { text in excerpts[text] }
  }

  private static func best(of texts: [Int]) -> Int? {
    var words: [Int: Int] = [:]
    for text in texts { words[text, default: 0] += 1 }
    return words.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  private static func line(of excerpt: String) -> String {
    let line = excerpt.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > excerptLength ? line.prefix(excerptLength) + "…" : line
  }
}

/// Which forks keep which turns of which conversations, over any number of forks between.
private struct ForkedTurns {
  private struct Kept {
    let conversation: String
    let sequences: ClosedRange<Int>
  }

  /// By the conversation that the turns stand in.
  private var forks: [String: [Kept]] = [:]

  init(_ db: Database) throws {
    let sources = try BoundStatement(
      """
      SELECT id, parent_id, first_kept, last_kept FROM conversation WHERE parent_id IS NOT NULL AND last_kept IS NOT NULL
      """
    ).rows(db) { columns in
      (
        fork: try columns.text(), parent: try columns.text(), first: try columns.integer(), last: try columns.integer()
      )
    }
    let bySource = Dictionary(sources.map { ($0.fork, $0) }) { first, _ in first }
    for fork in bySource.keys {
      var (first, last) = (0, Int.max)
      var source = bySource[fork]
      // A parent is older than its forks, except in a file that somebody spoilt.
      var seen: Set<String> = []
      while let step = source, seen.insert(step.fork).inserted {
        (first, last) = (max(first, step.first), min(last, step.last))
        guard first <= last else { break }
        forks[step.parent, default: []].append(Kept(conversation: fork, sequences: first...last))
        source = bySource[step.parent]
      }
    }
  }

  /// The forks that keep a turn.
  func keeping(_ sequence: Int, of conversation: String) -> [String] {
    guard let forks = forks[conversation] else { return [] }
    return forks.filter { $0.sequences.contains(sequence) }.map(\.conversation)
  }
}
