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
    if let models, Self.names(models).isEmpty || Self.names(models).contains("") {
      throw ValidationError("--models takes names with commas between.")
    }
    if model?.allSatisfy(\.isWhitespace) == true { throw ValidationError("--model is empty.") }
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { name in
      String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }

  func apply(to invocation: inout ReplayInvocation) {
    (invocation.asking.model, invocation.asking.system) = (model, system)
    template.apply(to: &invocation.asking)
    (invocation.asking.options, invocation.asking.schema) = (option, schema)
    invocation.models = models.map(Self.names) ?? []
    invocation.edits = edit
  }
}
