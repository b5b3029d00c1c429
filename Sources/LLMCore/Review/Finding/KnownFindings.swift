/// Knows accepted and dismissed findings again, also where their lines moved, the file was renamed, the words or the rule are others,
/// or the model quotes a line more.
package struct KnownFindings: Sendable {
  private let byPlace: [String: [Entry]]
  private let byPath: [RawPath: [Entry]]
  private let isGone: @Sendable (RawPath) -> Bool
  private let renames: [RawPath: RawPath]

  private struct Entry: Sendable {
    let known: KnownFinding
    let words: WordSet
    let state: FindingState
  }

  /// - Parameters:
  ///   - renames: new paths by old ones.
  ///   - isGone: whether a path of a known finding is no file any more, so that its code may be in another one.
  package init(
    baseline: Baseline?, dismissals: Dismissals?, renames: [RawPath: RawPath] = [:],
    isGone: @escaping @Sendable (RawPath) -> Bool
  ) {
    let entries =
      (dismissals?.entries ?? []).map {
        Entry(known: $0.finding, words: WordSet($0.finding.message), state: .dismissed($0))
      }
      + (baseline?.findings ?? []).map { Entry(known: $0, words: WordSet($0.message), state: .baseline) }
    byPlace = Dictionary(grouping: entries, by: \.known.place)
    byPath = Dictionary(grouping: entries) { renames[$0.known.path] ?? $0.known.path }
    self.isGone = isGone
    self.renames = renames
  }

  /// What is known of a finding; a dismissal counts before the baseline.
  package func state(of finding: ReviewFinding) -> FindingState {
    let words = WordSet(finding.message)
    let samePlace = (byPlace[finding.identity.place] ?? []).filter { isSameFile($0.known, finding) }
    if let entry = samePlace.first(where: { isSame($0, finding, words) }) { return entry.state }
    return (byPath[finding.path] ?? []).first { overlaps($0, finding, words) }?.state ?? .new
  }

  /// The same path, before or after a rename, or a path that is no more.
  private func isSameFile(_ known: KnownFinding, _ finding: ReviewFinding) -> Bool {
    known.path == finding.path || renames[known.path] == finding.path || isGone(known.path)
  }

  /// Whether the same code is found fault with for the same: by rule, by words, or by category. What is worse than what was accepted
  /// is news, unless rule or words say that it is the same.
  private func isSame(_ entry: Entry, _ finding: ReviewFinding, _ words: WordSet) -> Bool {
    if entry.known.rule == finding.rule || entry.words.isAlike(words) { return true }
    return entry.known.category == finding.category && finding.severity <= entry.known.severity
  }

  /// Whether one quote holds the other in the same function, for the same in like words or by the same rule.
  private func overlaps(_ entry: Entry, _ finding: ReviewFinding, _ words: WordSet) -> Bool {
    let (known, quote) = (entry.known, finding.identity.quote)
    guard known.symbol == finding.identity.symbol, known.quote.utf8.count >= 8, quote.utf8.count >= 8,
      entry.words.isAlike(words) || known.rule == finding.rule && known.category == finding.category
    else { return false }
    let isLonger = quote.utf8.count >= known.quote.utf8.count
    let (long, short) = isLonger ? (quote, known.quote) : (known.quote, quote)
    var isFound = false
    TextSearch(Array(short.utf8)).forEachOccurrence(in: Array(long.utf8)) { _ in isFound = true }
    return isFound
  }
}
