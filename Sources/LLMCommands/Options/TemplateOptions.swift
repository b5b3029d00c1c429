package import ArgumentParser
internal import LLMCore

/// The template that a question is made of.
package struct TemplateOptions: ParsableArguments, Sendable {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Make the question of a template: NAME, NAME@v3, NAME@staging; 'llmctl prompts list' shows them.",
      valueName: "name[@version]"))
  package var template: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Give a parameter of the template its value; '@FILE' is read for a text.", valueName: "name=value"))
  package var param: [String] = []

  @OptionGroup
  package var trust: TrustOptions

  package init() {}

  package func validate() throws {
    guard template == nil else { return }
    if !param.isEmpty { throw ValidationError("-p belongs to -t.") }
    if trust.trustPrompts { throw ValidationError("--trust-prompts belongs to -t.") }
  }

  /// Refuses a template beside what takes no question.
  func refuse(besides flag: String) throws {
    if template != nil { throw ValidationError("\(flag) takes no template.") }
  }

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout ChatInvocation) {
    (invocation.template, invocation.parameters) = (template, param)
    invocation.trustsPrompts = trust.trustPrompts
  }
}
