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
  /// Whom to ask instead, by the model that was to be asked.
  package var fallbacks: [FallbackSettings] = []
  /// How long a call may wait for limits and retries in all; nil decides by whether somebody watches.
  package var maxWait: Sourced<Duration>?
  /// Fallbacks of less than this are not asked, from 1 to 100.
  package var minQuality: Sourced<Int>?
  package var continuation: Sourced<ContinuationMode>?
  /// Which of several stored keys is meant.
  package var keyNamings: [KeyNaming] = []
  /// For how long stored keys stay open once a passphrase was typed; zero for not at all.
  package var credentialHold: Sourced<Duration>?
  /// What is said of models' abilities; of two for a model the later one counts.
  package var capabilities: [CapabilitySettings] = []
  /// What models cost, where the user knows better; each model once.
  package var prices: [PriceSettings] = []
  /// Whether a model without a price is not asked.
  package var requiresPrice: Sourced<Bool>?
  /// What is wanted of the models for a class of tasks; one entry for a class at most.
  package var tasks: [TaskSettings] = []
  /// What is kept of calls.
  package var recordings = RecordingSettings()
  /// The files that were read, in order of precedence from the weakest up.
  package var files: [String] = []

  package init() {}

  /// What a name stands for: an alias's model, or itself; without one, what is configured.
  package func target(of asked: String?) -> String? {
    guard let name = asked ?? model?.value else { return nil }
    return aliases.first { $0.name == name }?.model ?? name
  }

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

/// Whom to ask when a model cannot answer.
package struct FallbackSettings: Sendable, Equatable {
  /// The model it stands in for, as it may be typed behind `-m`.
  package var asked: String
  /// Who stands in: an alias or `provider/model`.
  package var model: String
  /// The names of the kinds of failure it is for; empty for outages.
  package var on: [String] = []
  package var window: Int?
  package var quality = 100
  package var origin: Origin

  /// As `config show` prints it.
  package var text: String {
    model + (on.isEmpty ? "" : " on \(on.joined(separator: ", "))") + (window.map { ", window \($0)" } ?? "")
      + (quality == 100 ? "" : ", quality \(quality)")
  }
}
