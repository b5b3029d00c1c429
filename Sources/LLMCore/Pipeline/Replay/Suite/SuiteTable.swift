/// A run of a suite for people: a table of its cases, what is wrong with those that do not pass, and the sums.
struct SuiteTable {
  let text: String

  /// Of an answer that fails for many reasons.
  private static let mostReasons = 5

  init(_ report: SuiteReport, _ gate: SuiteGate) {
    var text = "\(Self.line(report.name)) (\(Self.line(report.path)))\n"
    let heading = ["CASE", "VERDICT", "PASSED", "BEFORE", "COST", "SECONDS"]
    text += AlignedColumns([heading] + report.entries.map(Self.row), numbers: 4..<6).text
    for entry in report.entries where entry.verdict != .pass && !entry.results.isEmpty { text += Self.reasons(entry) }
    self.text = text + "\n" + Self.sums(report) + Self.comparison(report, gate)
  }

  private static func row(_ entry: SuiteReport.Entry) -> [String] {
    let costs = entry.results.filter { $0.answer.error == nil }.map(\.answer.cost)
    let known = costs.compactMap(\.self).reduce(.zero, +)
    let milliseconds = entry.latency
    return [
      line(entry.name), entry.verdict.name + (entry.isRegression ? " !" : ""),
      "\(entry.results.count { $0.verdict == .pass }) of \(entry.repetitions)", entry.before?.name ?? "-",
      costs.isEmpty ? "-" : costs.contains(nil) ? "unknown" : known.shown,
      entry.results.isEmpty ? "-" : "\(milliseconds / 1000).\(milliseconds / 100 % 10)",
    ]
  }

  private static func reasons(_ entry: SuiteReport.Entry) -> String {
    var text = "\n\(entry.verdict.name.uppercased()) \(line(entry.name))\n"
    for result in entry.results where result.verdict != .pass {
      let call = result.answer.callID.map { ", call \($0.text)" } ?? ""
      text += "  answer \(result.repetition)\(line(call))\n"
      if let error = result.answer.error { text += "    \(line(error.line))\n" }
      let reasons = result.outcomes.filter { $0.state == .broken || $0.state == .failed }
      for reason in reasons.prefix(mostReasons) { text += "    \(line(reason.sentence))\n" }
      if reasons.count > mostReasons { text += "    and \(reasons.count - mostReasons) more\n" }
    }
    return text
  }

  private static func sums(_ report: SuiteReport) -> String {
    let counts = ["pass", "fail", "flaky", "error", "unfinished"].map { (report.count($0), $0) }.filter { $0.0 > 0 }
    var text = counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    text += " in \(report.duration.spoken)"
    let (known, isLowerBound) = report.cost
    text += isLowerBound ? ", for \(known.shown) and what has no known price" : ", for \(known.shown)"
    if report.judgeCost > .zero { text += "; judges \(report.judgeCost.shown) besides" }
    if report.unmeasured > 0 {
      text += "; \(report.unmeasured) \(report.unmeasured == 1 ? "assertion" : "assertions") not measured"
    }
    return text + "\n"
  }

  private static func comparison(_ report: SuiteReport, _ gate: SuiteGate) -> String {
    let count = report.regressed.count
    let cases = "\(count) \(count == 1 ? "case" : "cases")"
    if let baseline = report.baseline {
      return count == 0
        ? "nothing got worse since \(line(baseline))\n" : "\(cases) marked ! got worse since \(line(baseline))\n"
    }
    guard gate.triggers.contains(.regress) || count > 0 else { return "" }
    return "there is no earlier run to compare with"
      + (count == 0 ? "\n" : "; what fails counts as a regression: \(cases) marked !\n")
  }

  private static func line(_ text: String) -> String { SafeText.line(text).text }
}
