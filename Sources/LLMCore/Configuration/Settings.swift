/// All settings of a run below the flags, each with its origin: environment over project file over user file over
/// default.
package struct Settings: Sendable, Equatable {
  /// The model to use where none is named: `provider/model`, a model or an alias.
  package var model: Sourced<String>?
  /// The system text to use where none is given.
  package var system: Sourced<String>?
  package var providers: [ProviderSettings] = []
  /// Short names for models.
  package var aliases: [Alias] = []
  /// Options for every request, such as `temperature`.
  package var options: [SettingsOption] = []
  package var timeouts = TimeLimits()
  /// The time limits that were set, with their origin, by key.
  package var timeoutOrigins: [TimeoutOrigin] = []
  /// The files that were read, in order of precedence from the weakest up.
  package var files: [String] = []

  package init() {}

  /// The provider with this name; of several, the one of highest precedence.
  package func provider(named name: String) -> ProviderSettings? { providers.last { $0.name == name } }
}

/// A short name for a model.
package struct Alias: Sendable, Equatable {
  package var name: String
  package var model: String
  package var origin: Origin
}

/// An option for every request.
package struct SettingsOption: Sendable, Equatable {
  package var name: String
  /// As it would be typed behind `-o name=`.
  package var value: String
  package var origin: Origin

  /// The option as it goes into a request.
  ///
  /// Throws `LLMError` of kind `configuration` that names where a wrong one stands.
  package func parsed() throws(LLMError) -> [JSONMember] {
    do {
      return try GenerationOptions.parse(["\(name)=\(value)"])
    } catch {
      throw LLMError(.configuration, "\(origin.text): \(error.message)", advice: error.advice)
    }
  }
}

/// Where a time limit was set.
package struct TimeoutOrigin: Sendable, Equatable {
  package var key: String
  package var limit: Duration
  package var origin: Origin
}
