/// A paragraph or heading whose text comes piece by piece. What is settled has been given to the row writer and is gone from
/// here.
struct Paragraph: Sendable {
  /// Text that is not settled, without the markers of containers.
  var pending: [UInt8] = []
  var role: TextRole = .body
  /// All of the text, as long as none of its rows is committed: it may turn out to be a heading.
  var source: [UInt8] = []
  /// Rows of it are committed, so it stays what it is.
  var isOutgrown = false
  /// The prefix of its first row.
  var firstPrefix: RowPrefix.Part?
  /// A line that may be the header of a table, which the next line tells.
  var heldLine: [UInt8]?
  /// The last character that was settled.
  var previous: UInt32 = 0x20
  /// So much has to be pending until it is looked at again.
  var nextLook = 0
  /// What opens before this offset of the pending text stays text.
  var deadBefore = 0
  /// Attributes that tags have switched on in what is settled.
  var tags: TextAttributes = []
  /// Emphasis that is open in what was frozen.
  var carried: [Carried] = []

  struct Carried: Sendable {
    var character: UInt8
    var count: Int
  }

  /// Begins the next line of the text.
  mutating func startLine() {
    guard !pending.isEmpty || !source.isEmpty || isOutgrown else { return }
    append([0x0A])
  }

  mutating func append(_ text: some Collection<UInt8>) {
    pending.append(contentsOf: text)
    if !isOutgrown { source.append(contentsOf: text) }
  }

  /// Leaves out space at the end, where no text follows.
  mutating func trimEnd() {
    while let last = pending.last, last == 0x20 || last == 0x09 || last == 0x0A { pending.removeLast() }
    while let last = source.last, last == 0x20 || last == 0x09 || last == 0x0A { source.removeLast() }
  }

  /// Drops the settled beginning of the pending text.
  mutating func drop(_ count: Int) {
    guard count > 0 else { return }
    previous = pending.withUnsafeBufferPointer { SafeUTF8.decode($0, SafeUTF8.before($0, count)).code }
    pending.removeSubrange(..<count)
    deadBefore = max(0, deadBefore - count)
    nextLook = max(0, nextLook - count)
  }

  mutating func outgrow() {
    isOutgrown = true
    source = []
  }

  func situation(isFinal: Bool) -> InlineParser.Situation {
    var result = InlineParser.Situation()
    result.isFinal = isFinal
    result.deadBefore = deadBefore
    result.previous = previous
    result.carried = carried.map { ($0.character, $0.count) }
    return result
  }
}
