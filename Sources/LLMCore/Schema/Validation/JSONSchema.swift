/// A JSON Schema, compiled once and then checked against many values. It understands the drafts 2020-12, 2019-09, 7, 6 and 4 by
/// `$schema`.
///
/// Nothing is ever fetched: a `$ref` leads into the schema itself, to a metaschema, or to a document that was given.
package struct JSONSchema: Sendable {
  /// What happens with `format`.
  package enum FormatChecking: Sendable {
    /// A string that does not have its format is a violation; what llmctl promises.
    case asserted
    /// As the draft says: an annotation, unless the metaschema asks for assertion.
    case asDraftSays
  }

  /// How a schema is read, and how much may be spent on checking a value.
  package struct Options: Sendable {
    /// The draft of a schema that does not name one.
    package var draft = SchemaDraft.draft2020
    package var formats = FormatChecking.asserted
    /// Other documents that references may lead to, by address.
    package var documents: [String: JSONValue] = [:]
    /// How many steps checking one value may take; a step is a subschema applied to a value, or two values compared.
    package var stepLimit = 20_000_000
    /// How deep subschemas and values may be nested in each other while checking.
    package var depthLimit = 1_000
    /// How many violations are told at most.
    package var violationLimit = 100

    package init() {}
  }

  /// The schema as it was given.
  package let source: JSONValue
  private let options: Options
  private let compiled: CompiledSchema

  /// Compiles a schema. Throws where it cannot be used: a reference that leads nowhere or in a circle, a pattern that is no
  /// regular expression, a keyword of the wrong kind.
  package init(_ source: JSONValue, options: Options = Options()) throws(SchemaError) {
    self.source = source
    self.options = options
    compiled = CompiledSchema(try SchemaCompiler.compile(source, options: options))
  }

  /// Where the schema is not one by its draft's metaschema, in the same words as for values: for telling a person before
  /// anything is sent. Places are in the schema. Throws where the draft is not known.
  package static func flaws(
    in schema: JSONValue, options: Options = Options()
  ) throws(SchemaError) -> [SchemaViolation] {
    let address = schema[exactly: "$schema"]?.text ?? options.draft.metaschema
    let reference = JSONValue.object([
      JSONMember("$schema", .string(SchemaDraft.draft2020.metaschema)), JSONMember("$ref", .string(address)),
    ])
    var metaschemaOptions = options
    metaschemaOptions.formats = .asserted
    return try JSONSchema(reference, options: metaschemaOptions).validate(schema, called: "the schema")
  }

  /// Whether the value fits. Faster than asking for the violations.
  package func isValid(_ value: JSONValue) -> Bool {
    let tape = ValueTape(value, depthLimit: options.depthLimit)
    guard !tape.isOverflown else { return false }
    return tape.withView { view in
      var evaluation = evaluation(of: view)
      return evaluation.fits(0, 0)
    }
  }

  /// Where the value does not fit, in the order of the value; empty where it does. Where checking would take more than
  /// `Options` allows, that is a violation, too.
  package func validate(_ value: JSONValue) -> [SchemaViolation] { validate(value, called: "the value") }

  /// `name` is what messages call the whole value.
  private func validate(_ value: JSONValue, called name: String) -> [SchemaViolation] {
    let tape = ValueTape(value, depthLimit: options.depthLimit)
    guard !tape.isOverflown else { return [.limit("the value is nested too deeply or too large to be checked")] }
    return tape.withView { view in
      var evaluation = evaluation(of: view)
      if evaluation.fits(0, 0) { return [] }
      if evaluation.isGivenUp { return [.limit(reason(evaluation))] }
      var explanation = SchemaExplanation(
        compiled.program, self.evaluation(of: view), limit: options.violationLimit, called: name)
      return explanation.explain()
    }
  }

  /// Why checking was given up.
  private func reason(_ evaluation: borrowing SchemaEvaluation) -> String {
    if evaluation.costlyPattern >= 0 {
      let pattern = compiled.program.patterns[Int(evaluation.costlyPattern)].source
      return "matching the pattern \(ShortForm.quoted(pattern)) takes too long on a text in the value"
    }
    return evaluation.steps <= 0
      ? "checking the value takes more than \(options.stepLimit) steps"
      : "the value and the schema are nested in each other more than \(options.depthLimit) deep"
  }

  private func evaluation(of view: TapeView) -> SchemaEvaluation {
    SchemaEvaluation(compiled.pointers, view, stepLimit: options.stepLimit, depthLimit: options.depthLimit)
  }
}
