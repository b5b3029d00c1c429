/// How the versions of a template did, one beside the other: calls of the ledger with their outcome, form, cost and time.
package struct VersionComparison: Sendable, Equatable {
  /// A figure of a version beside that of the one before it.
  package struct Difference: Sendable, Equatable {
    /// What is compared, such as `done`.
    package let figure: String
    package let value: Value

    package enum Value: Sendable, Equatable {
      case share(ShareDifference)
      /// In 10^-12 dollars: the difference of the means, and its interval.
      case money(Int128, ClosedRange<Int128>)
      /// Milliseconds. More than chance where the intervals of both medians do not touch.
      case time(Int, isMoreThanChance: Bool)
    }

    package var isMoreThanChance: Bool {
      switch value {
      case .share(let difference): difference.isMoreThanChance
      case .money(_, let interval): interval.lowerBound > 0 || interval.upperBound < 0
      case .time(_, let isMoreThanChance): isMoreThanChance
      }
    }
  }

  /// By number; where a number stood for several contents, the one that was used first comes first.
  package let versions: [VersionFigures]
  /// Answers of the response cache, and calls that ran others again: neither tells what a version does for people.
  package let cached: Int
  package let replays: Int

  package init(_ uses: [PromptUse]) {
    cached = uses.count { $0.isFromCache && !$0.isReplay }
    replays = uses.count(where: \.isReplay)
    let counted = uses.filter { !$0.isFromCache && !$0.isReplay }
    var groups: [(version: PromptVersion, uses: [PromptUse])] = []
    var places: [PromptVersion: Int] = [:]
    for use in counted {
      if let place = places[use.version] {
        groups[place].uses.append(use)
      } else {
        places[use.version] = groups.count
        groups.append((use.version, [use]))
      }
    }
    let ordered = groups.enumerated().sorted {
      ($0.element.version.number, $0.offset) < ($1.element.version.number, $1.offset)
    }.map(\.element)
    versions = ordered.map { group in
      let isAmbiguous = ordered.count { $0.version.number == group.version.number } > 1
      let hash = isAmbiguous ? "#\(group.version.contentHash.prefix(8))" : ""
      return VersionFigures(group.version, label: "v\(group.version.number)\(hash)", of: group.uses)
    }
  }

  /// What is different between a version and another one, as far as both have figures.
  package static func differences(of one: VersionFigures, from other: VersionFigures) -> [Difference] {
    let shares: [(String, KeyPath<VersionFigures, ShareEstimate>)] = [
      ("done", \.done), ("valid", \.valid), ("asked again", \.reasked),
    ]
    var differences = shares.compactMap { figure, path in
      ShareDifference(of: one[keyPath: path], above: other[keyPath: path]).map {
        Difference(figure: figure, value: .share($0))
      }
    }
    if let mean = one.cost.mean, let theirs = other.cost.mean, let interval = one.cost.difference(above: other.cost) {
      differences.append(Difference(figure: "mean cost", value: .money(mean - theirs, interval)))
    }
    if let median = one.median.value, let theirs = other.median.value, let low = one.median.lower,
      let high = one.median.upper, let otherLow = other.median.lower, let otherHigh = other.median.upper
    {
      differences.append(
        Difference(
          figure: "median time", value: .time(median - theirs, isMoreThanChance: low > otherHigh || high < otherLow)))
    }
    return differences
  }

  /// Each version beside the one before it.
  package var pairs: [(one: VersionFigures, other: VersionFigures, differences: [Difference])] {
    zip(versions.dropFirst(), versions).map { ($0, $1, Self.differences(of: $0, from: $1)) }
  }
}
