/// Whether two JSON values are the same by structure: members in any order, numbers by value, without what is to be ignored.
package struct StructuralComparison: Sendable, Equatable {
  /// The first place where they differ, as a sentence; nil where they do not.
  package let difference: String?

  package var areEqual: Bool { difference == nil }

  private static let shownLimit = 120

  /// - Parameter ignored: JSON Pointers (RFC 6901) of what need not be the same or be there; a token `*` stands for every name or index.
  package init(expected: JSONValue, found: JSONValue, ignoring ignored: [String] = []) {
    let patterns = ignored.map {
      $0.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(Self.unescaped)
    }
    difference = Self.difference(expected, found, [], patterns)
  }

  private static func difference(
    _ expected: JSONValue, _ found: JSONValue, _ path: [String], _ ignored: [[String]]
  ) -> String? {
    if ignored.contains(where: { matches($0, path) }) { return nil }
    switch (expected, found) {
    case (.array(let left), .array(let right)):
      for index in 0..<max(left.count, right.count) {
        let place = path + [String(index)]
        guard index < left.count, index < right.count else {
          if ignored.contains(where: { matches($0, place) }) { continue }
          return "\(pointer(path)) has \(right.count) elements, not \(left.count)"
        }
        if let difference = difference(left[index], right[index], place, ignored) { return difference }
      }
      return nil
    case (.object, .object): return differenceOfMembers(expected, found, path, ignored)
    default: return expected.means(found) ? nil : differ(expected, found, path)
    }
  }

  private static func differenceOfMembers(
    _ expected: JSONValue, _ found: JSONValue, _ path: [String], _ ignored: [[String]]
  ) -> String? {
    // Of a name that stands twice, the last value counts.
    let (wanted, others) = (expected.distinctMembers, found.distinctMembers)
    let values = Dictionary(others.map { (Array($0.name.utf8), $0.value) }) { $1 }
    for member in wanted {
      let place = path + [member.name]
      if ignored.contains(where: { matches($0, place) }) { continue }
      guard let value = values[Array(member.name.utf8)] else { return "\(pointer(place)) is missing" }
      if let difference = difference(member.value, value, place, ignored) { return difference }
    }
    let names = Set(wanted.map { Array($0.name.utf8) })
    for member in others where !names.contains(Array(member.name.utf8)) {
      let place = path + [member.name]
      if !ignored.contains(where: { matches($0, place) }) { return "\(pointer(place)) is one too many" }
    }
    return nil
  }

  private static func differ(_ expected: JSONValue, _ found: JSONValue, _ path: [String]) -> String {
    "\(pointer(path)) is \(shown(found)), not \(shown(expected))"
  }

  private static func shown(_ value: JSONValue) -> String {
    let text = JSONWriter.text(of: value)
    return text.count > shownLimit ? text.prefix(shownLimit) + "…" : text
  }

  private static func pointer(_ path: [String]) -> String {
    guard !path.isEmpty else { return "the value" }
    return path.map { token in
      "/" + token.map { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) }.joined()
    }.joined()
  }

  private static func matches(_ pattern: [String], _ path: [String]) -> Bool {
    pattern.count == path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }

  /// `~1` before `~0`, or `~01` would become a slash.
  private static func unescaped(_ token: Substring) -> String {
    var (result, rest) = ("", token)
    while let character = rest.popFirst() {
      if character == "~", let next = rest.first, next == "0" || next == "1" {
        result.append(next == "0" ? "~" : "/")
        rest.removeFirst()
      } else {
        result.append(character)
      }
    }
    return result
  }
}
