/// Says what came of a run with a cassette.
struct CassetteReport {
  let reporter: Reporter
  /// The cassette's file as it was typed.
  let path: String
  let calls: [CassetteCall]

  /// Calls that are named where several were not played.
  private static let shown = 8

  /// What is wrong, for the program that asked.
  static func sentence(_ miss: CassetteMiss) -> String {
    let way = [miss.request.method, miss.request.route, miss.request.path].filter { !$0.isEmpty }.joined(separator: " ")
    switch miss.reason {
    case .unknown: return "nothing recorded answers \(way)"
    case .exhausted(times: 0): return "nothing is recorded, so nothing answers \(way)"
    case .exhausted(times: let times):
      return "\(way) came once more than it was recorded (\(times) \(times == 1 ? "time" : "times"))"
    }
  }

  /// Says that a request could not be answered, and what is most like it.
  func tell(_ miss: CassetteMiss) {
    let lines = miss.differences.first.map(\.line)
    let more = miss.differences.more
    let all = lines + (more > 0 ? ["and \(more) more"] : [])
    var error = LLMError(.unrecorded, Self.sentence(miss))
    if let nearest = miss.nearest {
      error.advice = "The nearest is \(place(of: nearest))"
      if reporter.usesJSON, !all.isEmpty { error.message += "; " + all.joined(separator: "; ") }
    }
    reporter.error(error)
    if !reporter.usesJSON { for line in all { reporter.line("  " + line) } }
  }

  /// Says which calls were not played.
  func tell(unplayed: [Int], isFailure: Bool) {
    let places = unplayed.prefix(Self.shown).map { "\($0 + 1)" }.joined(separator: ", ")
    let more = unplayed.count > Self.shown ? ", …" : ""
    let sentence = "\(unplayed.count) of \(calls.count) recorded calls were not played (\(places)\(more))"
    if isFailure { reporter.error(LLMError(.unrecorded, sentence)) } else { reporter.notice(sentence) }
  }

  private func place(of number: Int) -> String {
    let line = calls[number].line.map { " (\(path):\($0))" } ?? ""
    return "call \(number + 1) of \(calls.count)\(line)"
  }
}
