/// A run of a suite as it stands in its file: JSON lines, a head, then a line for each result as it came, and an end where there was one.
package struct KeptSuiteRun: Sendable, Equatable {
  private static let version = 1

  /// Of the suite as it was asked: everything an answer or its verdict depends on.
  package let content: String
  package let startedAt: Timestamp
  /// The repetitions by the names of cases.
  package let repetitions: [String: Int]
  /// The last one of each repetition.
  package private(set) var results: [SuiteResult]
  /// Whether it came to its end.
  package private(set) var isFinished = false
  /// Whether later runs are compared with it: it was whole and without errors, and nothing in it failed that was not known to fail.
  package private(set) var isAccepted = false

  package init(content: String, startedAt: Timestamp, suite: RegressionSuite) {
    (self.content, self.startedAt) = (content, startedAt)
    repetitions = Dictionary(suite.cases.map { ($0.name, $0.repetitions) }) { first, _ in first }
    results = []
  }

  /// Reads a file; nil for what is none, or was written by another version. A last line that was cut is left out.
  package init?(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A).map { try? JSONReader.parse(Array($0)) }
    guard let head = lines.first ?? nil, head["version"]?.integer == Self.version,
      let content = head["content"]?.text, let milliseconds = head["started_ms"]?.integer
    else { return nil }
    (self.content, startedAt) = (content, Timestamp(milliseconds: Int64(milliseconds)))
    let cases = (head["cases"]?.members ?? []).map { ($0.name, $0.value.integer ?? 1) }
    repetitions = Dictionary(cases) { first, _ in first }
    results = []
    var places: [String: Int] = [:]
    for line in lines.dropFirst().compactMap(\.self) {
      if let end = line["end"] {
        isFinished = true
        isAccepted = end["accepted"]?.bool ?? false
      } else if let result = SuiteResult(line) {
        // What is asked once more goes on with a finished run.
        isFinished = false
        if let place = places["\(result.repetition) \(result.caseName)"] {
          results[place] = result
        } else {
          places["\(result.repetition) \(result.caseName)"] = results.count
          results.append(result)
        }
      }
    }
  }

  /// Whether each case has all of its results.
  package var isComplete: Bool { results.count >= repetitions.values.reduce(0, +) }

  /// The first line.
  package var head: JSONValue {
    .object([
      JSONMember("version", .integer(Self.version)), JSONMember("content", .string(content)),
      JSONMember("started_ms", .integer(Int(startedAt.milliseconds))),
      JSONMember(
        "cases",
        .object(repetitions.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) })),
    ])
  }

  /// The last line.
  package static func end(isAccepted: Bool) -> JSONValue {
    .object([JSONMember("end", .object([JSONMember("accepted", .bool(isAccepted))]))])
  }

  /// What later runs are compared with.
  package var baseline: SuiteBaseline {
    let byCase = Dictionary(grouping: results, by: \.caseName)
    let verdicts = repetitions.map { name, count in (name, CaseVerdict(byCase[name] ?? [], repetitions: count)) }
    return SuiteBaseline(
      origin: "the run of \(startedAt.rfc3339)", verdicts: Dictionary(verdicts) { first, _ in first })
  }
}
