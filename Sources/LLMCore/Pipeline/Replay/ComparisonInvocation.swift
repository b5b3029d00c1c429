/// What a person typed behind `llmctl replay diff`, as a plain value.
package struct ComparisonInvocation: Sendable, Equatable {
  package enum Format: String, Sendable, CaseIterable { case side, unified, json, html }

  /// Ids, starts of ids, `last` or `last~N`: two calls, one that replays another, or many for a table.
  package var references: [String] = []
  /// Nil for beside each other where the terminal is wide enough, else unified.
  package var format: Format?
  /// The path of a file.
  package var output: String?
  /// Whether lines that are the same are shown far from what differs.
  package var isFull = false
  /// Whether answers that differ are exit status 1.
  package var failsOnDifference = false
  package var appearance = Appearance()
  /// The model that says which answer is better, with the options and limits of its calls; nil for none.
  package var judge: ChatInvocation?

  package init() {}
}
