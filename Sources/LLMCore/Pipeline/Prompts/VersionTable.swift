/// A comparison of versions as a table, and for programs.
struct VersionTable {
  let comparison: VersionComparison
  let name: String
  let since: Timestamp

  init(_ comparison: VersionComparison, name: String, since: Timestamp) {
    (self.comparison, self.name, self.since) = (comparison, name, since)
  }

  var text: String {
    let versions = comparison.versions
    var rows = [[""] + versions.map(\.label)]
    rows.append(["calls"] + versions.map { "\($0.calls)" })
    let shares: [(String, KeyPath<VersionFigures, ShareEstimate>)] = [
      ("done", \.done), ("partial", \.partial), ("refused", \.refused), ("failed", \.failed),
      ("valid form", \.valid), ("asked again", \.reasked),
    ]
    for (label, path) in shares where versions.contains(where: { $0[keyPath: path].count > 0 }) {
      rows.append([label] + versions.map { Self.words($0[keyPath: path], of: $0.calls) })
    }
    rows.append(
      ["mean cost"]
        + versions.map { Self.words($0.cost, of: $0.calls) { amount, _ in VersionFigures.money(amount).shown } })
    rows.append(["mean tokens in"] + versions.map { Self.words($0.input, of: $0.calls, Self.tokens) })
    rows.append(["mean tokens out"] + versions.map { Self.words($0.output, of: $0.calls, Self.tokens) })
    rows.append(["median time"] + versions.map { Self.words($0.median, of: $0.calls) })
    rows.append(["p95 time"] + versions.map { Self.words($0.slow, of: $0.calls) })
    var text = "\(name) since \(since.day); in brackets, where the true figure lies in 95 of 100 cases\n\n"
    text += AlignedColumns(rows).text
    for pair in comparison.pairs where !pair.differences.isEmpty {
      text += "\n\(pair.one.label) beside \(pair.other.label):\n"
      text += pair.differences.map { "  \(Self.words(of: $0))\n" }.joined()
    }
    if let remark { text += "\n\(remark)\n" }
    return text
  }

  /// What is left out, and what is too little to say anything.
  private var remark: String? {
    var remarks: [String] = []
    let cancelled = comparison.versions.reduce(0) { $0 + $1.cancelled }
    for (count, words) in [
      (comparison.cached, "answered by the response cache"), (comparison.replays, "run again by replay"),
      (cancelled, "broken off by somebody"),
    ] where count > 0 {
      remarks.append("\(count) \(count == 1 ? "call" : "calls") \(words)")
    }
    return remarks.isEmpty ? nil : "left out: " + remarks.joined(separator: ", ")
  }

  var json: JSONValue {
    let pairs = comparison.pairs.map { pair in
      JSONValue.object([
        JSONMember("version", .string(pair.one.label)), JSONMember("beside", .string(pair.other.label)),
        JSONMember("differences", .array(pair.differences.map(Self.json))),
      ])
    }
    return .document(
      "prompt_comparison",
      [
        JSONMember("name", .string(name)), JSONMember("since", .string(since.rfc3339)),
        JSONMember("confidence", .number("0.95")),
        JSONMember("versions", .array(comparison.versions.map(\.json))), JSONMember("pairs", .array(pairs)),
        JSONMember("from_cache", .integer(comparison.cached)), JSONMember("replays", .integer(comparison.replays)),
      ])
  }

  private static func json(_ difference: VersionComparison.Difference) -> JSONValue {
    var members = [JSONMember("figure", .string(difference.figure))]
    switch difference.value {
    case .share(let share):
      members += [
        JSONMember("difference", .number(ShareEstimate.digits(share.difference))),
        JSONMember("lower", .number(ShareEstimate.digits(share.interval.lowerBound))),
        JSONMember("upper", .number(ShareEstimate.digits(share.interval.upperBound))),
      ]
    case .money(let amount, let interval):
      members += [
        JSONMember("difference_usd", VersionFigures.money(amount).json),
        JSONMember("lower_usd", VersionFigures.money(interval.lowerBound).json),
        JSONMember("upper_usd", VersionFigures.money(interval.upperBound).json),
      ]
    case .time(let milliseconds, _): members.append(JSONMember("difference_ms", .integer(milliseconds)))
    }
    return .object(members + [JSONMember("more_than_chance", .bool(difference.isMoreThanChance))])
  }

  // MARK: Words

  /// - Parameter calls: how many there are in all; said where fewer have the figure.
  private static func words(_ share: ShareEstimate, of calls: Int) -> String {
    guard let value = share.share else { return "-" }
    let (low, high) = (percent(share.interval.lowerBound), percent(share.interval.upperBound))
    return "\(percent(value)) % (\(low) to \(high)\(some(share.count, of: calls)))"
  }

  private static func words(
    _ mean: MeanEstimate, of calls: Int, _ shown: (Int128, FloatingPointRoundingRule) -> String
  ) -> String {
    guard let value = mean.mean else { return "-" }
    let middle = shown(value, .toNearestOrAwayFromZero)
    guard let interval = mean.interval else { return "\(middle) (one call\(some(mean.count, of: calls)))" }
    let (low, high) = (shown(max(0, interval.lowerBound), .down), shown(interval.upperBound, .up))
    return "\(middle) (\(low) to \(high)\(some(mean.count, of: calls)))"
  }

  private static func words(_ quantile: QuantileEstimate, of calls: Int) -> String {
    guard let value = quantile.value else { return "-" }
    let (lower, upper) = (quantile.lower.map { seconds($0) } ?? "?", quantile.upper.map { seconds($0, .up) } ?? "?")
    return "\(seconds(value)) (\(lower) to \(upper)\(some(quantile.count, of: calls)))"
  }

  private static func some(_ count: Int, of calls: Int) -> String { count < calls ? ", of \(count)" : "" }

  /// Thousandths of tokens with one digit behind the point.
  private static func tokens(_ thousandths: Int128, _ rule: FloatingPointRoundingRule) -> String {
    let tenths = rule == .down ? thousandths / 100 : (thousandths + (rule == .up ? 99 : 50)) / 100
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func words(of difference: VersionComparison.Difference) -> String {
    let verdict = difference.isMoreThanChance ? "more than chance" : "may be chance"
    switch difference.value {
    case .share(let share):
      return "\(difference.figure) \(signed(share.difference)) points (\(signed(share.interval.lowerBound)) to "
        + "\(signed(share.interval.upperBound))): \(verdict)"
    case .money(let amount, let interval):
      let bounds = [interval.lowerBound, interval.upperBound].map { VersionFigures.money($0).shown }
      return "\(difference.figure) \(VersionFigures.money(amount).shown) (\(bounds[0]) to \(bounds[1])): \(verdict)"
    case .time(let milliseconds, _):
      let sign = milliseconds < 0 ? "-" : "+"
      return "\(difference.figure) \(sign)\(seconds(Int(milliseconds.magnitude))): \(verdict)"
    }
  }

  /// Hundredths with one digit behind the point.
  private static func percent(_ share: Double) -> String {
    let parts = Int((share * 1000).rounded())
    return "\(parts < 0 ? "-" : "")\(parts.magnitude / 10).\(parts.magnitude % 10)"
  }

  private static func signed(_ share: Double) -> String { (share < 0 ? "" : "+") + percent(share) }

  /// With one digit behind the point; an upper bound is rounded up, everything else down.
  private static func seconds(_ milliseconds: Int, _ rule: FloatingPointRoundingRule = .down) -> String {
    guard milliseconds >= 1000 else { return "\(milliseconds) ms" }
    let tenths = (milliseconds + (rule == .up ? 99 : 0)) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
