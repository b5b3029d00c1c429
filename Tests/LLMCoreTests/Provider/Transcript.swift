import LLMCore
import LLMTestKit
import Testing

/// The body of a reply, and what must come of it on the whole reading path, however the network cuts the bytes.
struct Transcript: Sendable, CustomTestStringConvertible {
  let name: String
  let body: [UInt8]
  let reading: Reading
  let profile: ServerProfile

  init(_ name: String, body: String, _ reading: Reading, profile: ServerProfile = .compatible) {
    self.init(name, bytes: Array(body.utf8), reading, profile: profile)
  }

  init(_ name: String, bytes: [UInt8], _ reading: Reading, profile: ServerProfile = .compatible) {
    (self.name, self.body, self.reading, self.profile) = (name, bytes, reading, profile)
  }

  /// A stream with these payloads, each an event.
  init(
    _ name: String, _ payloads: String..., done: Bool = true, profile: ServerProfile = .compatible,
    gives reading: Reading
  ) {
    let events = payloads + (done ? ["[DONE]"] : [])
    self.init(name, body: events.map { "data: \($0)\n\n" }.joined(), reading, profile: profile)
  }

  var testDescription: String { name }

  /// The reading of the body in one piece, after it was found to be the same for every cut.
  func readEveryWay() async throws -> Reading {
    let whole = try await read([body])
    var cuts = [("one byte at a time", body.map { [$0] })]
    for offset in body.indices { cuts.append(("cut at \(offset)", [Array(body[..<offset]), Array(body[offset...])])) }
    for (cut, pieces) in cuts {
      let reading = try await read(pieces)
      guard reading == whole else {
        throw SplitDifference(cut: cut, reading: String(reflecting: reading), whole: String(reflecting: whole))
      }
    }
    return whole
  }

  /// A cut of the bytes that changed what came of them.
  struct SplitDifference: Error {
    let cut: String
    let reading: String
    let whole: String
  }

  private func read(_ pieces: [[UInt8]]) async throws -> Reading {
    let account = try Account.sample(profile: profile)
    let console = RecordingConsole()
    let context = AppContext.sealed(
      console: console, time: ManualClock(), transport: ScriptedTransport([.answer(200, chunks: pieces)]),
      ledger: MemoryLedger(), interruption: QuietInterruption(), state: MemoryState(),
      processes: FewProcesses())
    let reporter = Reporter(console: console, verbosity: .quiet)
    let question = Question(
      command: "chat", provider: account.provider, account: account, limits: TimeLimits(),
      request: ChatRequest(model: "m", messages: [Message(.user, "hi")]), keptTextLimit: 1 << 20, route: .sample,
      askedAt: Timestamp(milliseconds: 0))
    return Reading(await RequestPipeline(context: context, reporter: reporter).run(question, sink: QuietSink()))
  }
}
