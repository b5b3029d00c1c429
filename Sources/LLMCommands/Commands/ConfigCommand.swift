package import ArgumentParser
package import LLMCore

/// `llmctl config`: what is configured, and where it comes from.
package struct ConfigCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show and check the configuration.",
    discussion: """
      Settings come from flags, then the environment, then the project's .llmctl.yaml, then the user's config.yaml. A \
      project file can set everything but providers: never a server or a key, only \
      which of the stored keys is meant.

      A complete config.yaml:
        model: work/gpt-5.4-mini
        providers:
          work:
            kind: openai                  # or responses, anthropic, gemini, ...
            base_url: https://api.openai.com/v1
            key_env: [WORK_KEY, SPARE_KEY]  # or key_file: /path/to/file
            key_label: work               # which stored key; needs_key: false for
            key_environment: prod         # a server that wants none at all
            models: [gpt-5.4-mini]
            limits:                       # per minute; learned where left out
              requests: 600               # also tokens, input_tokens,
              concurrency: 8              # output_tokens, burst
            pool: team                    # shares limits with its like
          local:
            base_url: http://127.0.0.1:8080/v1
            window: 32768                 # of its models, in tokens
            prefill: trailing             # or none, flag (vLLM), prefix
          research:
            kind: responses
            background: true              # picked up when connections break; stored
        key_environment: dev              # for all; LLMCTL_KEY_ENVIRONMENT
        credentials:
          hold: 900                       # seconds open after a passphrase; 0
        aliases:
          fast: local/gemma-3-270m
        options:
          temperature: 0.2
        timeouts:                         # seconds
          connect: 5
          head: 60
          first_content: 300
          idle_bytes: 120
          idle_content: 300
        fallbacks:                        # whom to ask when a model cannot answer
          work/gpt-5.4-mini:
            - local/gemma-3-270m
            - {model: local/l, on: [context_overflow], window: 128000}
        max_wait: 120                     # seconds a call may wait in all
        min_quality: 30                   # of fallbacks, 1 to 100
        continuation: auto                # or off: what broke off stays so
      """,
    subcommands: [Show.self, Path.self, Validate.self])

  package init() {}

  /// `llmctl config show`.
  package struct Show: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print the settings in force.")

    @Flag(name: .long, help: "Print where each setting comes from.")
    package var origin = false

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try SettingsListing(context: context).show(withOrigins: origin, asJSON: common.json)
    }
  }

  /// `llmctl config path`.
  package struct Path: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print the path of the user's configuration file.")

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try SettingsListing(context: context).path(asJSON: common.json)
    }
  }

  /// `llmctl config validate`.
  package struct Validate: LLMCommand {
    package static let configuration = CommandConfiguration(
      commandName: "validate", abstract: "Check the configuration files; the exit status is 78 if one is wrong.")

    @OptionGroup
    package var common: CommonOptions

    package init() {}

    package func run(in context: AppContext, reporter: Reporter) async throws(LLMError) -> LLMCore.ExitCode {
      try SettingsListing(context: context).validate(asJSON: common.json)
    }
  }
}
