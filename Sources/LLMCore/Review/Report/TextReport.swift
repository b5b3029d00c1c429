/// A review for people: findings by file, each with its code and a line of carets, then what was not reviewed, then the price.
struct TextReport {
  /// How many lines of code a finding shows.
  private static let codeLimit = 12
  /// How many lines of a suggestion are shown; the other formats have all of them.
  private static let suggestionLimit = 60
  /// How much of a long line is shown, in characters, and how much of that before the quote.
  private static let widthLimit = 240
  private static let leadLimit = 80
  private static let tabWidth = 4
  /// Prose is not squeezed into fewer columns.
  private static let leastColumns = 30

  private let style: ReportStyle
  private(set) var text = ""

  init(_ report: ReviewReport, _ style: ReportStyle) {
    self.style = style
    let shown = report.entries.filter { style.showsKnown || $0.state == .new }
    var lastPath: RawPath?
    for entry in shown {
      if entry.finding.path != lastPath { add(style.painted(Self.name(entry.finding.path), .path)) }
      lastPath = entry.finding.path
      write(entry)
    }
    for notice in report.notices { write(notice) }
  }

  private mutating func add(_ line: String) { text += line + "\n" }

  // MARK: Findings

  private mutating func write(_ entry: ReviewReport.Entry) {
    let finding = entry.finding
    let severity = style.painted(finding.severity.rawValue, Self.role(finding.severity))
    let lines =
      finding.lines.count == 1
      ? "\(finding.lines.lowerBound)" : "\(finding.lines.lowerBound)-\(finding.lines.upperBound)"
    add("  \(lines): \(severity) " + style.painted("(\(safe(finding.particulars)))", .faint) + Self.remark(entry.state))
    writeCode(finding)
    let indentation = "      "
    for line in Self.lines(of: style.restore(finding.explanation)) {
      for row in rows(SafeText(line).text, after: indentation) { add(indentation + row) }
    }
    writeSuggestion(finding)
    text += "\n"
  }

  private static func remark(_ state: FindingState) -> String {
    switch state {
    case .new: ""
    case .baseline: " in the baseline"
    case .dismissed(let dismissal):
      SafeText.line(" dismissed by \(dismissal.author) on \(dismissal.date): \(dismissal.reason)").text
    }
  }

  private mutating func writeCode(_ finding: ReviewFinding) {
    let digits = String(finding.lines.upperBound).utf8.count
    let blank = String(repeating: " ", count: digits)
    for (offset, line) in finding.code.prefix(Self.codeLimit).enumerated() {
      let number = String(finding.lines.lowerBound + offset)
      let gutter = String(repeating: " ", count: digits - number.utf8.count) + number
      let end = offset == finding.code.count - 1 ? finding.columns.end : line.count
      let start = offset == 0 ? finding.columns.start : line.prefix { $0.isBlank }.count
      let parts = visibleParts(line, start, max(start, end))
      add(
        "    \(style.painted(gutter + " │", .faint)) " + style.painted(parts.before + parts.quote + parts.after, .code))
      if offset == 0 {
        let pad = String(repeating: " ", count: max(0, style.width(parts.before)))
        let carets = String(repeating: "^", count: max(1, style.width(parts.quote)))
        add("    \(style.painted(blank + " │", .faint)) " + pad + style.painted(carets, .caret))
      }
    }
    if finding.code.count > Self.codeLimit {
      add("    \(style.painted(blank + " │ … \(finding.code.count - Self.codeLimit) more lines", .faint))")
    }
  }

  /// A line cut at the quote's ends, safe for a terminal, and without what is too far away.
  private func visibleParts(_ line: [UInt8], _ start: Int, _ end: Int) -> (before: String, quote: String, after: String)
  {
    let (start, end) = (min(max(0, start), line.count), min(max(0, end), line.count))
    var before = visible(Array(line[..<start]), after: 0)
    var quote = visible(Array(line[start..<max(start, end)]), after: before.unicodeScalars.count)
    var after = visible(Array(line[max(start, end)...]), after: 0)
    let lead = before.unicodeScalars.count
    if lead + quote.unicodeScalars.count + after.unicodeScalars.count > Self.widthLimit {
      if lead > Self.leadLimit { before = "…" + String(before.unicodeScalars.suffix(Self.leadLimit)) }
      let room = Self.widthLimit - before.unicodeScalars.count
      if quote.unicodeScalars.count > room {
        (quote, after) = (String(quote.unicodeScalars.prefix(room)) + "…", "")
      } else {
        let rest = room - quote.unicodeScalars.count
        if after.unicodeScalars.count > rest { after = String(after.unicodeScalars.prefix(rest)) + "…" }
      }
    }
    return (before, quote, after)
  }

