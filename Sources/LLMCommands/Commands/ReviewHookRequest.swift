package import LLMCore

/// `llmctl review --install-hook NAME OPTION…`: the options are kept as they were typed, for each run of the hook.
package struct ReviewHookRequest: Runnable {
  private let hook: ReviewHook
  private let options: [String]
  private let common: CommonOptions

  /// Returns nil for a review that is to be done now.
  ///
  /// - Parameter arguments: what `command` was parsed of, with its name in front.
  init?(_ command: ReviewCommand, _ arguments: [String]) {
    guard let hook = command.installHook else { return nil }
    (self.hook, common) = (hook, command.common)
    let flag = "--install-hook"
    var options: [String] = []
    var rest = arguments.dropFirst()[...]
    while let word = rest.popFirst() {
      if word == flag { rest = rest.dropFirst() } else if !word.hasPrefix(flag + "=") { options.append(word) }
    }
    self.options = options
  }

  package func reporter(_ console: any Console) -> Reporter { common.reporter(console) }

  package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
    try ReviewHookInstallation(context: context, reporter: reporter).run(hook, options: options)
  }
}
