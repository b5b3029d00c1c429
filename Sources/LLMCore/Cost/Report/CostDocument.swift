/// A report as `--format json` prints it. Version 1; members may be added, never changed.
package struct CostDocument {
  package let json: JSONValue

  package init(_ report: CostReport) {
    let rows = report.rows.map { row in
      JSONValue.object(
        [
          JSONMember("key", row.key.isEmpty ? .null : .string(row.key)), JSONMember("title", .optional(row.title)),
        ] + Self.members(of: row.spend))
    }
    json = .object([
      JSONMember("version", .integer(1)), JSONMember("type", .string("cost")),
      JSONMember("period", Self.json(of: report.period)), JSONMember("by", .string(report.grouping.rawValue)),
      JSONMember("rows", .array(rows)), JSONMember("omitted", .integer(report.omitted)),
      JSONMember("total", .object(Self.members(of: report.total))),
      JSONMember("replays", .object(Self.members(of: report.replays))),
      JSONMember("trend_usd", .array(report.trend.map(\.json))),
      JSONMember("prices_of", .string(report.snapshotDay)),
    ])
  }

  /// `to` is the first moment that no longer belongs to it.
  private static func json(of period: CostPeriod) -> JSONValue {
    .object([
      JSONMember("name", .string(period.name)), JSONMember("from", .string(period.start.rfc3339)),
      JSONMember("to", .string(period.end.rfc3339)), JSONMember("first_day", .string(period.firstDay)),
      JSONMember("last_day", .string(period.lastDay)), JSONMember("zone", .string(period.zone)),
    ])
  }

  private static func members(of spend: Spend) -> [JSONMember] {
    SpendMember.allCases.map { member in
      JSONMember(member.rawValue, member.digits(of: spend).map(JSONValue.number) ?? .null)
    }
  }
}
