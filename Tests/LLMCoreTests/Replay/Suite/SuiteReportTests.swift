import Testing

@testable import LLMCore

/// Reports of runs, for people and for programs.
@Suite struct SuiteReportTests {
  private var report: SuiteReport {
    let suite = SuiteSample.suite("good", "bad", "flaky & <odd>", "down", "late", repetitions: 2)
    var results = [
      SuiteSample.result("good", 2, .pass, cost: Money(usd: "0.01")),
      SuiteSample.result("good", 1, .pass, cost: Money(usd: "0.02")),
      SuiteSample.result("bad", 1, .fail, text: "a\u{1B}[31m\u{0}\n]]>", cost: .zero),
      SuiteSample.result("bad", 2, .fail, cost: .zero),
      SuiteSample.result("flaky & <odd>", 1, .pass, cost: .zero),
      SuiteSample.result("flaky & <odd>", 2, .fail, cost: .zero),
      SuiteSample.result("down", 1, .error), SuiteSample.result("down", 2, .pass), SuiteSample.result("late", 1, .pass),
    ]
    // Asked once more: the later result counts.
    results.insert(SuiteSample.result("good", 1, .fail), at: 0)
    return SuiteSample.report(suite, results, baseline: SuiteBaseline(origin: "b.json", verdicts: ["bad": .fail]))
  }

