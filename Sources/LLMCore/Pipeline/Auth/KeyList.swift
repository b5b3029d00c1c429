/// `llmctl auth list`: what is stored, without the keys themselves.
package struct KeyList: Sendable {
  private let desk: AuthDesk

  package init(at desk: AuthDesk) { self.desk = desk }

  /// Throws `LLMError` where the file cannot be opened: what the keys are called is encrypted, too.
  package func run(asJSON: Bool) throws(LLMError) -> ExitCode {
    let now = desk.context.time.now()
    let records = try desk.protection() == nil ? [] : desk.open().records
    if asJSON {
      try desk.output.show(.document("keys", [JSONMember("keys", .array(records.map { $0.json(at: now) }))]))
    } else if records.isEmpty {
      desk.reporter.notice("no keys are stored; 'llmctl auth login' stores one")
    } else {
      try desk.output.show(KeyTable(records, now: now).text)
    }
    return .complete
  }
}

/// Stored keys as lines of aligned columns.
struct KeyTable {
  /// The table with its heading; every line ends in a line feed.
  let text: String

  init(_ records: [CredentialRecord], now: Timestamp) {
    let heading = ["PROVIDER", "LABEL", "ENVIRONMENT", "HOST", "CREATED", "ROTATED", "STATE"]
    let sorted = records.sorted {
      ($0.name.provider, $0.stored.milliseconds) < ($1.name.provider, $1.stored.milliseconds)
    }
    let rows =
      [heading]
      + sorted.map { record in
        [
          record.name.provider, record.name.label, record.name.environment.isEmpty ? "-" : record.name.environment,
          record.host, record.created.day, record.rotated?.day ?? "-", record.state(at: now),
        ].map { SafeText.line($0).text }
      }
    text = AlignedColumns(rows).text
  }
}
