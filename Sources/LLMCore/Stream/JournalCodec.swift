/// Writes the events of an answer as records and reads them back: a byte for the kind, four for the length of what follows,
/// the lowest first, then UTF-8 text or JSON. A record that was cut by a crash is left out.
package enum JournalRecord: Sendable, Equatable {
  /// Which call of the ledger it is, and the bytes of its request as a hash.
  case call(String)
  case event(StreamEvent)
  /// The answer is over: as its reader is to take it, nil where it is complete.
  case end(LLMError?)

  private enum Kind: UInt8 {
    case call = 1
    case text, reasoning, refusal, toolCall, usage, identity, finish, end
  }

  // MARK: Writing

  /// The bytes of the record; none for events that concern only whoever made the call.
  package var bytes: [UInt8] {
    switch self {
    case .call(let id): Self.record(.call, Array(id.utf8))
    case .event(.text(let bytes)): Self.record(.text, bytes)
    case .event(.reasoning(let bytes)): Self.record(.reasoning, bytes)
    case .event(.refusal(let bytes)): Self.record(.refusal, bytes)
    case .event(.toolCall(let index, let id, let name, let arguments)):
      Self.record(
        .toolCall,
        [
          JSONMember("index", .integer(index)), JSONMember("id", .optional(id)), JSONMember("name", .optional(name)),
          JSONMember("arguments", .string(arguments)),
        ])
    case .event(.usage(let usage)): Self.record(.usage, usage.json.members ?? [])
    case .event(.identity(let id, let model)):
      Self.record(.identity, [JSONMember("id", .optional(id)), JSONMember("model", .optional(model))])
    case .event(.finish(let finish)): Self.record(.finish, Array(finish.name.utf8))
    case .event(.terms), .event(.failure), .event(.notice), .event(.warning): []
    case .end(let error): Self.record(.end, error.map(Self.members) ?? [])
    }
  }

  private static func record(_ kind: Kind, _ members: [JSONMember]) -> [UInt8] {
    record(kind, JSONWriter.bytes(of: .object(members)))
  }

  private static func record(_ kind: Kind, _ payload: [UInt8]) -> [UInt8] {
    let length = UInt32(clamping: payload.count)
    return [kind.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * UInt32($0))) } + payload
  }

  private static func members(of error: LLMError) -> [JSONMember] {
    [
      JSONMember("code", .string(error.code.name)), JSONMember("message", .string(error.message)),
      JSONMember("advice", .optional(error.advice)), JSONMember("request_id", .optional(error.requestID)),
      JSONMember("status", .optional(error.status)),
    ]
  }

  // MARK: Reading

  /// Takes the complete records off the front of `bytes`. What is no record of ours ends the reading.
  package static func take(from bytes: inout [UInt8]) -> [JournalRecord] {
    var records: [JournalRecord] = []
    var start = 0
    while bytes.count - start >= 5 {
      let length = (0..<4).reduce(0) { $0 | Int(bytes[start + 1 + $1]) << (8 * $1) }
      guard bytes.count - start - 5 >= length else { break }
      let payload = Array(bytes[start + 5..<start + 5 + length])
      if let kind = Kind(rawValue: bytes[start]), let record = record(of: kind, payload) { records.append(record) }
      start += 5 + length
    }
    bytes.removeFirst(start)
    return records
  }

  private static func record(of kind: Kind, _ payload: [UInt8]) -> JournalRecord? {
    switch kind {
    case .call: return .call(String(decoding: payload, as: UTF8.self))
    case .text: return .event(.text(payload))
    case .reasoning: return .event(.reasoning(payload))
    case .refusal: return .event(.refusal(payload))
    case .finish: return .event(.finish(Finish(name: String(decoding: payload, as: UTF8.self))))
    case .toolCall, .usage, .identity, .end: break
    }
    guard let value = try? JSONReader.parse(payload) else { return nil }
    switch kind {
    case .toolCall:
      return .event(
        .toolCall(
          index: max(0, min(1000, value["index"]?.integer ?? 0)), id: value["id"]?.text, name: value["name"]?.text,
          arguments: value["arguments"]?.text ?? ""))
    case .usage: return .event(.usage(Usage(value)))
    case .identity: return .event(.identity(id: value["id"]?.text, model: value["model"]?.text))
    default: return .end(error(value))
    }
  }

  private static func error(_ value: JSONValue) -> LLMError? {
    guard let name = value["code"]?.text else { return nil }
    return LLMError(
      LLMError.Code.named(name), value["message"]?.text ?? "the call failed", advice: value["advice"]?.text,
      requestID: value["request_id"]?.text, status: value["status"]?.integer)
  }
}
