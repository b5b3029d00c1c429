/// One question of a suite, and what must hold of its answers.
package struct SuiteCase: Sendable, Equatable {
  /// Unique in its suite.
  package var name: String
  package var question: SuiteQuestionSource
  /// The answer that somebody wants; what `equals` and `similarity` compare with, and what a judge is shown.
  package var expected: JSONValue?
  package var assertions: [SuiteAssertion]
  package var tags: [String]
  /// How often it is asked.
  package var repetitions: Int
  /// The line of the file that it stands on, counted from 1.
  package var line: Int

  package init(
    name: String, question: SuiteQuestionSource, expected: JSONValue? = nil, assertions: [SuiteAssertion] = [],
    tags: [String] = [], repetitions: Int = 1, line: Int = 1
  ) {
    (self.name, self.question, self.expected, self.assertions) = (name, question, expected, assertions)
    (self.tags, self.repetitions, self.line) = (tags, repetitions, line)
  }
}

/// What a case says about its question: names of files and templates, which are read when it is asked.
package struct SuiteQuestionSource: Sendable, Equatable {
  /// A template as it is named: `NAME`, `NAME@v3`, `NAME@staging`.
  package var template: String?
  /// The template's parameters, in the order of the file.
  package var parameters: [JSONMember] = []
  /// The text, or `@FILE`; nil for the configuration's or the template's.
  package var system: String?
  /// Whether that is the text whatever it begins with, as one that stands among messages.
  package var isSystemLiteral = false
  /// The turns before the prompt.
  package var earlier: [Message] = []
  package var prompt: String?
  /// Paths of files that go along, relative to the suite's file.
  package var files: [String] = []
  /// As behind `-m`; nil for the configured one.
  package var model: String?
  /// Options as behind `-o`, checked.
  package var options: [JSONMember] = []
  /// What stands behind `--schema`: a file, a saved name, a short form, or JSON.
  package var schema: String?
  /// A file with tools, as behind `--tools`.
  package var tools: String?

  package init() {}
}
