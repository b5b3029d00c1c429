/// What a person typed behind `llmctl replay export`, as a plain value.
package struct ExportInvocation: Sendable, Equatable {
  /// The form of the file; the raw value is the word that `--format` takes.
  package enum Format: String, Sendable, CaseIterable { case yaml, jsonl }

  /// Ids, starts of them, or `last`; empty for the newest calls.
  package var references: [String] = []
  /// `key=value` texts; calls need all of them.
  package var tags: [String] = []
  /// How many calls at most, where none are named.
  package var limit = 20
  package var assertion = ExportedSuite.Assertion.similarity(0.8)
  package var format = Format.yaml
  /// The file it goes to; nil for standard output.
  package var output: String?
  /// The suite's name; nil for the file's.
  package var name: String?

  package init() {}
}
