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

  /// Reads what a report says about a suite; nil where it was not in it. The report is the one that `--json` printed. A suite is known
  /// by its file and name, or by its name alone where no other one has it: the file may be named otherwise from another folder.
  ///
  /// - Parameters:
  ///   - path: the report's.
  ///   - suite: the suite's name, and its file as it was named.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for what is no such report, and where it is not clear which suite is meant.
  package init?(report bytes: [UInt8], path: String, suite: (name: String, path: String)) throws(LLMError) {
    let wrong = LLMError(
      .inputInvalid, "'\(path)' is no report of suites",
      advice: "'llmctl replay suite FILE --json --output \(path)' writes one")
    guard let json = try? JSONReader.parse(bytes), json["type"]?.text == SuiteDocument.type,
      json["version"]?.integer == 1, let suites = json["suites"]?.elements
    else { throw wrong }
    let named = suites.filter { $0["name"]?.text == suite.name }
    let own = named.filter { $0["path"]?.text == suite.path }
    guard own.count == 1 || named.count <= 1 else {
      throw LLMError(
        .inputInvalid,
        "'\(path)' has \(named.count) suites named '\(suite.name)', and which is \(suite.path) is not clear",
        advice: "Name the file as it was named then, or give each suite a name of its own")
    }
    guard let found = own.first ?? named.first else { return nil }
    guard let cases = found["cases"]?.elements else { throw wrong }
    var verdicts: [String: CaseVerdict] = [:]
    for entry in cases {
      guard let name = entry["name"]?.text, let repetitions = entry["repetitions"]?.integer,
        let answers = entry["answers"]?.elements
      else { throw wrong }
      let results = answers.compactMap(SuiteResult.init)
      // A verdict over the answers that happen to be readable would be another one.
      guard results.count == answers.count else { throw wrong }
      verdicts[name] = CaseVerdict(results, repetitions: repetitions)
    }
    self.init(origin: path, verdicts: verdicts)
  }
}
