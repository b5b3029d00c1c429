internal import ArgumentParser
package import LLMCore

/// The way from the argument list to something to run or to print.
package enum CommandLineEntry {
  /// What the arguments ask for.
  package enum Request {
    /// A command, ready to run.
    case command(any Runnable)
    /// A command that stays on this machine, ready to run.
    case local(any LocalCommand)
    /// A text for standard output: help, the version, a completion script.
    case text(String)
    /// The arguments make no sense.
    case mistake(LLMError, usesJSON: Bool)
  }

  /// Reads the arguments behind the program's name. `version` is what `--version` prints.
  package static func parse(_ arguments: [String], version: String) -> Request {
    if arguments == ["--version"] { return .text(version + "\n") }
    if let question = PlainQuestion(arguments) { return .command(question) }
    if let count = PlainCount(arguments) { return .local(count) }
    if let line = PlainStatusLine(arguments) { return .command(line) }
    // The way of nearly every other call, which spares building the tree of all commands; whatever is wrong with it, or
    // asks for help, is told by the whole parser below.
    if arguments.first == ChatCommand.configuration.commandName,
      let chat = try? ChatCommand.parse(Array(arguments.dropFirst()))
    {
      return .command(chat)
    }
    if arguments.first == TokensCommand.configuration.commandName,
      let tokens = try? TokensCommand.parse(Array(arguments.dropFirst()))
    {
      return tokens.exact ? .command(tokens) : .local(tokens)
    }
    // The parser would take the words for what is to be reviewed, and for a query.
    if begins(arguments, ReviewCommand.self, ReviewDismissCommand.self) {
      return parse(ReviewDismissCommand.self, Array(arguments.dropFirst(2)), arguments)
    }
    if begins(arguments, ModelsCommand.self, ModelsUpdateCommand.self) {
      return parse(ModelsUpdateCommand.self, Array(arguments.dropFirst(2)), arguments)
    }
    do {
      var command = try Llmctl.parseAsRoot(arguments)
      if let command = command as? any LocalCommand, !((command as? TokensCommand)?.exact ?? false) {
        return .local(command)
      }
      if let review = command as? ReviewCommand, let hook = ReviewHookRequest(review, arguments) {
        return .command(hook)
      }
      if let command = command as? any LLMCommand { return .command(command) }
      // A command that only groups others shows its help.
      try command.run()
      return .text("")
    } catch {
      return answer(to: error, of: Llmctl.self, arguments)
    }
  }

  /// Whether the first words name a command and one below it.
  private static func begins<Command: ParsableCommand, Below: ParsableCommand>(
    _ arguments: [String], _ command: Command.Type, _ below: Below.Type
  ) -> Bool {
    let names = [command.configuration.commandName, below.configuration.commandName]
    return arguments.prefix(2).elementsEqual(names.compactMap(\.self))
  }

  /// Reads what stands behind the words of a command. `arguments` are all of them.
  private static func parse<Command: LLMCommand>(
    _ command: Command.Type, _ rest: [String], _ arguments: [String]
  ) -> Request {
    do {
      return .command(try command.parse(rest))
    } catch {
      return answer(to: error, of: command, arguments)
    }
  }

  /// What the parser of a command throws: help that was asked for, or what is wrong with the arguments.
  private static func answer<Command: ParsableCommand>(
    to error: any Error, of command: Command.Type, _ arguments: [String]
  ) -> Request {
    guard command.exitCode(for: error) != .success else { return .text(command.fullMessage(for: error) + "\n") }
    return .mistake(mistake(command.message(for: error), arguments), usesJSON: arguments.contains("--json"))
  }

  /// Whether these arguments look like a question to a model, before they are parsed. Asking for help is none.
  package static func willAsk(_ arguments: [String]) -> Bool {
    arguments.first == ChatCommand.configuration.commandName
      && !arguments.contains { $0 == "-h" || $0 == "--help" || $0 == "--version" || $0.hasPrefix("--generate") }
  }

  /// Runs a command to its exit code, printing what fails.
  package static func run(_ command: any Runnable, in context: AppContext) async -> LLMCore.ExitCode {
    let reporter = command.reporter(context.console)
    do throws(LLMError) {
      return try await command.run(in: context, reporter: reporter)
    } catch {
      reporter.error(error)
      return error.exitCode
    }
  }

  /// Runs a command that stays on this machine to its exit code, printing what fails.
  package static func run(_ command: any LocalCommand, in context: LocalContext) -> LLMCore.ExitCode {
    let reporter = command.reporter(context.console)
    do throws(LLMError) {
      return try command.run(in: context, reporter: reporter)
    } catch {
      reporter.error(error)
      return error.exitCode
    }
  }

  /// Says what is wrong, and points to the command that was meant or to the help that would tell.
  private static func mistake(_ message: String, _ arguments: [String]) -> LLMError {
    var command: any ParsableCommand.Type = Llmctl.self
    var path = "llmctl"
    var rest = arguments[...]
    while let word = rest.first, let next = command.subcommand(named: word) {
      command = next
      path += " \(word)"
      rest = rest.dropFirst()
    }
    // Somebody may have typed a key behind a flag that there is not.
    var text = SecretMask().masked(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    while text.hasSuffix(".") { text.removeLast() }
    if let word = rest.first, !word.hasPrefix("-"),
      let nearest = Suggestion.nearest(to: word, among: command.subcommandNames)
    {
      return LLMError(.usage, text, advice: "Did you mean '\(path) \(nearest)'?")
    }
    return LLMError(.usage, text, advice: "See '\(path) --help'")
  }
}

extension ParsableCommand {
  /// The names of the commands below this one.
  fileprivate static var subcommandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// The command of this name below this one.
  fileprivate static func subcommand(named name: String) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first { $0.configuration.commandName == name }
  }
}
