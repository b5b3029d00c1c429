/// Turns a template with its parameters into what is asked.
package protocol SuiteTemplates: Sendable {
  /// - Parameters:
  ///   - reference: as it is named: `NAME`, `NAME@v3`, `NAME@staging`.
  ///   - prompt: what stands where the template takes input; nil where the case has none.
  ///
  /// Throws `LLMError` for a template that is not there, and for parameters it does not take.
  func turn(
    of reference: String, parameters: [JSONMember], prompt: String?
  ) async throws(LLMError) -> TemplatedTurn
}

/// What a template comes to. Nil is what it says nothing about.
package struct TemplatedTurn: Sendable {
  package var system: String?
  /// Its examples, as turns before the prompt.
  package var earlier: [Message] = []
  package var prompt: String
  package var model: String?
  package var options: [JSONMember] = []
  /// As behind `--schema`.
  package var schema: String?
  package var version: PromptVersion?

  package init(prompt: String) { self.prompt = prompt }
}

/// No templates at all.
package struct NoSuiteTemplates: SuiteTemplates {
  package init() {}

  package func turn(
    of reference: String, parameters: [JSONMember], prompt: String?
  ) async throws(LLMError) -> TemplatedTurn {
    throw LLMError(
      .usage, "the template '\(reference)' cannot be used: suites cannot read templates yet",
      advice: "Give the case 'system' and 'prompt'")
  }
}