  /// Code as it may be shown, with spaces for tabs.
  private func visible(_ bytes: [UInt8], after column: Int) -> String {
    var result = String.UnicodeScalarView()
    var width = column
    for scalar in SafeText(code: style.restore(bytes.asText)).text.unicodeScalars {
      // Counted here, and appended one by one: a line may be nothing but tabs, thousands of them.
      repeat {
        result.append(scalar == "\t" || scalar == "\n" ? " " : scalar)
        width += 1
      } while scalar == "\t" && width % Self.tabWidth != 0
    }
    return String(result)
  }

  private mutating func writeSuggestion(_ finding: ReviewFinding) {
    guard let suggestion = finding.suggestion else { return }
    guard let patch = suggestion.patch else {
      add("      " + style.painted("suggestion (does not apply as a patch):", .heading))
      let lines = Self.lines(of: finding.suggestedText ?? "")
      for line in lines.prefix(Self.suggestionLimit) { add("        \(safeCode(line))") }
      addRest(of: lines.count)
      return
    }
    add("      " + style.painted("suggestion:", .heading))
    // The names of the file stand above already.
    let lines = patch.split(separator: 0x0A).dropFirst(2)
    for line in lines.prefix(Self.suggestionLimit) {
      let shown = safeCode(Array(line).asText)
      switch line.first {
      case UInt8(ascii: "+"): add("        " + style.painted(shown, .added))
      case UInt8(ascii: "-"): add("        " + style.painted(shown, .removed))
      default: add("        " + shown)
      }
    }
    addRest(of: lines.count)
  }

  /// Says how many of a suggestion's lines are not shown.
  private mutating func addRest(of count: Int) {
    guard count > Self.suggestionLimit else { return }
    add("        " + style.painted("… \(count - Self.suggestionLimit) more lines", .faint))
  }

  // MARK: Notices

  private mutating func write(_ notice: ReportNotice) {
    let place = notice.path.map { path in
      Self.name(path) + (notice.lines.map { ":\($0.lowerBound)-\($0.upperBound)" } ?? "") + ": "
    }
    let line = (place ?? "") + safe(style.restore(notice.text))
    let (text, role): (String, ReportStyle.Role) =
      switch notice.kind {
      case .error: ("error: " + line, .critical)
      case .notReviewed, .remark: (line, .warning)
      case .summary: (line, .heading)
      case .run, .known, .dropped, .skipped: (line, .faint)
      }
    for row in rows(text, after: "") { add(style.painted(row, role)) }
  }

  // MARK: Text

  /// Prose in rows that fit the terminal behind an indentation; a word that is longer stands whole in one.
  private func rows(_ text: String, after indentation: String) -> [String] {
    guard let columns = style.columns else { return [text] }
    let room = max(Self.leastColumns, columns) - indentation.utf8.count
    var rows: [String] = []
    var used = 0
    for word in text.split(separator: " ").map(String.init) {
      let width = style.width(word)
      if let last = rows.indices.last, used + 1 + width <= room {
        rows[last] += " " + word
        used += 1 + width
      } else {
        rows.append(word)
        used = width
      }
    }
    return rows.isEmpty ? [text] : rows
  }

  private func safe(_ text: String) -> String { SafeText.line(text).text }

  private func safeCode(_ text: String) -> String { visible(Array(text.utf8), after: 0) }

  private static func name(_ path: RawPath) -> String { SafeText.line(path.shown).text }

  private static func lines(of text: String) -> [String] {
    Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: true).map { Array($0.withoutReturn).asText }
  }

  private static func role(_ severity: FindingSeverity) -> ReportStyle.Role {
    switch severity {
    case .critical: .critical
    case .warning: .warning
    case .info: .info
    }
  }
}
