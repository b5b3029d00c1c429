/// Takes reasoning that a model writes into its answer as `<think>…</think>` out of the answer.
///
/// Only a tag at the very start counts (behind white space); later ones are the answer's own words. The tags may be cut
/// anywhere. The white space around the block goes with it.
package struct ThinkTagSplitter {
  /// A piece of text and the channel it belongs to.
  package enum Piece: Equatable {
    case answer([UInt8])
    case reasoning([UInt8])
  }

  private enum State { case start, reasoning, afterReasoning, answer }

  private static let opener = Array("<think>".utf8)
  private static let closer = Array("</think>".utf8)

  private var state = State.start
  /// Bytes whose channel is not certain yet.
  private var held: [UInt8] = []

  package init() {}

  /// Takes the next piece of the answer and returns what is certain by now.
  package mutating func split(_ piece: [UInt8]) -> [Piece] {
    if state == .answer { return [.answer(piece)] }
    held += piece
    return advance()
  }

  /// Ends the answer; what was held back belongs to the channel it stands in.
  package mutating func finish() -> [Piece] {
    defer { held = [] }
    guard !held.isEmpty else { return [] }
    switch state {
    case .start, .answer: return [.answer(held)]
    case .reasoning: return [.reasoning(held)]
    case .afterReasoning: return []
    }
  }

  private mutating func advance() -> [Piece] {
    var pieces: [Piece] = []
    if state == .start {
      let text = held.drop(while: Self.isWhiteSpace)
      if text.starts(with: Self.opener) {
        held = Array(text.dropFirst(Self.opener.count))
        state = .reasoning
      } else if Self.opener.starts(with: text) {
        return []
      } else {
        state = .answer
      }
    }
    if state == .reasoning { takeReasoning(&pieces) }
    if state == .afterReasoning {
      held = Array(held.drop(while: Self.isWhiteSpace))
      if !held.isEmpty { state = .answer }
    }
    if state == .answer, !held.isEmpty {
      pieces.append(.answer(held))
      held = []
    }
    return pieces
  }

  /// Moves reasoning out of `held`, up to the closing tag or to what may be the start of one.
  private mutating func takeReasoning(_ pieces: inout [Piece]) {
    var index = held.startIndex
    while let candidate = held[index...].firstIndex(of: Self.closer[0]) {
      if held[candidate...].starts(with: Self.closer) {
        if candidate > 0 { pieces.append(.reasoning(Array(held[..<candidate]))) }
        held = Array(held[(candidate + Self.closer.count)...])
        state = .afterReasoning
        return
      }
      if Self.closer.starts(with: held[candidate...]) {
        index = candidate
        break
      }
      index = candidate + 1
    }
    let certain = Self.closer.starts(with: held[index...]) ? index : held.endIndex
    if certain > 0 { pieces.append(.reasoning(Array(held[..<certain]))) }
    held = Array(held[certain...])
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
