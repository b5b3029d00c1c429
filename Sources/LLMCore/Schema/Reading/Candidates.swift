/// The values that an answer with several fragments may mean: each of them, and those that follow each other as an array.
struct Candidates {
  /// In the order of the text; only the largest and the last where there are very many, since each has to be validated.
  private(set) var all: [ReadingCandidate] = []

  private let bytes: [UInt8]
  private let ahead: Lookahead

  private static let largest = 12
  private static let last = 4

  init(_ finder: FragmentFinder, _ bytes: [UInt8]) {
    let fragments = finder.fragments
    self.bytes = bytes
    ahead = Lookahead(bytes, bytes.count)
    var run: [Fragment] = []
    for (index, fragment) in fragments.enumerated() {
      run.append(fragment)
      var next = ahead.solid(from: fragment.range.upperBound)
      if next < bytes.count, bytes[next] == UInt8(ascii: ",") { next = ahead.solid(from: next + 1) }
      if index + 1 < fragments.count, next == fragments[index + 1].range.lowerBound { continue }
      add(run, finder)
      run = []
    }
    guard all.count > Self.largest + Self.last else { return }
    let bound = all.map(\.length).sorted(by: >)[Self.largest - 1]
    let late = all.suffix(Self.last)
    all = Array(all.dropLast(Self.last).filter { $0.length >= bound }.suffix(Self.largest) + late)
  }

  private mutating func add(_ run: [Fragment], _ finder: FragmentFinder) {
    let surroundings = surroundings(of: run, finder)
    for fragment in run.suffix(Self.largest) {
      var log = found(fragment, in: surroundings, among: finder.fragments.count)
      log.append(fragment.log)
      noteClosers(behind: fragment, finder, &log)
      add(.init(fragment.value, log), fragment, fragment.range.count, isTruncated: fragment.isTruncated)
    }
    guard run.count > 1, let first = run.first, let last = run.last else { return }
    var log = found(
      first, in: first.surroundings, among: run.count == finder.fragments.count ? 1 : finder.fragments.count)
    log.note(.lines, at: .offset(first.range.lowerBound), count: run.count)
    for fragment in run { log.append(fragment.log) }
    noteClosers(behind: last, finder, &log)
    add(
      .init(.array(run.map(\.value)), log), first, last.range.upperBound - first.range.lowerBound,
      isTruncated: last.isTruncated, isJoined: true)
  }

  private mutating func add(
    _ candidate: ReadingCandidate, _ fragment: Fragment, _ length: Int, isTruncated: Bool, isJoined: Bool = false
  ) {
    var candidate = candidate
    (candidate.length, candidate.isTruncated, candidate.isJoined) = (length, isTruncated, isJoined)
    candidate.isFenced = fragment.surroundings == .fence
    all.append(candidate)
  }

  /// What the values stand in that follow each other; words behind them are prose, too.
  private func surroundings(of run: [Fragment], _ finder: FragmentFinder) -> Fragment.Surroundings {
    guard let last = run.last, run[0].surroundings == .nothing else { return run[0].surroundings }
    let end = finder.strayClosers[last.range.upperBound]?.last.map { $0 + 1 } ?? last.range.upperBound
    return ahead.solid(from: end) < bytes.count ? .prose : .nothing
  }

  /// The steps that say where a value stood.
  private func found(_ fragment: Fragment, in surroundings: Fragment.Surroundings, among count: Int) -> StepLog {
    var log = StepLog()
    if let step = surroundings.step { log.note(step, at: fragment.range.lowerBound) }
    if count > 1 { log.note(.choice, at: .offset(fragment.range.lowerBound), count: count) }
    return log
  }

  private func noteClosers(behind fragment: Fragment, _ finder: FragmentFinder, _ log: inout StepLog) {
    for closer in finder.strayClosers[fragment.range.upperBound, default: []] { log.note(.extraCloser, at: closer) }
  }
}
