/// Reads the answer that another process gets to the same question, as it comes.
struct FlightFollower: Sendable {
  /// How it ended.
  enum Ending: Sendable {
    case answered(Answer)
    /// Its maker died or was stopped; this is what had come.
    case abandoned(Answer)
  }

  /// Between two looks. Whoever reads along is to be at most 20 ms behind.
  private static let interval = Duration.milliseconds(4)
  /// How many looks without anything new until it is asked whether anybody still writes.
  private static let patience = 10

  let journal: any JournalReader
  let context: AppContext
  let sink: any AnswerSink
  let startedAt: Duration
  let keptTextLimit: Int

  /// Reads to the end. Throws `ConsoleError`, `JournalError` and `CancellationError`.
  func run() async throws -> Ending {
    var collector = AnswerCollector(keptTextLimit: keptTextLimit)
    var pending: [UInt8] = []
    var timeToFirstToken: Duration?
    var leader: CallID?
    var idleLooks = 0
    while true {
      var piece = try journal.next()
      if piece.isEmpty, idleLooks >= Self.patience, journal.isAbandoned {
        // The last words may have come between the two looks.
        piece = try journal.next()
        if piece.isEmpty {
          return .abandoned(Self.answer(collector, leader, timeToFirstToken))
        }
      }
      guard !piece.isEmpty else {
        idleLooks += 1
        try await context.time.sleep(until: context.time.monotonic() + Self.interval)
        continue
      }
      idleLooks = 0
      pending += piece
      for record in JournalRecord.take(from: &pending) {
        switch record {
        case .call(let id): leader = CallID(id)
        case .event(let event):
          if collector.add(event), timeToFirstToken == nil { timeToFirstToken = context.time.monotonic() - startedAt }
          try sink.receive(event)
        case .end(let error):
          try sink.flush()
          var answer = Self.answer(collector, leader, timeToFirstToken)
          answer.error = error
          return .answered(answer)
        }
      }
      try sink.flush()
    }
  }

  /// The answer, without usage: it is the other call that is paid.
  private static func answer(_ collector: AnswerCollector, _ leader: CallID?, _ first: Duration?) -> Answer {
    var answer = collector.answer
    answer.usage = Usage()
    answer.sharedWith = leader
    answer.timeToFirstToken = first
    return answer
  }
}
