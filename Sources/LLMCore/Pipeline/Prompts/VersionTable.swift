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
      rows.append([label] + versions.map { Self.words($0[keyPath: path]) })
    }
    rows.append(["mean cost"] + versions.map { Self.words($0.cost, of: $0.calls) { VersionFigures.money($0).shown } })
    rows.append(["mean tokens in"] + versions.map { Self.words($0.input, of: $0.calls) { "\($0)" } })
    rows.append(["mean tokens out"] + versions.map { Self.words($0.output, of: $0.calls) { "\($0)" } })
    rows.append(["median time"] + versions.map { Self.words($0.median) })
    rows.append(["p95 time"] + versions.map { Self.words($0.slow) })
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

  private static func words(_ share: ShareEstimate) -> String {
    guard let value = share.share else { return "-" }
    return "\(percent(value)) % (\(percent(share.interval.lowerBound)) to \(percent(share.interval.upperBound)))"
  }

  /// - Parameter calls: how many there are in all; said where fewer have the figure.
  private static func words(_ mean: MeanEstimate, of calls: Int, _ shown: (Int128) -> String) -> String {
    guard let value = mean.mean else { return "-" }
    let some = mean.count < calls ? ", of \(mean.count)" : ""
    guard let interval = mean.interval else { return "\(shown(value)) (one call)" }
    return "\(shown(value)) (\(shown(max(0, interval.lowerBound))) to \(shown(interval.upperBound))\(some))"
  }

  private static func words(_ quantile: QuantileEstimate) -> String {
    guard let value = quantile.value else { return "-" }
    let (lower, upper) = (quantile.lower.map(seconds) ?? "?", quantile.upper.map(seconds) ?? "?")
    return "\(seconds(value)) (\(lower) to \(upper))"
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

  private static func seconds(_ milliseconds: Int) -> String {
    milliseconds < 1000 ? "\(milliseconds) ms" : "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
  }
}
