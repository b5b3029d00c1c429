/// Runs of suites as JUnit's XML, in the form that Surefire writes and that Jenkins and GitLab read: a case is a test.
///
/// A test fails where its case makes the gate say no. A case whose repetitions disagree is else a test that passed on another try
/// (`flakyFailure`, of Surefire's schema). One that failed before, too, is skipped where only regressions count, and so is one that was
/// not asked to the end.
package struct JUnitReport {
  package let text: String

  /// - Parameter gate: says which cases are failures.
  package init(_ reports: [SuiteReport], gate: SuiteGate = SuiteGate()) {
    let writer = JUnitWriter(gate: gate)
    let suites = reports.map(writer.suite)
    let sums = reports.map(writer.counts).reduce(into: Counts()) { $0.add($1) }
    let time = JUnitWriter.seconds(reports.map(\.duration.milliseconds).reduce(0, +))
    text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"llmctl replay suite\"\(sums.attributes)"
      + " time=\"\(time)\">\n" + suites.joined() + "</testsuites>\n"
  }

  fileprivate struct Counts {
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
}

/// Writes the parts of a report.
private struct JUnitWriter {
  let gate: SuiteGate

  /// What a case is to those who read the report.
  private enum Outcome { case passed, failed, flaky, error, known, unfinished }

  /// An answer that nobody could look at is told, unless the case fails anyway.
  private func outcome(of entry: SuiteReport.Entry) -> Outcome {
    let hasError = entry.results.contains { $0.verdict == .error }
    let countsRegressions = gate.triggers.contains(.regress)
    switch entry.verdict {
    case .pass: return .passed
    case .error: return .error
    case .unfinished: return .unfinished
    case .fail:
      let isExcused = countsRegressions && !gate.triggers.contains(.fail) && !entry.isRegression
      return !isExcused ? .failed : hasError ? .error : .known
    case .flaky:
      let counts = gate.triggers.contains(.flaky) || (countsRegressions && entry.isRegression)
      return counts ? .failed : hasError ? .error : .flaky
    }
  }

  func counts(_ report: SuiteReport) -> JUnitReport.Counts {
    let outcomes = report.entries.map(outcome)
    var counts = JUnitReport.Counts()
    counts.tests = outcomes.count
    counts.failures = outcomes.count { $0 == .failed }
    counts.errors = outcomes.count { $0 == .error }
    counts.skipped = outcomes.count { $0 == .known || $0 == .unfinished }
    return counts
  }

  func suite(_ report: SuiteReport) -> String {
    var text = "  <testsuite name=\"\(XMLText.attribute(report.name))\"\(counts(report).attributes)"
    text += " time=\"\(Self.seconds(report.duration.milliseconds))\""
    text += " timestamp=\"\(report.startedAt.rfc3339.prefix(19))\">\n"
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
    for entry in report.entries { text += testCase(entry, of: report.name) }
    return text + "  </testsuite>\n"
  }

  private func testCase(_ entry: SuiteReport.Entry, of suite: String) -> String {
    let head =
      "    <testcase classname=\"\(XMLText.attribute(suite))\" name=\"\(XMLText.attribute(entry.name))\""
      + " time=\"\(Self.seconds(entry.latency))\""
    let failed = entry.results.filter { $0.verdict == .fail }
    var inside = ""
    switch outcome(of: entry) {
    case .passed: break
    case .failed:
      if case .flaky(let passed, let total) = entry.verdict {
        inside = Self.problem("failure", failed, entry, type: "flaky", prefix: "\(passed) of \(total) passed: ")
      } else {
        inside = Self.problem("failure", failed, entry, type: failed.first?.firstBroken?.kind ?? "assertion")
      }
    case .flaky:
      inside = failed.map { result in
        let message = XMLText.attribute(result.firstBroken?.sentence ?? "")
        return "      <flakyFailure message=\"\(message)\" type=\"\(result.firstBroken?.kind ?? "assertion")\">\n"
          + "        <stackTrace>\(XMLText.content(Self.words(of: result, in: entry)))</stackTrace>\n"
          + "      </flakyFailure>\n"
      }.joined()
    case .error:
      let errors = entry.results.filter { $0.verdict == .error }
      inside = Self.problem("error", errors, entry, type: errors.first?.error?.code.name ?? "error")
    case .known:
      let message = XMLText.attribute("failed before, too: \(failed.first?.firstBroken?.sentence ?? "")")
      inside = "      <skipped message=\"\(message)\"/>\n"
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

  static func seconds(_ milliseconds: Int) -> String {
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
