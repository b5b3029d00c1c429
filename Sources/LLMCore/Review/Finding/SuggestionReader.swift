/// Makes whole lines, and a patch, of the text that a model would put in place of a quote.
struct SuggestionReader {
  /// How many lines a suggestion may have to become a patch.
  private static let lineLimit = 400
  /// How many lines of context a patch has, as git's do.
  private static let contextLines = 3

  let side: NewSide
  let hit: QuoteHit

  /// The change; nil where it changes nothing.
  func change(to text: String) -> SuggestedChange? {
    let old = side.lines[hit.lines].map(\.bytes)
    let replacement = lines(of: text)
    let plain = old.map { Array($0.withoutReturn) }
    guard hit.isWhole, let whole = wholeLines(replacement, of: plain) else {
      return SuggestedChange(replacement: replacement, patch: nil)
    }
    guard whole != plain else { return nil }
    let hasReturns = old.first?.last == 0x0D
    let new = hasReturns ? whole.map { $0 + [0x0D] } : whole
    let patch = SuggestedPatch(side: side, replacing: hit.lines, with: new, contextLines: Self.contextLines)
    // What stands for a secret must not come into a file.
    let isPlain = !whole.contains { $0.contains(0) || SecretPlaceholder.mayBe(in: $0[...]) }
    let isUsable = whole.count <= Self.lineLimit && isPlain && patch.applies(to: side)
    return SuggestedChange(replacement: whole, patch: isUsable ? patch.bytes : nil)
  }

  /// The lines of the text, without a fence around them and without an empty one at the end; none for an empty text, which
  /// deletes the lines.
  private func lines(of text: String) -> [[UInt8]] {
    var lines = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Array($0.withoutReturn)
    }
    if lines.last == [] { lines.removeLast() }
    if lines.count >= 2, lines[0].starts(with: "```".utf8), lines[lines.count - 1] == Array("```".utf8) {
      lines = Array(lines[1..<lines.count - 1])
    }
    return lines
  }

  /// The replacement as whole lines with the indentation of the file; nil where that cannot be told.
  private func wholeLines(_ replacement: [[UInt8]], of old: [[UInt8]]) -> [[UInt8]]? {
    guard let first = old.first, let last = old.last else { return nil }
    let indentation = Array(first.prefix { $0 == 0x20 || $0 == 0x09 })
    if hit.coversLines || beginsLikeLine(replacement, first) { return indented(replacement, indentation) }
    // A part of a line is quoted, and a part of it is replaced.
    guard replacement.count == 1, old.count == 1, hit.columns.start <= hit.columns.end, hit.columns.end <= last.count
    else { return nil }
    return [Array(first[..<hit.columns.start]) + replacement[0].trimmingBlanks + last[hit.columns.end...]]
  }

  /// Whether a model that quoted the end of a line gave the whole line back.
  private func beginsLikeLine(_ replacement: [[UInt8]], _ line: [UInt8]) -> Bool {
    let before = Array(line.prefix(hit.columns.start)).trimmingBlanks
    guard let given = replacement.first?.trimmingBlanks, !before.isEmpty else { return false }
    return given.starts(with: before)
  }

  /// Gives the indentation back that a model left out: of all lines, or of the first alone where the others have it.
  private func indented(_ lines: [[UInt8]], _ indentation: [UInt8]) -> [[UInt8]] {
    guard let first = lines.first, !indentation.isEmpty, first.first.map({ !$0.isBlank }) ?? false else { return lines }
    let others = lines.dropFirst().filter { line in line.contains { !$0.isBlank } }
    let othersHaveIt = !others.isEmpty && others.allSatisfy { $0.starts(with: indentation) }
    return lines.enumerated().map { index, line in
      let isBlank = line.allSatisfy(\.isBlank)
      return isBlank || othersHaveIt && index > 0 ? line : indentation + line
    }
  }
}

extension [UInt8] {
  /// Without white space around it.
  var trimmingBlanks: [UInt8] {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return []
    }
    return Array(self[first...last])
  }
}
