/// Where Up and Down are among the entries of the past.
struct HistoryWalk {
  private var entries: [String] = []
  /// Among the entries; their count is the draft itself.
  private var position = 0
  private var draft = ""

  /// Begins behind the newest.
  mutating func begin(_ entries: [String]) {
    self.entries = entries
    position = entries.count
    draft = ""
  }

  /// The entry before, in place of what is in the editor; nil at the oldest.
  mutating func older(from current: String) -> String? {
    guard position > 0 else { return nil }
    if position == entries.count { draft = current }
    position -= 1
    return entries[position]
  }

  /// The entry after, and at last the draft that it began from; nil there.
  mutating func newer() -> String? {
    guard position < entries.count else { return nil }
    position += 1
    return position == entries.count ? draft : entries[position]
  }
}
