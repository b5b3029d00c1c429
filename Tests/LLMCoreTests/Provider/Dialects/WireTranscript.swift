import LLMCore
import LLMTestKit
import Testing

/// The body of a reply in a provider's own language, exactly as it stands on the wire, and the events that must come of it.
struct WireTranscript: Sendable, CustomTestStringConvertible {
  let name: String
  let profile: ServerProfile
  let body: String
  let events: [StreamEvent]

  var testDescription: String { name }

  /// The events, after their bytes were found to be the same events on the wire however they are cut. What comes behind that sees
  /// nothing of the cuts.
  func decodedEveryWay() throws -> [StreamEvent] {
    try Self.decodeEveryWay(body, Account.sample(profile: profile).provider.makeDecoder())
  }

  /// The same with a decoder of one's own.
  static func decodeEveryWay(_ body: String, _ decoder: any ReplyDecoder) throws -> [StreamEvent] {
    let framing = decoder.framing
    let wire = try everySplit(of: body) { try wireEvents($0, framing) }
    var decoder = decoder
    var events: [StreamEvent] = []
    for event in wire { decoder.decode(event) { events.append($0) } }
    return events
  }

  private static func wireEvents(_ pieces: [[UInt8]], _ framing: WireFraming) throws -> [WireEvent] {
    var wire: [WireEvent] = []
    switch framing {
    case .objects:
      var objects = ObjectDecoder()
      for piece in pieces { try objects.feed(piece) { wire.append($0) } }
      if let last = objects.finish() { wire.append(last) }
    case .events:
      var stream = SSEDecoder()
      for piece in pieces { try stream.feed(piece) { wire.append($0) } }
      if let last = stream.finish() { wire.append(last) }
    }
    return wire
  }

  /// Decodes a body that came whole.
  static func decode(whole body: String, _ profile: ServerProfile) throws -> [StreamEvent] {
    var decoder = try Account.sample(profile: profile).provider.makeDecoder()
    var events: [StreamEvent] = []
    try decoder.decodeWhole(Array(body.utf8)) { events.append($0) }
    return events
  }
}

extension StreamEvent {
  static func text(_ words: String) -> StreamEvent { .text(Array(words.utf8)) }
  static func reasoning(_ words: String) -> StreamEvent { .reasoning(Array(words.utf8)) }
  static func refusal(_ words: String) -> StreamEvent { .refusal(Array(words.utf8)) }

  /// The kind of failure that an event reports; nil for every other event.
  var failureCode: LLMError.Code? {
    guard case .failure(let error) = self else { return nil }
    return error.code
  }

  /// What a failure says.
  var failureMessage: String? {
    guard case .failure(let error) = self else { return nil }
    return error.message
  }
}