  @Test func `JUnit has a test for each case`() {
    let text = JUnitReport([report]).text
    #expect(
      text.hasPrefix(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="llmctl replay suite" tests="5" failures="1" errors="1" skipped="1" time="1.500">
          <testsuite name="s" tests="5" failures="1" errors="1" skipped="1" time="1.500" timestamp="2025-11-21T03:04:05">
            <properties>
              <property name="file" value="s.yaml"/>
              <property name="baseline" value="b.json"/>
              <property name="cost_usd" value="0.03"/>
              <property name="judge_usd" value="0"/>
            </properties>
            <testcase classname="s" name="good" time="0.500"/>
            <testcase classname="s" name="bad" time="0.500">
              <failure message="contains &quot;Rome&quot;: the answer is &quot;Paris&quot;" type="contains">answer 1 of 2, call 01CALL
        contains &quot;Rome&quot;: the answer is &quot;Paris&quot;
        --- answer ---
        a\u{FFFD}[31m\u{FFFD}
        ]]&gt;
        answer 2 of 2, call 01CALL

        """))
    #expect(
      text.hasSuffix(
        """
            <testcase classname="s" name="flaky &amp; &lt;odd&gt;" time="0.500">
              <flakyFailure message="contains &quot;Rome&quot;: the answer is &quot;Paris&quot;" type="contains">
                <stackTrace>answer 2 of 2, call 01CALL
        contains &quot;Rome&quot;: the answer is &quot;Paris&quot;
        --- answer ---
        Paris</stackTrace>
              </flakyFailure>
            </testcase>
            <testcase classname="s" name="down" time="0.500">
              <error message="no connection" type="network">answer 1 of 2, call 01CALL
        error: no connection
        --- answer ---
        Paris</error>
            </testcase>
            <testcase classname="s" name="late" time="0.250">
              <skipped message="not asked to the end"/>
            </testcase>
          </testsuite>
        </testsuites>

        """))
  }

  @Test func `a flaky case is a failure in JUnit where the gate counts it`() {
    let text = JUnitReport([report, report], gate: SuiteGate([.fail, .flaky])).text
    #expect(text.contains(#"<testsuites name="llmctl replay suite" tests="10" failures="4""#))
    #expect(text.contains(#"<failure message="1 of 2 passed: contains"#))
    #expect(!text.contains("flakyFailure"))
  }

  @Test func `where only regressions count, JUnit has them as failures and what failed before as skipped`() {
    let text = JUnitReport([report], gate: SuiteGate([.regress])).text
    #expect(text.contains(#"tests="5" failures="1" errors="1" skipped="2""#))
    #expect(text.contains(#"<failure message="1 of 2 passed: contains"#))
    #expect(text.contains(#"<skipped message="failed before, too: contains"#))
    #expect(JUnitReport([report], gate: SuiteGate([.regress, .fail])).text.contains(#"failures="2""#))
  }

  @Test func `an answer that could not be looked at is an error in JUnit, also beside answers that disagree`() {
    let results = [SuiteResult.Verdict.pass, .fail, .error].enumerated().map {
      SuiteSample.result("a", $0.offset + 1, $0.element)
    }
    let report = SuiteSample.report(SuiteSample.suite("a", repetitions: 3), results)
    #expect(JUnitReport([report]).text.contains(#"tests="1" failures="0" errors="1" skipped="0""#))
    #expect(JUnitReport([report], gate: SuiteGate([.flaky])).text.contains(#"failures="1" errors="0""#))
  }

  @Test func `a later run can be compared with the document`() throws {
    let bytes = JSONWriter.bytes(of: SuiteDocument([report], exitCode: .gateFailed).json)
    let baseline = try #require(try SuiteBaseline(report: bytes, path: "r.json", suite: ("s", "elsewhere/s.yaml")))
    #expect(baseline["good"] == .pass)
    #expect(baseline["bad"] == .fail)
    #expect(baseline["flaky & <odd>"] == .flaky(passed: 1, of: 2))
    #expect(baseline["down"] == .error)
    #expect(baseline["late"] == .unfinished)
    #expect(baseline["new"] == nil)
    #expect(baseline.origin == "r.json")
    // A suite that is new has no baseline, and is no mistake.
    #expect(try SuiteBaseline(report: bytes, path: "r.json", suite: ("new", "s.yaml")) == nil)
  }

  @Test func `of two suites of one name, the one of the same file is compared with`() throws {
    let suite = SuiteSample.suite("a")
    var first = SuiteSample.report(suite, [SuiteSample.result("a", 1, .pass)])
    var second = SuiteSample.report(suite, [SuiteSample.result("a", 1, .fail)])
    (first.path, second.path) = ("p/s.yaml", "q/s.yaml")
    let bytes = JSONWriter.bytes(of: SuiteDocument([first, second], exitCode: .gateFailed).json)
    #expect(try SuiteBaseline(report: bytes, path: "r", suite: ("s", "p/s.yaml"))?["a"] == .pass)
    #expect(try SuiteBaseline(report: bytes, path: "r", suite: ("s", "q/s.yaml"))?["a"] == .fail)
    #expect(throws: LLMError.self) { try SuiteBaseline(report: bytes, path: "r", suite: ("s", "s.yaml")) }
  }

  @Test func `an answer that cannot be read makes the baseline none`() {
    let answers = #"[{"case":"a","repetition":1,"verdict":"pass"},{"case":"a"}]"#
    let cases = #"[{"name":"a","repetitions":2,"answers":\#(answers)}]"#
    let text = #"{"version":1,"type":"suite_report","suites":[{"name":"s","cases":\#(cases)}]}"#
    #expect(throws: LLMError.self) { try SuiteBaseline(report: Array(text.utf8), path: "r", suite: ("s", "s.yaml")) }
  }

  @Test(arguments: [
    "", "{}", #"{"version":2,"type":"suite_report","suites":[]}"#, #"{"version":1,"type":"suite_report"}"#,
  ])
  func `what is no report is no baseline`(text: String) {
    #expect(throws: LLMError.self) { try SuiteBaseline(report: Array(text.utf8), path: "r", suite: ("s", "s.yaml")) }
  }

  @Test func `results come back from JSON as they were`() throws {
    for result in report.results {
      let read = try #require(SuiteResult(try JSONReader.parse(JSONWriter.bytes(of: result.json))))
      #expect(read.json == result.json)
      #expect(read.verdict == result.verdict)
    }
    #expect(SuiteResult(["case": "a"]) == nil)
  }

  @Test func `JSON lines have the answers and then the suite`() {
    let lines = SuiteDocument.lines([report])
    #expect(lines.count == report.results.count + 1)
    #expect(lines.first?["type"] == "answer")
    #expect(lines.first?["suite"] == "s")
    #expect(lines.last?["type"] == "suite")
    #expect(lines.last?["counts"]?["flaky"]?.integer == 1)
    #expect(lines.last?["regressed"] == ["flaky & <odd>"])
  }

  @Test func `the sums say what is not known`() {
    #expect(report.cost.known == Money(usd: "0.03"))
    #expect(report.cost.isLowerBound)
    #expect(!report.isComplete)
    #expect(report.regressed == ["flaky & <odd>"])
  }

  @Test func `the table is safe for a terminal`() {
    var report = report
    report.name = "\u{1B}[2Jevil"
    let text = SuiteTable(report, SuiteGate()).text
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("flaky & <odd>  flaky !     1 of 2  -"))
    #expect(text.contains("FAIL bad\n  answer 1, call 01CALL\n    contains \"Rome\": the answer is \"Paris\"\n"))
    #expect(text.contains("1 pass, 1 fail, 1 flaky, 1 error, 1 unfinished in 1.5 s"))
    #expect(text.hasSuffix("1 case marked ! got worse since b.json\n"))
  }

  @Test func `without an earlier run the table says what counts`() {
    let report = SuiteSample.report(SuiteSample.suite("a"), [SuiteSample.result("a", 1, .fail)])
    #expect(
      SuiteTable(report, SuiteGate([.regress])).text.hasSuffix(
        "there is no earlier run to compare with; what fails counts as a regression: 1 case marked !\n"))
    let good = SuiteSample.report(SuiteSample.suite("a"), [SuiteSample.result("a", 1, .pass)])
    #expect(SuiteTable(good, SuiteGate([.regress])).text.hasSuffix("there is no earlier run to compare with\n"))
    #expect(!SuiteTable(good, SuiteGate()).text.contains("earlier"))
  }
}
