/// The findings of all answers as one list: what was found twice stands once, sorted by path and line, with identities counted and
/// short names given.
package struct MergedFindings: Sendable, Equatable {
  package let findings: [ReviewFinding]
  /// How many findings were merged into others.
  package let duplicates: Int

  private static let shortestID = 8
  /// How many other wordings a finding keeps.
  private static let wordingLimit = 5

  /// - Parameter digest: SHA-256 as hexadecimal digits.
  package init(_ findings: [ReviewFinding], digest: ([UInt8]) -> String) {
    var files: [RawPath: [ReviewFinding]] = [:]
    for finding in findings { files[finding.path, default: []].append(finding) }
    var merged = files.keys.sorted().flatMap { Self.merged(files[$0] ?? []) }
    duplicates = findings.count - merged.count
    Self.number(&merged)
    Self.name(&merged, digest)
    self.findings = merged
  }

  // MARK: Merging

  /// The findings of one file.
  private static func merged(_ findings: [ReviewFinding]) -> [ReviewFinding] {
    // The strongest first: the others are merged into it. Equal ones stay in the order in which they came.
    let ranked = findings.enumerated().sorted { left, right in
      isStronger(left.element, right.element) || !isStronger(right.element, left.element) && left.offset < right.offset
    }
    var kept: [(finding: ReviewFinding, words: WordSet)] = []
    var keptByFirstLine: [Int: [Int]] = [:]
    var longest = 1
    for (_, finding) in ranked {
      let words = WordSet(finding.message)
      longest = max(longest, finding.lines.count)
      let nearby = candidates(finding.lines, longest: longest, keptByFirstLine)
      if let index = nearby.first(where: { isSame(finding, words, kept[$0].finding, kept[$0].words) }) {
        absorb(finding, words, into: &kept[index])
      } else {
        keptByFirstLine[finding.lines.lowerBound, default: []].append(kept.count)
        kept.append((finding, words))
      }
    }
    return kept.map(\.finding).sorted { left, right in
      let (ours, theirs) = (left.lines, right.lines)
      if ours.lowerBound != theirs.lowerBound { return ours.lowerBound < theirs.lowerBound }
      if left.severity != right.severity { return left.severity > right.severity }
      return (ours.upperBound, left.rule, left.message) < (theirs.upperBound, right.rule, right.message)
    }
  }

  /// Those kept that may overlap with the lines: the longest finding says how far before them one may begin.
  private static func candidates(
    _ lines: ClosedRange<Int>, longest: Int, _ kept: [Int: [Int]]
  ) -> [Int] {
    let window = max(1, lines.lowerBound - longest)...lines.upperBound
    if window.count > kept.count {
      return kept.filter { window.contains($0.key) }.flatMap(\.value).sorted()
    }
    return window.flatMap { kept[$0] ?? [] }.sorted()
  }

  private static func isStronger(_ left: ReviewFinding, _ right: ReviewFinding) -> Bool {
    left.severity != right.severity ? left.severity > right.severity : left.confidence > right.confidence
  }

  /// At the same lines one rule or one category is one finding, as are messages alike; at lines that only overlap both are wanted.
  private static func isSame(
    _ left: ReviewFinding, _ leftWords: WordSet, _ right: ReviewFinding, _ rightWords: WordSet
  ) -> Bool {
    guard left.lines.overlaps(right.lines) else { return false }
    let isSameKind = left.rule == right.rule || left.category == right.category
    if left.lines == right.lines, isSameKind { return true }
    let isAlike = leftWords.isAlike(rightWords)
    return isAlike && (isSameKind || left.lines == right.lines)
  }

  private static func absorb(
    _ weaker: ReviewFinding, _ words: WordSet, into kept: inout (finding: ReviewFinding, words: WordSet)
  ) {
    if kept.finding.lines == weaker.lines, kept.finding.suggestion?.patch == nil, let other = weaker.suggestion,
      kept.finding.suggestion == nil || other.patch != nil
    {
      kept.finding.suggestion = other
    }
    kept.finding.confidence = max(kept.finding.confidence, weaker.confidence)
    let messages = [kept.finding.message] + kept.finding.otherMessages
    for message in [weaker.message] + weaker.otherMessages
    where kept.finding.otherMessages.count < wordingLimit && !messages.contains(where: { WordSet($0).isAlike(words) }) {
      kept.finding.otherMessages.append(message)
    }
  }

  // MARK: Names

  /// Counts findings of one fingerprint in the order of the list.
  private static func number(_ findings: inout [ReviewFinding]) {
    var counts: [String: Int] = [:]
    for index in findings.indices {
      let count = (counts[findings[index].identity.fingerprint] ?? 0) + 1
      counts[findings[index].identity.fingerprint] = count
      findings[index].identity.occurrence = count
    }
  }

  /// Gives short names: the first digits of a hash of fingerprint, path and number, so many that no two are alike.
  private static func name(_ findings: inout [ReviewFinding], _ digest: ([UInt8]) -> String) {
    let names = findings.map { finding in
      let identity = finding.identity
      return digest(
        Array(identity.fingerprint.utf8) + [0] + finding.path.bytes + [0] + Array(String(identity.occurrence).utf8))
    }
    for index in findings.indices { findings[index].id = String(names[index].prefix(shortestID)) }
    // Names that share their first digits get as many more as tell them apart.
    let order = names.indices.sorted { names[$0] < names[$1] }
    for (left, right) in zip(order, order.dropFirst()) {
      let shared = zip(names[left].utf8, names[right].utf8).prefix { $0 == $1 }.count
      guard shared >= shortestID else { continue }
      for index in [left, right] where findings[index].id.utf8.count <= shared {
        findings[index].id = String(names[index].prefix(shared + 1))
      }
    }
  }
}
