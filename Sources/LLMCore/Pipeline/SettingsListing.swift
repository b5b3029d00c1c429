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
    let entries = SettingsTable(try loader.load()).entries
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
