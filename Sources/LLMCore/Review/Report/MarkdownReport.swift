/// A review as the body of a comment on a pull request. A hidden marker in its first line lets a script find and replace an earlier
/// one. GitHub takes 65,536 characters: findings that do not fit are counted, the least severe first.
struct MarkdownReport {
  /// The first line.
  static let marker = "<!-- llmctl-review -->"
  /// The limit of GitHub for a comment, in UTF-16 units, which are never fewer than its characters.
  static let limit = 65_536
  /// What the lists behind the findings may take each.
  private static let listLimit = 8_000
  /// Room for the remark on what is left out.
  private static let remarkRoom = 400
  private static let codeLimit = 12
  /// How many characters a line of code shows.
  private static let codeWidth = 200

  let text: String

  init(_ report: ReviewReport) {
    let head = Self.head(report)
    let tail = Self.tail(report)
    let room = Self.limit - head.utf16.count - tail.utf16.count - Self.remarkRoom
    let findings = report.newFindings
    let blocks = Self.fitting(findings, room: room)
    var body = ""
    var lastPath: RawPath?
    for (index, finding) in findings.enumerated() {
      guard let block = blocks[index] else { continue }
      if finding.path != lastPath { body += Self.heading(finding.path) }
      lastPath = finding.path
      body += block
    }
    let leftOut = findings.indices.filter { blocks[$0] == nil }.map { findings[$0] }
    text = head + body + Self.remark(leftOut) + tail
  }

  // MARK: Findings

  /// The findings that fit as they are written, by their places: the most severe first. One suggestion may take an eighth of the
  /// room, or a model could push all other findings out with it.
  private static func fitting(_ findings: [ReviewFinding], room: Int) -> [Int: String] {
    let order = findings.indices.sorted { left, right in
      findings[left].severity != findings[right].severity
        ? findings[left].severity > findings[right].severity : left < right
    }
    let share = room / 8
    var room = room
    var fitting: [Int: String] = [:]
    for index in order {
      let block = block(findings[index], suggestionRoom: share)
      // Each may be the first of its file.
      let size = block.utf16.count + heading(findings[index].path).utf16.count
      if size > room { continue }
      room -= size
      fitting[index] = block
    }
    return fitting
  }

  private static func heading(_ path: RawPath) -> String { "### \(MarkdownText.code(path.shown))\n\n" }

  private static func block(_ finding: ReviewFinding, suggestionRoom: Int) -> String {
    let (first, last) = (finding.lines.lowerBound, finding.lines.upperBound)
    let lines = first == last ? "Line \(first)" : "Lines \(first)–\(last)"
    let shown = finding.code.prefix(codeLimit).map { shortened($0.asText) }
    let more = finding.code.count > codeLimit ? ["… \(finding.code.count - codeLimit) more lines"] : []
    var text = "**\(lines): \(finding.severity.rawValue)** (\(MarkdownText.phrase(finding.particulars)))\n\n"
    text += MarkdownText.block(shown + more, language: "") + "\n\n"
    text += MarkdownText.prose(finding.explanation) + "\n\n"
    if let suggestion = finding.suggestion {
      let suggested = block(suggestion)
      let remark = "The suggestion has \(suggestion.replacement.count) lines; the other formats have it.\n\n"
      text += suggested.utf16.count <= suggestionRoom ? suggested : remark
    }
    return text
  }

  private static func block(_ suggestion: SuggestedChange) -> String {
    let isPatch = suggestion.patch != nil
    let lines = suggestion.patch.map(patchLines) ?? suggestion.replacement.map(\.asText)
    return "<details><summary>\(isPatch ? "Suggested change" : "Suggestion (does not apply as a patch)")</summary>\n\n"
      + MarkdownText.block(lines, language: isPatch ? "diff" : "") + "\n\n</details>\n\n"
  }

  private static func patchLines(_ patch: [UInt8]) -> [String] {
    patch.split(separator: 0x0A).map { Array(Array($0).withoutReturn).asText }
  }

  private static func shortened(_ line: String) -> String {
    let scalars = line.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: codeWidth, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return line }
    return String(scalars[..<end]) + "…"
  }

  private static func remark(_ leftOut: [ReviewFinding]) -> String {
    guard !leftOut.isEmpty else { return "" }
    let counts = FindingSeverity.allCases.reversed().compactMap { severity -> String? in
      let count = leftOut.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let findings = leftOut.count == 1 ? "finding does" : "findings do"
    return "**\(leftOut.count) more \(findings) not fit into a comment: \(counts.joined(separator: ", ")).** "
      + "The other formats of the report have them.\n\n"
  }

  // MARK: Around them

  private static func head(_ report: ReviewReport) -> String {
    var text = "\(marker)\n## Review: \(MarkdownText.phrase(report.verdict))\n\n"
    for notice in report.notices where notice.kind == .error {
      text += "**Error:** \(MarkdownText.phrase(notice.text))\n\n"
    }
    return text
  }

  private static func tail(_ report: ReviewReport) -> String {
    let notices = report.notices
    let unreviewed = notices.filter { $0.kind == .notReviewed }
    let remarks = notices.filter { $0.kind == .remark }
    let skipped = notices.filter { $0.kind == .skipped }
    let known = report.entries.filter { $0.state != .new }
    var text = list("Not reviewed (\(unreviewed.count))", unreviewed.lazy.map(line), isOpen: true)
    text += list("To be looked at (\(remarks.count))", remarks.lazy.map(line), isOpen: true)
    text += list("Dismissed and accepted (\(known.count))", known.lazy.map(line), isOpen: false)
    text += list("Skipped (\(skipped.count))", skipped.lazy.map(line), isOpen: false)
    for notice in notices where notice.kind == .dropped { text += "\(MarkdownText.phrase(notice.text))\n\n" }
    for notice in notices where notice.kind == .run { text += "<sub>\(MarkdownText.phrase(notice.text))</sub>\n" }
    return text
  }

  private static func line(_ notice: ReportNotice) -> String {
    let path = notice.path.map { MarkdownText.code($0.shown) + " " } ?? ""
    let lines = notice.lines.map { "lines \($0.lowerBound)–\($0.upperBound) " } ?? ""
    return path + lines + MarkdownText.phrase(notice.text)
  }

  private static func line(_ entry: ReviewReport.Entry) -> String {
    let finding = entry.finding
    let reason =
      switch entry.state {
      case .new: ""
      case .baseline: "in the baseline"
      case .dismissed(let by): "dismissed by \(by.author) on \(by.date): \(by.reason)"
      }
    return "\(MarkdownText.code(finding.path.shown)) line \(finding.lines.lowerBound), "
      + MarkdownText.phrase("\(finding.ruleID), id \(finding.id), \(reason)")
  }

  /// A list that can be folded, with as many entries as fit.
  private static func list(_ title: String, _ lines: some Collection<String>, isOpen: Bool) -> String {
    guard !lines.isEmpty else { return "" }
    var text = "<details\(isOpen ? " open" : "")><summary>\(title)</summary>\n\n"
    var room = listLimit
    var count = 0
    for line in lines {
      room -= line.utf16.count + 3
      if room < 0 { break }
      text += "- \(line)\n"
      count += 1
    }
    if count < lines.count { text += "- and \(lines.count - count) more\n" }
    return text + "\n</details>\n\n"
  }
}
