@testable import Tokenizer

/// A regular expression of the kind tiktoken cuts text with, matched the slow and obvious way: every alternative and every
/// length is tried in order until one fits.
///
/// It knows literals, `\r \n \s \S \p{…}`, other characters behind a backslash, sets and ranges in brackets, `(?:…)`, `(?i:…)`, `(?!…)`, `|`, `$`, and the quantifiers
/// `? * + {m,n}`, which a further `+` makes possessive.
struct BacktrackingExpression: Sendable {
  private indirect enum Node: Sendable {
    case character(@Sendable (Unicode.Scalar) -> Bool)
    case sequence([Node])
    case choice([Node])
    case repetition(Node, ClosedRange<Int>, isPossessive: Bool)
    case notFollowed(by: Node)
    case end
  }

  private let root: Node

  init(_ pattern: String) {
    var parser = Parser(rest: Array(pattern.unicodeScalars)[...])
    root = parser.choice()
    precondition(parser.rest.isEmpty, "unread: \(parser.rest)")
  }

  /// The ends of the matches, and of what is left between them, one after the other, in bytes of UTF-8.
  func ends(in text: String) -> [Int] {
    let scalars = Array(text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
    var ends: [Int] = []
    var start = 0
    var gap = 0
    while start < scalars.count {
      var end = start
      let isMatch = match(root, scalars, start) {
        end = $0
        return true
      }
      guard isMatch, end > start else {
        start += 1
        continue
      }
      if gap < start { ends.append(offsets[start]) }
      ends.append(offsets[end])
      start = end
      gap = end
    }
    if gap < start { ends.append(offsets[start]) }
    return ends
  }

  /// The ends of the pieces that some expressions make, each applied to every piece of the one before.
  static func ends(in text: String, _ expressions: [BacktrackingExpression]) -> [Int] {
    guard let first = expressions.first else { return [text.utf8.count] }
    var ends: [Int] = []
    var start = 0
    let utf8 = Array(text.utf8)
    for end in first.ends(in: text) {
      let piece = String(decoding: utf8[start..<end], as: UTF8.self)
      ends += Self.ends(in: piece, Array(expressions.dropFirst())).map { start + $0 }
      start = end
    }
    return ends
  }

  /// Whether a node matches from an index on in such a way that what follows is content with its end.
  private func match(_ node: Node, _ text: [Unicode.Scalar], _ index: Int, _ next: (Int) -> Bool) -> Bool {
    switch node {
    case .character(let accepts):
      return index < text.count && accepts(text[index]) && next(index + 1)
    case .sequence(let nodes):
      guard let first = nodes.first else { return next(index) }
      return match(first, text, index) { match(.sequence(Array(nodes.dropFirst())), text, $0, next) }
    case .choice(let nodes):
      return nodes.contains { match($0, text, index, next) }
    case .repetition(let node, let counts, let isPossessive):
      var ends = [index]
      while ends.count <= counts.upperBound {
        var end = index
        guard
          match(
            node, text, ends[ends.count - 1],
            {
              end = $0; return true
            })
        else { break }
        ends.append(end)
      }
      guard ends.count > counts.lowerBound else { return false }
      if isPossessive { return next(ends[ends.count - 1]) }
      return ends[counts.lowerBound...].reversed().contains(where: next)
    case .notFollowed(let node):
      return !match(node, text, index) { _ in true } && next(index)
    case .end:
      return index == text.count && next(index)
    }
  }
}

extension BacktrackingExpression {
  private struct Parser {
    var rest: ArraySlice<Unicode.Scalar>
    var ignoresCase = false

    mutating func choice() -> Node {
      var nodes = [sequence()]
      while take("|") { nodes.append(sequence()) }
      return nodes.count == 1 ? nodes[0] : .choice(nodes)
    }

    private mutating func sequence() -> Node {
      var nodes: [Node] = []
      while let next = rest.first, next != "|", next != ")" { nodes.append(quantified(atom())) }
      return .sequence(nodes)
    }

    private mutating func atom() -> Node {
      if take("(?:") { return group { $0.choice() } }
      if take("(?!") { return .notFollowed(by: group { $0.choice() }) }
      if take("(?i:") {
        ignoresCase = true
        defer { ignoresCase = false }
        return group { $0.choice() }
      }
      if take("$") { return .end }
      if take("[") { return .character(set()) }
      return .character(single())
    }

    private mutating func group(_ content: (inout Parser) -> Node) -> Node {
      let node = content(&self)
      precondition(take(")"), "a group is not closed")
      return node
    }

    private mutating func set() -> @Sendable (Unicode.Scalar) -> Bool {
      let isNegated = take("^")
      var members: [@Sendable (Unicode.Scalar) -> Bool] = []
      while !take("]") {
        if let range = range() {
          members.append { range.contains($0) }
        } else {
          members.append(single())
        }
      }
      return { [members] scalar in members.contains { $0(scalar) } != isNegated }
    }

    /// A range such as `A-Z`.
    private mutating func range() -> ClosedRange<Unicode.Scalar>? {
      let next = Array(rest.prefix(3))
      guard next.count == 3, next[0] != "\\", next[1] == "-", next[2] != "]" else { return nil }
      rest = rest.dropFirst(3)
      return next[0]...next[2]
    }

    /// One character or class of characters.
    private mutating func single() -> @Sendable (Unicode.Scalar) -> Bool {
      if take("\\r") { return { $0 == "\r" } }
      if take("\\n") { return { $0 == "\n" } }
      if take("\\s") { return { Self.category(of: $0).isIn(.whiteSpace) } }
      if take("\\S") { return { !Self.category(of: $0).isIn(.whiteSpace) } }
      if take("\\p{") {
        let name = String(String.UnicodeScalarView(rest.prefix { $0 != "}" }))
        rest = rest.dropFirst(name.count + 1)
        let categories = Self.categories(named: name)
        return { Self.category(of: $0).isIn(categories) }
      }
      _ = take("\\")
      let literal = rest.removeFirst()
      guard ignoresCase else { return { $0 == literal } }
      return { Self.folded($0) == Self.folded(literal) }
    }

    private mutating func quantified(_ node: Node) -> Node {
      let counts: ClosedRange<Int>
      if take("?") {
        counts = 0...1
      } else if take("*") {
        counts = 0...Int.max - 1
      } else if take("+") {
        counts = 1...Int.max - 1
      } else if take("{1,3}") {
        counts = 1...3
      } else {
        return node
      }
      return .repetition(node, counts, isPossessive: take("+"))
    }

    private mutating func take(_ token: String) -> Bool {
      guard rest.starts(with: token.unicodeScalars) else { return false }
      rest = rest.dropFirst(token.unicodeScalars.count)
      return true
    }

    private static func category(of scalar: Unicode.Scalar) -> GeneralCategories { GeneralCategories(of: scalar.value) }

    private static func categories(named name: String) -> GeneralCategories {
      switch name {
      case "L": .letters
      case "M": .marks
      case "N": .numbers
      case "P": .punctuationMarks
      case "S": .symbols
      default: GeneralCategories(rawValue: 1 << UInt32(singleCategories.firstIndex(of: name) ?? 31))
      }
    }

    /// As numbered in CUnicodeTables.h.
    private static let singleCategories = ["Lu", "Ll", "Lt", "Lm", "Lo"]

    /// Simple case folding, for the letters of contractions.
    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
      switch scalar {
      case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) | 0x20)
      case "\u{17F}": "s"
      default: scalar
      }
    }
  }
}
