/// The turns of a conversation that still fit: the first question with its answer, which says what it is all about, and the last
/// ones. The oldest of those between go first.
package struct FittedTurns: Sendable, Equatable {
  /// What is left, in order. A line in the message behind the gap says what is missing.
  package let messages: [Message]
  /// How many messages were left out.
  package let dropped: Int
  /// The tokens they had.
  package let droppedTokens: Int

  /// Turns at the end that always stay, each a question and an answer.
  package static let keptTurns = 2

  /// - Parameters:
  ///   - messages: the turns so far, without system text.
  ///   - limit: tokens that they may have together.
  ///   - overhead: tokens that stand around each message.
  package init(_ messages: [Message], to limit: Int, overhead: Int, by meter: PromptMeter) {
    let counts = messages.map { meter.count($0.content) + overhead }
    let first = Self.turnEnd(messages, from: 0)
    let last = max(first, Self.start(ofLast: Self.keptTurns, in: messages))
    var total = counts.reduce(0, +)
    var end = first
    while total > limit, end < last {
      // A question goes with its answer: an answer to nothing would mislead.
      let next = min(last, Self.turnEnd(messages, from: end))
      total -= counts[end..<next].reduce(0, +)
      end = next
    }
    dropped = end - first
    droppedTokens = counts[first..<end].reduce(0, +)
    var kept = Array(messages[..<first]) + messages[end...]
    if dropped > 0, first < kept.count {
      kept[first].content =
        Omission.line(messages: dropped, tokens: droppedTokens) + "\n\n" + kept[first].content
    }
    self.messages = kept
  }

  /// Where the turn ends that begins at an index: before the next question.
  private static func turnEnd(_ messages: [Message], from start: Int) -> Int {
    var end = start
    while end < messages.count {
      end += 1
      if end < messages.count, messages[end].role == .user, messages[end - 1].role != .user { break }
    }
    return end
  }

  private static func start(ofLast turns: Int, in messages: [Message]) -> Int {
    var (index, left) = (messages.count, turns)
    while index > 0, left > 0 {
      index -= 1
      if messages[index].role == .user, index == 0 || messages[index - 1].role != .user { left -= 1 }
    }
    return index
  }
}
