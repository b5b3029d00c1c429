package import ArgumentParser
package import LLMCore

/// `llmctl replay suite`: cases that are asked again and again, and what must hold of their answers.
package struct ReplaySuiteCommand: LLMCommand {
  package static let configuration = CommandConfiguration(
    commandName: "suite",
    abstract: "Ask the cases of a suite, and say which answers got worse.",
    usage: "llmctl replay suite [OPTIONS] FILE…",
    discussion: """
      A suite is YAML, or JSON lines with a case each:
        name: capitals
        defaults: {model: openai/gpt-5-mini, options: {temperature: 0}}
        cases:
          - name: France
            prompt: What is the capital of France? One word.
            repetitions: 3
            assert:
              - contains: Paris
              - max_latency: 5s

      Assertions: contains, not_contains, icontains, regex, json_schema, equals, similarity, tool_call, finish, max_cost, \
      max_latency, max_tokens, judge. With 'not: true' beside it, one must not hold.

      A case passes, fails, is flaky (its repetitions disagree), or ends with an error, which is no failure: there was no \
      answer to look at. Answers are asked for anew (but see --cache), by the model that is named and no other.

      --fail-on takes regress, fail, flaky, error with commas between, or never. A case that fails is a regression unless the \
      baseline shows that it failed before; without a baseline every case that fails is one. A flaky case counts as failing \
      there when half of its answers fail or more. The baseline is the last whole run of the file that had no regression, or \
      was run with --accept; or the report that --baseline names, in which a suite is known by its file and name, or by a name \
      that no other has. What was only tried, with -m, -t or -o, is one with --accept alone; a run with errors is none, also \
      with --accept (--retry-errors --accept makes it one).

      Exit status: 0, 1 the gate says no, the code of the first error (69 unreachable, 75 try again later, 3 over budget), or \
      4 where not everything was asked. An error counts wherever it is, also among answers that pass.

      Examples:
        $ llmctl replay suite tests/prompts.yaml --fail-on regress
        $ llmctl replay suite tests/prompts.yaml -t summary@v4 --times 3
        $ llmctl replay suite tests/*.yaml --report junit=junit.xml --report json=suite.json
        $ llmctl replay suite tests/prompts.yaml --resume --retry-errors
      """)

  @Argument(help: "The files of the suites.", completion: .file())
  package var files: [String]

  @OptionGroup
  package var run: SuiteRunOptions

  @OptionGroup
  package var report: SuiteReportOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Ask this model in place of the suite's.", valueName: "model"))
  package var model: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Use this template in place of the cases' own.", valueName: "name[@version]"))
  package var template: String?

  @OptionGroup
  package var trust: TrustOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Set a parameter of the model, as in chat.", valueName: "name=value"))
  package var option: [String] = []

  @OptionGroup
  package var record: RecordOptions

  @OptionGroup
  package var keys: KeyOptions

  @OptionGroup
  package var common: CommonOptions

  package init() {}

  package func validate() throws {
    if common.json, report.format.map({ $0 != .json }) ?? false {
      throw ValidationError("--json and --format contradict each other.")
    }
    if record.noLog, run.resume || run.retryErrors || run.accept {
      throw ValidationError("--no-log keeps nothing of the run, so there is nothing to go on with or to accept.")
    }
    if run.estimate,
      report.output != nil || !report.report.isEmpty || report.format.map({ $0 != .text && $0 != .json }) ?? false
    {
      throw ValidationError("--estimate prints text, or with --json an object; there is nothing to report yet.")
    }
    if files.contains("") { throw ValidationError("A suite is a file.") }
    if run.cache, record.noLog { throw ValidationError("--cache and --no-log contradict each other.") }
  }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try await SuiteRun(context: context, reporter: reporter).run(invocation)
  }

  /// What was typed, as a plain value.
  package var invocation: SuiteInvocation {
    var invocation = SuiteInvocation()
    (invocation.paths, invocation.template) = (files, template)
    invocation.asking.trustsPrompts = trust.trustPrompts
    (invocation.asking.model, invocation.asking.options) = (model, option)
    record.apply(to: &invocation.asking)
    invocation.asking.keyLabel = keys.keyLabel
    run.apply(to: &invocation)
    report.apply(to: &invocation)
    if common.json { invocation.format = .json }
    return invocation
  }
}
