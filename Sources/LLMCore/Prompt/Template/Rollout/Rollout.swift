/// Which versions of the templates of one folder their labels stand for, and what they stood for before. Nothing is ever taken out.
package struct Rollout: Sendable, Equatable {
  /// The label that a name alone means.
  package static let usualLabel = "production"

  /// What one label of one template stands for, and stood for.
  package struct Track: Sendable, Equatable {
    package var name: String
    package var label: String
    /// The oldest first; the last one is in use.
    package var entries: [RolloutEntry]

    package init(name: String, label: String, entries: [RolloutEntry]) {
      (self.name, self.label, self.entries) = (name, label, entries)
    }
  }

  package var tracks: [Track]

  package init(tracks: [Track] = []) { self.tracks = tracks }

  /// What a label stands for; nil where nobody said.
  package func entry(_ name: String, _ label: String) -> RolloutEntry? { track(name, label)?.entries.last }

  /// The labels of a template, with what they stand for, in the order in which they were first used.
  package func labels(of name: String) -> [(label: String, entry: RolloutEntry)] {
    tracks.compactMap { track in
      guard track.name == name, let entry = track.entries.last else { return nil }
      return (track.label, entry)
    }
  }

  /// What a label stood for before these shares: what was said of it last. Where nobody said anything, a name alone means the newest
  /// version; if that is the one that is tried on some calls, it is the next older one that was there before, and has the other calls.
  ///
  /// - Parameter numbers: the versions that there are.
  package func before(_ shares: [RolloutEntry.Share], _ name: String, _ label: String, numbers: [Int]) -> RolloutEntry?
  {
    if let entry = entry(name, label) { return entry }
    guard label == Self.usualLabel, let newest = numbers.max() else { return nil }
    let isTried = shares.contains { $0.number == newest && $0.percent < 100 }
    let number = isTried ? numbers.filter { $0 < newest }.max() ?? newest : newest
    return RolloutEntry([RolloutEntry.Share(number)], cause: .found)
  }

  /// Has a label stand for these shares from now on.
  ///
  /// - Parameter numbers: the versions that there are.
  package mutating func use(_ entry: RolloutEntry, _ name: String, _ label: String, numbers: [Int]) {
    var entry = entry
    let found = before(entry.shares, name, label, numbers: numbers)
    let index = trackIndex(name, label)
    if tracks[index].entries.isEmpty, var found, found.shares != entry.shares {
      found.moment = entry.moment
      tracks[index].entries.append(found)
    }
    entry.before = tracks[index].entries.isEmpty ? nil : tracks[index].entries.count - 1
    entry.cause = .use
    tracks[index].entries.append(entry)
  }

  /// Has a label stand for what it stood for before. Again and again it goes further back: what was gone back from does not count as
  /// having been in use before. Where nobody said what was in use before, it was the next older version: a name alone means the newest
  /// one until somebody says otherwise. Returns what is in use now; nil, and changes nothing, where there is nothing to go back to.
  ///
  /// - Parameter numbers: the versions that there are.
  package mutating func rollBack(_ name: String, _ label: String, numbers: [Int], moment: String) -> RolloutEntry? {
    let current = entry(name, label)
    guard current != nil || label == Self.usualLabel else { return nil }
    if let before = current?.before, let track = track(name, label), track.entries.indices.contains(before) {
      var entry = track.entries[before]
      (entry.cause, entry.moment) = (.rollback, moment)
      tracks[trackIndex(name, label)].entries.append(entry)
      return entry
    }
    guard let newest = current?.shares.first?.number ?? numbers.max(),
      let older = numbers.filter({ $0 < newest }).max()
    else { return nil }
    let index = trackIndex(name, label)
    if current == nil {
      tracks[index].entries.append(RolloutEntry([RolloutEntry.Share(newest)], cause: .found, moment: moment))
    }
    let entry = RolloutEntry([RolloutEntry.Share(older)], cause: .rollback, moment: moment)
    tracks[index].entries.append(entry)
    return entry
  }

  /// A share for one version, of which the others are left the rest.
  ///
  /// - Parameter numbers: the versions that there are.
  ///
  /// Throws `LLMError` of kind `usage` where it is not clear who is to be left how much.
  package func entry(
    giving percent: Int, to number: Int, of name: String, _ label: String, numbers: [Int]
  ) throws(LLMError) -> RolloutEntry {
    let share = RolloutEntry.Share(number, percent: percent)
    guard percent < 100 else { return RolloutEntry([share]) }
    let current = before([share], name, label, numbers: numbers)
    let others = (current?.shares ?? []).filter { $0.number != number }
    guard let other = others.first, others.count == 1 else {
      let reason =
        switch others.count {
        case 0 where current == nil: "nobody has said yet what '\(label)' of '\(name)' stands for"
        case 0: "v\(number) is the only version in use, so nothing can be left to another one"
        default: "\(others.count) other versions are in use"
        }
      throw LLMError(.usage, reason, advice: Self.advice(number, name, others.map(\.number), numbers))
    }
    return RolloutEntry([share, RolloutEntry.Share(other.number, percent: 100 - percent)])
  }

  /// How to say it, with versions that there are: those in use, else the nearest older one, else any.
  private static func advice(_ number: Int, _ name: String, _ others: [Int], _ numbers: [Int]) -> String {
    let rest = numbers.filter { $0 != number }
    guard let other = others.first ?? rest.filter({ $0 < number }).max() ?? rest.min() else {
      return "There is no other version; 'llmctl prompts edit \(name)' makes one"
    }
    return "Say how much each of them gets, as in --split v\(number)=50,v\(other)=50"
  }

  private func track(_ name: String, _ label: String) -> Track? {
    tracks.first { $0.name == name && $0.label == label }
  }

  private mutating func trackIndex(_ name: String, _ label: String) -> Int {
    if let index = tracks.firstIndex(where: { $0.name == name && $0.label == label }) { return index }
    tracks.append(Track(name: name, label: label, entries: []))
    return tracks.count - 1
  }
}
