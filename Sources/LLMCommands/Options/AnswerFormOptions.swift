package import ArgumentParser
internal import LLMCore

/// Flags that say which form an answer must have, and how it is printed.
package struct AnswerFormOptions: ParsableArguments, Sendable {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Have the answer fit a JSON Schema: a file, JSON, a saved name, or a short form such as 'name, age int, tags [string]'.",
      valueName: "schema"))
  package var schema: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Ask again at most this often where the answer does not fit (default: 2).", valueName: "0-10"))
  package var reask: Int?

  @Flag(
    name: .customLong("json-stream"),
    help: "With --schema: print the elements or members, a line each, as soon as each is complete and fits.")
  package var jsonStream = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tell the model of the functions in this JSON file; its calls are checked and printed, and nothing is ever run.",
      valueName: "file"),
    completion: .file(extensions: ["json"]))
  package var tools: String?

  @Option(
    name: .customLong("tool-choice"),
    help: ArgumentHelp("Whether it has to call one (default: auto).", valueName: "auto|required|name"))
  package var toolChoice: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Print the answer as it is, or only its code: fences and the words around them are left out.",
      valueName: "text|code"))
  package var format: AnswerFormat?

  @Option(
    name: .customLong("max-cost"),
    help: ArgumentHelp("Send nothing that could make this call dearer, asking again included.", valueName: "usd"))
  package var maxCost: String?

  @Flag(name: .customLong("require-price"), help: "Send nothing to a model whose price nobody knows.")
  package var requirePrice = false

  package init() {}

  package func validate() throws {
    if let reask, !(0...10).contains(reask) { throw ValidationError("--reask takes a number from 0 to 10.") }
    if reask != nil, schema == nil, tools == nil { throw ValidationError("--reask belongs to --schema or --tools.") }
    if jsonStream, schema == nil { throw ValidationError("--json-stream belongs to --schema.") }
    if jsonStream, reask.map({ $0 > 0 }) ?? false {
      throw ValidationError("--json-stream cannot take back what it printed, so it never asks again.")
    }
    if toolChoice != nil, tools == nil { throw ValidationError("--tool-choice belongs to --tools.") }
    if schema != nil, tools != nil { throw ValidationError("--schema and --tools contradict each other.") }
    if schema?.isEmpty == true { throw ValidationError("--schema takes a schema.") }
    if format == .code, schema != nil || tools != nil {
      throw ValidationError("--format code prints code; --schema and --tools print JSON.")
    }
    if let maxCost, Money(usd: maxCost) == nil {
      throw ValidationError("--max-cost takes dollars, such as 0.05.")
    }
  }

  /// Adds what was typed to a plain value.
  func apply(to invocation: inout ChatInvocation) {
    invocation.schema = schema
    invocation.reasks = jsonStream ? 0 : reask
    invocation.tools = tools
    invocation.toolChoice = toolChoice
    invocation.requiresPrice = requirePrice
    invocation.maxCost = maxCost.flatMap(Money.init(usd:))
    if invocation.output == .text {
      if jsonStream { invocation.output = .parts } else if format == .code { invocation.output = .code }
    }
  }
}

/// What of an answer is printed.
package enum AnswerFormat: String, ExpressibleByArgument, CaseIterable, Sendable { case text, code }
