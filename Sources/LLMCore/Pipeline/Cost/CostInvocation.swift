/// What a person typed behind `llmctl cost`, as a plain value.
package struct CostInvocation: Sendable, Equatable {
  /// The forms that a report can have.
  package enum Format: String, Sendable, CaseIterable { case table, json, csv, html, prometheus }

  /// `today`, `week`, `month`, `all`, `FROM..TO`; nil for what is usual.
  package var period: String?
  package var grouping: CostGrouping?
  package var format = Format.table
  /// The file to write; nil for standard output.
  package var output: String?
  /// The most rows that a table has; nil for what is usual, zero for all.
  package var limit: Int?
  package var scope = SpendScope.everything
  package var appearance = Appearance()

  package init() {}
}
