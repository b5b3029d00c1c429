/// What all repetitions of a case come to.
package enum CaseVerdict: Sendable, Equatable {
  case pass, fail
  /// Some of its answers pass and others do not.
  case flaky(passed: Int, of: Int)
  /// None fails, and there are some that could not be looked at.
  case error
  /// Not all repetitions were asked, and none failed.
  case unfinished

  /// - Parameter repetitions: how many results there should be.
  package init(_ results: [SuiteResult], repetitions: Int) {
    let passed = results.count { $0.verdict == .pass }
    let failed = results.count { $0.verdict == .fail }
    if passed > 0, failed > 0 {
      self = .flaky(passed: passed, of: passed + failed)
    } else if failed > 0 {
      self = .fail
    } else if passed + failed < results.count {
      self = .error
    } else {
      self = results.count < repetitions ? .unfinished : .pass
    }
  }

  /// The name in reports.
  package var name: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .flaky: "flaky"
    case .error: "error"
    case .unfinished: "unfinished"
    }
  }

  /// Whether it counts as failing where something passed before: also where half of its answers or more fail.
  package var mostlyFails: Bool {
    switch self {
    case .fail: true
    case .flaky(let passed, let total): passed * 2 <= total
    case .pass, .error, .unfinished: false
    }
  }
}
