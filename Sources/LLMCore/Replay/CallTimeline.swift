/// When what happened in a call: waits, tries, and the pieces of each reply.
package struct CallTimeline {
  package let text: String

  /// So many pieces of a reply are told one by one; of more, those around the longest pauses.
  private static let mostPieces = 40

  package init(_ call: CallRecord, _ recording: CallRecording) {
    var lines = ["\(call.id.text)  \(call.startedAt.rfc3339)  \(call.intent.provider)/\(call.intent.modelAsked)"]
    if recording.exchanges.isEmpty { lines.append(Self.reason(call)) }
    for (number, exchange) in recording.exchanges.sorted(by: { $0.key < $1.key }) {
      lines += Self.lines(of: exchange, number)
      if let attempt = call.attempts.first(where: { $0.number == number }) {
        lines.append("            \(attempt.errorCode), then \(attempt.sequel.rawValue)")
      }
    }
    if case .closed(let outcome) = call.state {
      let error = outcome.errorCode.map { " (\($0))" } ?? ""
      lines.append(
        "\(Self.moment(outcome.totalTime * 1000))  \(outcome.verdict.rawValue)\(error), \(outcome.answerBytes) bytes of text"
      )
      if outcome.waited > 0 { lines.append("            \(outcome.waited) ms of it waited") }
    }
    text = lines.map { SafeText.line($0).text + "\n" }.joined()
  }

  /// Why no try is known.
  package static func reason(_ call: CallRecord) -> String {
    let killed = "The call was killed; what was sent and what came back is not known"
    guard case .closed(let outcome) = call.state else {
      return call.state == .running ? "The call is still at work" : killed
    }
    if outcome.isFromCache { return "The response cache had the answer" }
    if let other = outcome.sharedWith { return "The answer is that of call \(other)" }
    // Its answer was found on the disk afterwards.
    if outcome.answerBytes > 0 { return killed }
    return "The call was refused or failed before it was sent"
  }

  private static func lines(of exchange: RecordedExchange, _ number: Int) -> [String] {
    let start = exchange.sentAfter * 1000
    var lines = [
      "\(moment(start))  try \(number): \(exchange.method) \(exchange.url), \(exchange.requestBody.count) bytes"
    ]
    if let status = exchange.status { lines.append("            HTTP \(status)") }
    if exchange.isWithheld {
      lines.append("            the reply was not kept, because it told a secret of the prompt")
    }
    lines += pieces(of: exchange, start)
    if exchange.isCut { lines.append("            more came than was kept") }
    if let breakage = exchange.breakage { lines.append("            broke: \(breakage)") }
    return lines
  }

  private static func pieces(of exchange: RecordedExchange, _ start: Int) -> [String] {
    let pieces = exchange.pieces
    var shown = Set(pieces.indices)
    if pieces.count > mostPieces {
      let byPause = pieces.indices.sorted { pause(before: $0, pieces) > pause(before: $1, pieces) }
      shown = Set(byPause.prefix(mostPieces - 2)).union([0, pieces.count - 1])
    }
    var lines: [String] = []
    var left = 0
    for index in pieces.indices {
      guard shown.contains(index) else {
        left += 1
        continue
      }
      if left > 0 { lines.append("            … \(left) more") }
      left = 0
      let size = pieces[index].end - (index > 0 ? pieces[index - 1].end : 0)
      let pause = "\(pause(before: index, pieces) / 1000) ms after " + (index > 0 ? "the one before" : "it was sent")
      lines.append("\(moment(start + pieces[index].offset))  chunk \(index + 1): \(size) bytes, \(pause)")
    }
    return lines
  }

  private static func pause(before index: Int, _ pieces: [RecordedExchange.Piece]) -> Int {
    pieces[index].offset - (index > 0 ? pieces[index - 1].offset : 0)
  }

  /// Seconds with three places, right-aligned in ten columns.
  private static func moment(_ microseconds: Int) -> String {
    let milliseconds = microseconds / 1000
    let places = String(milliseconds % 1000)
    let text = "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - places.count))\(places)"
    return String(repeating: " ", count: max(0, 10 - text.count)) + text
  }
}
