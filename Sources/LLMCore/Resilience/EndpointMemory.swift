/// What was learned about one model of one server: parameters it refuses, and whether it can stream.
package struct EndpointMemory: Sendable, Equatable {
  private static let failuresToGiveUpStreaming = 2
  private static let pauseOfStreaming = Duration.seconds(300)
  private static let mostRepairs = 8

  package var repairs: [ParameterRepair] = []
  /// Streams in a row that broke in the middle.
  package var brokenStreams = 0
  /// Until then answers are asked for as a whole.
  package var wholeUntil: Duration?
  package var touchedAt = Duration.zero

  package init() {}

  package mutating func learn(_ repair: ParameterRepair) {
    guard !repairs.contains(repair), repairs.count < Self.mostRepairs else { return }
    repairs.append(repair)
  }

  /// A stream came to its end, or broke.
  package mutating func noteStream(broke: Bool, at now: Duration) {
    touchedAt = now
    brokenStreams = broke ? brokenStreams + 1 : 0
    guard brokenStreams >= Self.failuresToGiveUpStreaming else { return }
    (brokenStreams, wholeUntil) = (0, now + Self.pauseOfStreaming)
  }

  /// Takes back what no working clock can have brought about.
  package mutating func clamp(at now: Duration) {
    wholeUntil = wholeUntil.map { min($0, now + Self.pauseOfStreaming) }
    touchedAt = min(touchedAt, now)
    brokenStreams = min(max(0, brokenStreams), Self.failuresToGiveUpStreaming)
  }

  /// Whether an answer may be streamed at this moment.
  package func streams(at now: Duration) -> Bool { wholeUntil.map { now >= $0 } ?? true }
}
