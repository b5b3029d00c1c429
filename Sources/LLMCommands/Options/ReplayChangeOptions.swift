package import ArgumentParser
internal import LLMCore

/// What is to be other than it was when a call is made again.
package struct ReplayChangeOptions: ParsableArguments, Sendable {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Ask this model: NAME, an alias, PROVIDER/NAME, or auto.", valueName: "model"))
  package var model: String?

  @Option(
    name: .long, help: ArgumentHelp("Ask each of these models; names are separated by commas.", valueName: "a,b,c"))
  package var models: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The system text, or @FILE to read it; empty for none.", valueName: "text|@file"))
  package var system: String?

  @OptionGroup
  package var template: TemplateOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Set a parameter, such as temperature=0.", valueName: "name=value"))
  package var option: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("Ask for an answer that fits this schema; as for 'chat'.", valueName: "schema"))
  package var schema: String?

  @Flag(name: .long, help: "Change the prompt in $EDITOR first.")
  package var edit = false

  package init() {}

  package func validate() throws {
    if model != nil, models != nil { throw ValidationError("--model and --models contradict each other.") }
    if let models, models.split(separator: ",").isEmpty { throw ValidationError("--models takes names.") }
  }

  func apply(to invocation: inout ReplayInvocation) {
    (invocation.asking.model, invocation.asking.system) = (model, system)
    template.apply(to: &invocation.asking)
    (invocation.asking.options, invocation.asking.schema) = (option, schema)
    invocation.models = models?.split(separator: ",").map(String.init) ?? []
    invocation.edits = edit
  }
}
