// Feeds bytes to the decoder of each dialect, as events of a stream and as a whole answer: the first byte names the dialect, the
// second one the status of an error. Nothing may trap, an answer ends once, nothing of it may follow its end, and calls are
// numbered without gaps.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzDialects(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard input.count > 2, let url = Endpoint("https://api.test/v1") else { return 0 }
  let profiles: [ServerProfile] = [.responses, .anthropic, .gemini, .ollama]
  let account = Account(
    name: "work", profile: profiles[Int(input[0]) % profiles.count], baseURL: url, key: nil, keyOrigin: nil,
    userAgent: "llmctl/test")
  let bytes = Array(input.dropFirst(2))
  let provider = account.provider

  var request = ChatRequest(model: "m", messages: [])
  request.runsInBackground = true
  var decoder = provider.makeDecoder(for: request)
  var story = Story()
  for line in bytes.split(separator: 0x0A) { decoder.decode(WireEvent(data: Array(line))) { story.add($0) } }
  precondition(story.hasEnded == decoder.hasFinished, "the end was not told")

  var whole = provider.makeDecoder()
  var wholeStory = Story()
  try? whole.decodeWhole(bytes) { wholeStory.add($0) }

  let now = Timestamp(milliseconds: 0)
  _ = provider.failure(status: 400 + Int(input[1]), headers: [], body: bytes, now: now)
  for model in (try? RemoteModels(bytes))?.models ?? [] { precondition(!model.id.isEmpty, "a model without a name") }
  return 0
}

/// The events of one answer, in order.
private struct Story {
  private(set) var hasEnded = false
  private var calls = 0

  mutating func add(_ event: StreamEvent) {
    switch event {
    case .finish, .failure:
      precondition(!hasEnded, "an answer ended twice")
      hasEnded = true
    case .text, .reasoning, .refusal: precondition(!hasEnded, "content behind the end")
    case .toolCall(let index, _, _, _):
      precondition(!hasEnded, "a call behind the end")
      precondition(index >= 0 && index <= calls, "a gap between calls")
      calls = max(calls, index + 1)
    case .usage, .terms, .identity, .notice, .warning: break
    }
  }
}
