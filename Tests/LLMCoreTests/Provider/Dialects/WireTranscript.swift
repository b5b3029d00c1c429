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

  /// The events, after they were found to be the same however the bytes are cut.
  func decodedEveryWay() throws -> [StreamEvent] {
    let provider = try Account.sample(profile: profile).provider
    return try everySplit(of: body) { try Self.decode($0, provider.makeDecoder()) }
  }

  /// Decodes a stream that comes in these pieces.
  static func decode(_ pieces: [[UInt8]], _ decoder: any ReplyDecoder) throws -> [StreamEvent] {
    var decoder = decoder
    var events: [StreamEvent] = []
    var wire: [WireEvent] = []
    if decoder.framing == .objects {
      var objects = ObjectDecoder()
      for piece in pieces { try objects.feed(piece) { wire.append($0) } }
      if let last = objects.finish() { wire.append(last) }
    } else {
      var stream = SSEDecoder()
      for piece in pieces { try stream.feed(piece) { wire.append($0) } }
      if let last = stream.finish() { wire.append(last) }
    }
    for event in wire { decoder.decode(event) { events.append($0) } }
    return events
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
