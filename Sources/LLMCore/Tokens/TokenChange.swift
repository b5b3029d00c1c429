internal import Tokenizer

/// What a change does to the tokens of one file.
///
/// Both states are encoded whole. A line's tokens are those up to the one in which it ends; lines that both states share, in
/// order, are those whose tokens are the same. The tokens of the other lines are removed or added, so that the difference
/// between after and before is always exactly what is added less what is removed.
package struct TokenChange: Sendable, Equatable {
  package var before = 0
  package var after = 0
  /// Tokens of lines that both states have.
  package var common = 0

  package init() {}

  /// Compares two states of a file, in tokens of the basis' encoding.
  package init(from before: [UInt8], to after: [UInt8], basis: TokenBasis) {
    let encoding = basis.tokenizer
    var numbers: [[TokenID]: Int] = [:]
    let old = Self.lines(before, encoding, &numbers)
    let new = Self.lines(after, encoding, &numbers)
    self.before = old.reduce(0) { $0 + $1.tokens }
    self.after = new.reduce(0) { $0 + $1.tokens }
    common = Self.common(old, new)
  }

  package static func += (left: inout Self, right: Self) {
    left.before += right.before
    left.after += right.after
    left.common += right.common
  }

  /// A line as a number that only equal lines share.
  struct Line {
    let number: Int
    let tokens: Int
  }

  private static func lines(
    _ text: [UInt8], _ encoding: Encoding, _ numbers: inout [[TokenID]: Int]
  ) -> [Line] {
    guard let tokens = try? encoding.encodeWithRanges(text, specialTokens: .asText) else { return [] }
    var lines: [Line] = []
    var line: [TokenID] = []
    func end() {
      let number = numbers[line] ?? numbers.count
      numbers[line] = number
      lines.append(Line(number: number, tokens: line.count))
      line = []
    }
    for token in tokens {
      line.append(token.id)
      if text[token.range].contains(0x0A) { end() }
    }
    if !line.isEmpty { end() }
    return lines
  }

  /// How far one round of the search looks: its time grows with the square.
  private static let reach = 1024

  /// The tokens of the lines that a shortest edit leaves alone, by Myers' greedy algorithm ("An O(ND) Difference Algorithm
  /// and Its Variations", 1986). Where the edit is longer than `reach`, it is taken as far as it leads and begun anew from
  /// there, so that time stays linear in what differs.
  static func common(_ old: [Line], _ new: [Line]) -> Int {
    var (x, y, total) = (0, 0, 0)
    while x < old.count, y < new.count { (x, y, total) = round(old, new, x, y, total) }
    return total
  }

  /// One round from a place on: where the search ended, and the tokens in common up to there.
  private static func round(
    _ old: [Line], _ new: [Line], _ startX: Int, _ startY: Int, _ startTotal: Int
  ) -> (Int, Int, Int) {
    let (width, height) = (old.count - startX, new.count - startY)
    let reach = min(Self.reach, width + height)
    // For each diagonal (x - y), how far the edit got in the old lines and what it has in common with the new ones.
    var ends = [(x: Int, tokens: Int)](repeating: (0, 0), count: 2 * reach + 3)
    var best = (x: 0, y: 0, tokens: 0)
    for edits in 0...reach {
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let slot = diagonal + reach + 1
        let goesDown = diagonal == -edits || (diagonal != edits && ends[slot - 1].x < ends[slot + 1].x)
        var (x, tokens) = goesDown ? ends[slot + 1] : (ends[slot - 1].x + 1, ends[slot - 1].tokens)
        if edits == 0 { (x, tokens) = (0, 0) }
        var y = x - diagonal
        while x < width, y < height, y >= 0, old[startX + x].number == new[startY + y].number {
          tokens += old[startX + x].tokens
          x += 1
          y += 1
        }
        ends[slot] = (x, tokens)
        guard x <= width, y <= height else { continue }
        if x + y > best.x + best.y { best = (x, y, tokens) }
        if x == width, y == height { return (old.count, new.count, startTotal + tokens) }
      }
    }
    return (startX + best.x, startY + best.y, startTotal + best.tokens)
  }
}
