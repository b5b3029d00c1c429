/// What an earlier run of a suite came to, by the names of cases.
package struct SuiteBaseline: Sendable, Equatable {
  /// What it is, for people: `the run of 2026-11-21T03:04:05.678Z`, or a file.
  package let origin: String
  private let verdicts: [String: CaseVerdict]

  package init(origin: String, verdicts: [String: CaseVerdict]) { (self.origin, self.verdicts) = (origin, verdicts) }

  /// What a case came to; nil where it was not there.
  package subscript(name: String) -> CaseVerdict? { verdicts[name] }

  /// Whether it excuses a case that fails now.
  package func excuses(_ name: String) -> Bool { verdicts[name]?.mostlyFails == true }

  /// Reads what a report says about a suite; nil where it was not in it. The report is the one that `--json` printed.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for what is no such report.
  package init?(report bytes: [UInt8], path: String, suite: String) throws(LLMError) {
    let wrong = LLMError(
      .inputInvalid, "'\(path)' is no report of suites",
      advice: "'llmctl replay suite FILE --json --output \(path)' writes one")
    guard let json = try? JSONReader.parse(bytes), json["type"]?.text == SuiteDocument.type,
      json["version"]?.integer == 1, let suites = json["suites"]?.elements
    else { throw wrong }
    guard let found = suites.first(where: { $0["name"]?.text == suite }) else { return nil }
    guard let cases = found["cases"]?.elements else { throw wrong }
    var verdicts: [String: CaseVerdict] = [:]
    for entry in cases {
      guard let name = entry["name"]?.text, let repetitions = entry["repetitions"]?.integer,
        let answers = entry["answers"]?.elements
      else { throw wrong }
      verdicts[name] = CaseVerdict(answers.compactMap(SuiteResult.init), repetitions: repetitions)
    }
    self.init(origin: path, verdicts: verdicts)
  }
}
