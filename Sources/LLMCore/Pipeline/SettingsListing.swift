/// Prints the settings in force.
package struct SettingsListing: Sendable {
  private let context: AppContext

  package init(context: AppContext) { self.context = context }

  private var loader: SettingsLoader { SettingsLoader(environment: context.environment, files: context.files) }
  private var output: OutputWriter { OutputWriter(console: context.console) }

  /// Prints every setting, with where it comes from if asked.
  ///
  /// Throws `LLMError` for a configuration that is wrong.
  package func show(withOrigins: Bool, asJSON: Bool) throws(LLMError) -> ExitCode {
    let settings = try loader.load()
    let entries = SettingsTable(settings).entries + keys(of: settings)
    if asJSON {
      let settings = entries.map { entry in
        JSONValue.object([
          JSONMember("key", .string(entry.key)), JSONMember("value", .string(entry.value)),
          JSONMember("origin", .string(entry.origin.text)),
        ])
      }
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("settings")),
          JSONMember("settings", .array(settings)),
        ]))
    } else {
      let lines = entries.map { "\($0.key): \($0.value)" + (withOrigins ? "  # \($0.origin.text)" : "") + "\n" }
      try output.show(lines.joined())
    }
    return .complete
  }

  /// Which key each provider is asked with, as far as it can be told without asking anybody for a passphrase.
  private func keys(of settings: Settings) -> [SettingsTable.Entry] {
    let accounts = AccountOpener(
      context: context, reporter: Reporter(console: context.console, verbosity: .quiet), settings: settings)
    return settings.providers.map { provider in
      let lookup = accounts.survey(provider, .quiet)
      let value =
        if let used = lookup.used {
          "from \(used.place.text)"
        } else if case .closed(let error) = lookup.store {
          error.code == .locked ? "unknown: the stored keys are locked" : "none: \(error.message)"
        } else {
          "none"
        }
      return SettingsTable.Entry(
        key: "providers.\(provider.name).key", value: value,
        origin: lookup.used.map { origin(of: $0.place) } ?? .builtIn)
    }
  }

  private func origin(of place: KeyPlace) -> Origin {
    switch place {
    case .environment(let name): .environment(name)
    case .file(let path): .keyFile(path)
    case .store: .keyFile(context.credentialStore?.path ?? "")
    }
  }

  /// Prints where the user's file is, or would be.
  ///
  /// Throws `LLMError` where the environment does not say.
  package func path(asJSON: Bool) throws(LLMError) -> ExitCode {
    guard let path = Folders(context.environment)?.configurationFile else {
      throw LLMError(.configuration, "there is no home for a configuration", advice: "Set HOME or LLMCTL_HOME")
    }
    if asJSON {
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("path")), JSONMember("path", .string(path)),
        ]))
    } else {
      try output.show(path + "\n")
    }
    return .complete
  }

  /// Says which files were read and are fine.
  ///
  /// Throws `LLMError` for the first mistake.
  package func validate(asJSON: Bool) throws(LLMError) -> ExitCode {
    let settings = try loader.load()
    for option in settings.options { _ = try option.parsed() }
    if !settings.prices.isEmpty {
      let reporter = Reporter(console: context.console)
      let now = context.time.now()
      try PriceBook(settings, context, reporter).check(settings, at: now)
    }
    if asJSON {
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("validation")),
          JSONMember("files", .array(settings.files.map(JSONValue.string))), JSONMember("valid", .bool(true)),
        ]))
    } else if settings.files.isEmpty {
      try output.show("no configuration file; defaults and environment only\n")
    } else {
      try output.show(settings.files.map { "\($0): valid\n" }.joined())
    }
    return .complete
  }
}
