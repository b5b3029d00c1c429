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
    case (.number(let left), .number(let right)):
      return DecimalNumeral(left) == DecimalNumeral(right) ? nil : differ(expected, found, path)
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
    default: return expected == found ? nil : differ(expected, found, path)
    }
  }

  private static func differenceOfMembers(
    _ expected: JSONValue, _ found: JSONValue, _ path: [String], _ ignored: [[String]]
  ) -> String? {
    for member in expected.members ?? [] {
      let place = path + [member.name]
      if ignored.contains(where: { matches($0, place) }) { continue }
      // Of a name that stands twice, the last value counts.
      guard let wanted = expected[member.name], let value = found[member.name] else {
        return "\(pointer(place)) is missing"
      }
      if let difference = difference(wanted, value, place, ignored) { return difference }
    }
    for member in found.members ?? [] where expected[member.name] == nil {
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

/// A number by its value and not by how it is written: 1, 1.0 and 10e-1 are one number, and nothing is rounded.
private struct DecimalNumeral: Equatable {
  private let isNegative: Bool
  /// Without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The power of ten that the last digit counts.
  private let exponent: Int

  /// - Parameter literal: by JSON's grammar. An exponent beyond `Int` makes it equal to nothing but its own spelling.
  init(_ literal: String) {
    var rest = literal.utf8[...]
    let sign = rest.first == UInt8(ascii: "-")
    if sign { rest = rest.dropFirst() }
    let mark = rest.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
    let power = mark.map { String(rest[rest.index(after: $0)...]) ?? "" } ?? "0"
    let mantissa = mark.map { rest[..<$0] } ?? rest
    guard let typed = Int(power), abs(typed) < Int.max / 4 else {
      (isNegative, digits, exponent) = (sign, Array(literal.utf8), .max)
      return
    }
    let parts = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var significant = Array(parts.joined().drop { $0 == 0x30 })
    var scale = typed - (parts.count == 2 ? parts[1].count : 0)
    while significant.last == 0x30 {
      significant.removeLast()
      scale += 1
    }
    (isNegative, digits, exponent) = (sign && !significant.isEmpty, significant, significant.isEmpty ? 0 : scale)
  }
}
