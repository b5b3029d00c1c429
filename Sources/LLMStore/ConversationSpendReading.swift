import GRDB
import LLMCore

/// Finds the dearest conversations of a stretch of time.
///
/// Where there are few calls in it, all of their conversations are looked at. Else it is the threshold algorithm of Fagin, Lotem
/// and Naor: conversations are looked at from the dearest of all time down, until none that is left can be dearer in the stretch
/// than those found.
struct ConversationSpendReading {
  let db: Database
  let stretch: Range<Timestamp>
  let limit: Int

  /// Up to so many rows it is faster to look at all of them.
  private static let fewRows = 30_000

  func dearest() throws -> [ConversationSpend] {
    guard limit > 0 else { return [] }
    let quarters = SpendReading.Stretch(stretch).quarters
    let found = try isShort(quarters) ? all(quarters) : fromTheDearest(quarters)
    return try found.sorted(by: Self.precedes).prefix(limit).map {
      ConversationSpend(id: $0.id, title: try title($0.id), spend: $0.spend)
    }
  }

  private typealias Found = (id: String, spend: Spend)

  private static func amount(_ spend: Spend) -> Money { spend.spent + spend.possible }

  /// Dearer ones first; of the same amount, the newer one.
  private static func precedes(_ left: Found, _ right: Found) -> Bool {
    (amount(left.spend), left.id) > (amount(right.spend), right.id)
  }

  private func isShort(_ quarters: Range<Int>) throws -> Bool {
    let rows = try BoundStatement(
      "SELECT count(*) FROM (SELECT 1 FROM spend_conversation WHERE quarter >= ? AND quarter < ? LIMIT ?)",
      [.integer(quarters.lowerBound), .integer(quarters.upperBound), .integer(Self.fewRows)]
    ).rows(db) { try $0.integer() }
    return rows.first ?? 0 < Self.fewRows
  }

  private func all(_ quarters: Range<Int>) throws -> [Found] {
    try BoundStatement(
      """
      SELECT conversation_id, \(SpendSums.selection) FROM spend_conversation WHERE quarter >= ? AND quarter < ?
      GROUP BY conversation_id
      """, [.integer(quarters.lowerBound), .integer(quarters.upperBound)]
    ).rows(db) { (id: try $0.text(), spend: try $0.spend() ?? Spend()) }
  }

  private func fromTheDearest(_ quarters: Range<Int>) throws -> [Found] {
    var best: [Found] = []
    // Where it goes on behind: what is below a page comes with the next one.
    var (amount, id) = (Int.max, "\u{10FFFF}")
    while true {
      let page = try BoundStatement(
        """
        SELECT conversation_id, amount FROM spend_conversation_total WHERE (amount, conversation_id) < (?, ?)
        ORDER BY amount DESC, conversation_id DESC LIMIT ?
        """, [.integer(amount), .text(id), .integer(max(100, limit))]
      ).rows(db) { (id: try $0.text(), amount: try $0.integer()) }
      for row in page {
        if best.count >= limit, let least = best.last,
          Self.amount(least.spend) > Money(nanodollars: row.amount, rest: 0)
        {
          return best
        }
        guard let spend = try spend(of: row.id, quarters) else { continue }
        let place = best.firstIndex { Self.precedes((row.id, spend), $0) } ?? best.count
        best.insert((row.id, spend), at: place)
        if best.count > limit { best.removeLast() }
      }
      guard let last = page.last else { return best }
      (amount, id) = (last.amount, last.id)
    }
  }

  private func spend(of id: String, _ quarters: Range<Int>) throws -> Spend? {
    try BoundStatement(
      """
      SELECT \(SpendSums.selection) FROM spend_conversation WHERE conversation_id = ? AND quarter >= ? AND quarter < ?
      """, [.text(id), .integer(quarters.lowerBound), .integer(quarters.upperBound)]
    ).rows(db) { try $0.spend() }.first ?? nil
  }

  private func title(_ id: String) throws -> String? {
    if let name = try ConversationTable.conversation(id, in: db)?.name { return name }
    let first = try BoundStatement(
      "SELECT call_id FROM turn WHERE conversation_id = ? ORDER BY sequence LIMIT 1", [.text(id)]
    ).rows(db) { CallID(try $0.text()) }.first
    guard let first else { return nil }
    let length = ConversationReader.promptLength
    let line = ConversationReader.firstLine(
      of: try TurnTable.beginning(ofPromptOf: first, characters: length, in: db))
    return line.isEmpty ? nil : line
  }
}
