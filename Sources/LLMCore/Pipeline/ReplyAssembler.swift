/// Makes of the events on the wire those of an answer: decodes them, puts characters together that were cut, and takes reasoning out
/// of the text.
///
/// It outlives a connection. Where an answer is picked up after its connection broke, it goes on as if nothing had been.
struct ReplyAssembler: Sendable {
  private(set) var decoder: any ReplyDecoder
  private var textJoiner = TextJoiner()
  private var reasoningJoiner = TextJoiner()
  private var refusalJoiner = TextJoiner()
  private var thinkTags = ThinkTagSplitter()
  private var sawContent = false
  private var toldOfReplacements = false
  private(set) var sawUsage = false

  init(_ decoder: any ReplyDecoder) { self.decoder = decoder }

  mutating func decode(_ event: WireEvent, _ emit: (StreamEvent) throws -> Void) throws {
    var decoded: [StreamEvent] = []
    decoder.decode(event) { decoded.append($0) }
    for event in decoded { try pass(event, emit) }
  }

  /// Takes a body that came instead of a stream. Throws `JSONError` where it is none, and what `emit` throws.
  mutating func decodeWhole(_ body: [UInt8], _ emit: (StreamEvent) throws -> Void) throws {
    var decoded: [StreamEvent] = []
    try decoder.decodeWhole(body) { decoded.append($0) }
    for event in decoded { try pass(event, emit) }
  }

  /// Lets go of the bytes that were held back for a rest that will not come.
  mutating func finishText(_ emit: (StreamEvent) throws -> Void) throws {
    try passIfAny(reasoningJoiner.finish(), emit) { .reasoning($0) }
    for piece in thinkTags.split(textJoiner.finish()) { try pass(piece, emit) }
    for piece in thinkTags.finish() { try pass(piece, emit) }
    try passIfAny(refusalJoiner.finish(), emit) { .refusal($0) }
    if textJoiner.replacements > 0, !toldOfReplacements {
      toldOfReplacements = true
      try emit(.warning("the answer had \(textJoiner.replacements) invalid UTF-8 sequence(s), shown as U+FFFD"))
    }
  }

  /// Whether content came since this was asked last.
  mutating func takeContent() -> Bool {
    defer { sawContent = false }
    return sawContent
  }

  /// Mends an event's text and hands it on.
  private mutating func pass(_ event: StreamEvent, _ emit: (StreamEvent) throws -> Void) throws {
    switch event {
    case .text(let bytes):
      for piece in thinkTags.split(textJoiner.join(bytes)) { try pass(piece, emit) }
    case .reasoning(let bytes):
      try passIfAny(reasoningJoiner.join(bytes), emit) { .reasoning($0) }
    case .refusal(let bytes):
      try passIfAny(refusalJoiner.join(bytes), emit) { .refusal($0) }
    case .finish, .failure:
      try finishText(emit)
      try emit(event)
    case .usage:
      sawUsage = true
      try emit(event)
    case .toolCall:
      sawContent = true
      try emit(event)
    case .terms, .identity, .notice, .warning:
      try emit(event)
    }
  }

  private mutating func pass(_ piece: ThinkTagSplitter.Piece, _ emit: (StreamEvent) throws -> Void) throws {
    switch piece {
    case .answer(let bytes): try passIfAny(bytes, emit) { .text($0) }
    case .reasoning(let bytes): try passIfAny(bytes, emit) { .reasoning($0) }
    }
  }

  private mutating func passIfAny(
    _ bytes: [UInt8], _ emit: (StreamEvent) throws -> Void, _ event: ([UInt8]) -> StreamEvent
  ) throws {
    guard !bytes.isEmpty else { return }
    sawContent = true
    try emit(event(bytes))
  }
}
