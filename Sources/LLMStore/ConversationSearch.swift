import GRDB
import LLMCore

/// Looks for words in prompts, answers and names.
struct ConversationSearch {
  /// Some words around those found, and at most so many characters: a word may be as long as a picture in base 64.
  private static let excerptWords = 20
  private static let excerptLength = 300

  /// Expressions of SQLite's full text search, one for each word.
  private let expressions: [String]

  /// Takes words apart at white space. Each is quoted, so that nothing in it is syntax; what SQLite takes for several words
  /// has to stand together. Of the last one, the beginning is enough.
  init(_ text: String) {
    var expressions = text.split(whereSeparator: \.isWhitespace).filter(Self.isSearchable).map { word in
      "\"" + String(word.map { $0 == "\"" ? " " : $0 }) + "\""
    }
    if let last = expressions.popLast() { expressions.append(last + "*") }
    self.expressions = expressions
  }

  /// Whether there is anything in it that is part of a word to SQLite's `unicode61` tokenizer.
  private static func isSearchable(_ word: Substring) -> Bool {
    word.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .privateUse:
        true
      default: false
      }
    }
  }

  /// The texts that were found, by the id of the conversation, each as often as it has words; only conversations that have all
  /// words.
  func conversations(_ db: Database) throws -> [String: [Int]] {
    var found: [String: [Int]]?
    for expression in expressions {
      let hits = try Self.hits(of: expression, db)
      guard let earlier = found else {
        found = hits
        continue
      }
      found = hits.reduce(into: [:]) { both, hit in
        if let texts = earlier[hit.key] { both[hit.key] = texts + hit.value }
      }
      if found?.isEmpty == true { break }
    }
    return found ?? [:]
  }

  /// Where a word stands, in forks of the conversation also, as far as they keep the turn.
  private static func hits(of expression: String, _ db: Database) throws -> [String: [Int]] {
    let hits = try BoundStatement(
      """
      WITH RECURSIVE hit (text, conversation_id, sequence) AS (
        SELECT id, conversation_id, sequence FROM text_index JOIN indexed_text ON indexed_text.id = text_index.rowid
        WHERE text_index MATCH ?
        UNION
        SELECT hit.text, fork.id, hit.sequence
        FROM hit JOIN conversation AS fork ON fork.parent_id = hit.conversation_id
          AND hit.sequence BETWEEN fork.first_kept AND fork.last_kept
      )
      SELECT conversation_id, text FROM hit
      """, [.text(expression)]
    ).rows(db) { columns in (conversation: try columns.text(), text: try columns.integer()) }
    return hits.reduce(into: [:]) { found, hit in found[hit.conversation, default: []].append(hit.text) }
  }

  /// Words around those found, on one line, from the text that has most of them, the newest of such.
  func excerpt(from texts: [Int], _ db: Database) throws -> String? {
    var words: [Int: Int] = [:]
    for text in texts { words[text, default: 0] += 1 }
    guard let best = words.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { return nil }
    let excerpt = try BoundStatement(
      "SELECT snippet(text_index, 0, '', '', '…', ?) FROM text_index WHERE text_index MATCH ? AND rowid = ?",
      [.integer(Self.excerptWords), .text(expressions.joined(separator: " OR ")), .integer(best)]
    ).rows(db) { columns in try columns.text() }.first
    guard let line = excerpt?.split(whereSeparator: \.isWhitespace).joined(separator: " ") else { return nil }
    return line.count > Self.excerptLength ? line.prefix(Self.excerptLength) + "…" : line
  }
}
