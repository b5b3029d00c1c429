/// Runs of suites as JUnit's XML, in the form that Surefire writes and that Jenkins and GitLab read: a case is a test.
///
/// A case whose repetitions disagree is a test that passed on another try (`flakyFailure`, of Surefire's schema), unless the gate says that
/// it counts; one that was not asked to the end is skipped.
package struct JUnitReport {
  package let text: String

  /// - Parameter failsFlaky: whether flaky cases are failures.
  package init(_ reports: [SuiteReport], failsFlaky: Bool = false) {
    let suites = reports.map { Self.suite($0, failsFlaky) }
    let totals = reports.map { Self.counts($0, failsFlaky) }
    let sums = totals.reduce(into: Counts()) { $0.add($1) }
    let time = Self.seconds(reports.map(\.duration.milliseconds).reduce(0, +))
    text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"llmctl replay suite\"\(sums.attributes)"
      + " time=\"\(time)\">\n" + suites.joined() + "</testsuites>\n"
  }

  private struct Counts {
    var (tests, failures, errors, skipped) = (0, 0, 0, 0)

    mutating func add(_ other: Counts) {
      tests += other.tests
      failures += other.failures
      errors += other.errors
      skipped += other.skipped
    }

    var attributes: String {
      " tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
    }
  }

  private static func counts(_ report: SuiteReport, _ failsFlaky: Bool) -> Counts {
    var counts = Counts()
    counts.tests = report.entries.count
    counts.failures = report.count("fail") + (failsFlaky ? report.count("flaky") : 0)
    (counts.errors, counts.skipped) = (report.count("error"), report.count("unfinished"))
    return counts
  }

  private static func suite(_ report: SuiteReport, _ failsFlaky: Bool) -> String {
    var text = "  <testsuite name=\"\(XMLText.attribute(report.name))\"\(counts(report, failsFlaky).attributes)"
    text += " time=\"\(seconds(report.duration.milliseconds))\" timestamp=\"\(report.startedAt.rfc3339.prefix(19))\">\n"
    let properties: [(String, String?)] = [
      ("file", report.path), ("model", report.model), ("template", report.template), ("baseline", report.baseline),
      ("cost_usd", report.cost.known.decimal), ("judge_usd", report.judgeCost.decimal),
    ]
    text += "    <properties>\n"
    for (name, value) in properties {
      guard let value else { continue }
      text += "      <property name=\"\(name)\" value=\"\(XMLText.attribute(value))\"/>\n"
    }
    text += "    </properties>\n"
    for entry in report.entries { text += testCase(entry, of: report.name, failsFlaky) }
    return text + "  </testsuite>\n"
  }

  private static func testCase(_ entry: SuiteReport.Entry, of suite: String, _ failsFlaky: Bool) -> String {
    let head =
      "    <testcase classname=\"\(XMLText.attribute(suite))\" name=\"\(XMLText.attribute(entry.name))\""
      + " time=\"\(seconds(entry.latency))\""
    let failed = entry.results.filter { $0.verdict == .fail }
    var inside = ""
    switch entry.verdict {
    case .pass: break
    case .fail: inside = problem("failure", failed, entry, type: failed.first?.firstBroken?.kind ?? "assertion")
    case .flaky(let passed, let total) where failsFlaky:
      inside = problem("failure", failed, entry, type: "flaky", prefix: "\(passed) of \(total) passed: ")
    case .flaky:
      inside = failed.map { result in
        let message = XMLText.attribute(result.firstBroken?.sentence ?? "")
        return "      <flakyFailure message=\"\(message)\" type=\"\(result.firstBroken?.kind ?? "assertion")\">\n"
          + "        <stackTrace>\(XMLText.content(words(of: result, in: entry)))</stackTrace>\n      </flakyFailure>\n"
      }.joined()
    case .error:
      let errors = entry.results.filter { $0.verdict == .error }
      inside = problem("error", errors, entry, type: errors.first?.error?.code.name ?? "error")
    case .unfinished: inside = "      <skipped message=\"not asked to the end\"/>\n"
    }
    return inside.isEmpty ? head + "/>\n" : head + ">\n\(inside)    </testcase>\n"
  }

  /// All results of a kind in one element: readers take a single one for a test.
  private static func problem(
    _ element: String, _ results: [SuiteResult], _ entry: SuiteReport.Entry, type: String, prefix: String = ""
  ) -> String {
    let message = prefix + (results.first?.error?.message ?? results.first?.firstBroken?.sentence ?? "")
    let text = results.map { words(of: $0, in: entry) }.joined(separator: "\n")
    return "      <\(element) message=\"\(XMLText.attribute(message))\" type=\"\(XMLText.attribute(type))\">"
      + "\(XMLText.content(text))</\(element)>\n"
  }

  /// What is wrong with an answer, in lines, and the answer.
  private static func words(of result: SuiteResult, in entry: SuiteReport.Entry) -> String {
    var lines = ["answer \(result.repetition) of \(entry.repetitions)"]
    if let call = result.answer.callID { lines[0] += ", call \(call.text)" }
    if let error = result.error { lines.append(error.line) }
    lines += result.outcomes.filter { $0.state != .held }.map(\.sentence)
    if !result.answer.text.isEmpty { lines.append("--- answer ---\n" + result.answer.text) }
    return lines.joined(separator: "\n")
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let rest = milliseconds % 1000
    return "\(milliseconds / 1000)." + String(repeating: "0", count: rest < 10 ? 2 : rest < 100 ? 1 : 0) + "\(rest)"
  }
}

extension SuiteResult {
  /// The first assertion that does not hold.
  package var firstBroken: AssertionOutcome? { outcomes.first { $0.state == .broken } }
}

extension AssertionOutcome {
  /// What came of it, for people: `contains "Paris": the answer is "Rome"`.
  package var sentence: String {
    let state = self.state == .unmeasured ? "not measured" : self.state == .failed ? "not looked at" : ""
    let parts = [state, error?.message ?? found].filter { !$0.isEmpty }
    return parts.isEmpty ? title : "\(title): \(parts.joined(separator: ", "))"
  }
}
