import LLMCore
import LLMTestKit
import Testing

/// A recorded answer comes again as it came.
@Suite struct StoredAnswerPlayTests {
  private static func play(
    _ scene: ReplayScene, _ change: (inout StoredAnswerPlay.Invocation) -> Void = { _ in }
  ) async throws -> ExitCode {
    var invocation = StoredAnswerPlay.Invocation(reference: "last")
    change(&invocation)
    return try await StoredAnswerPlay(context: scene.chat.stage.context, reporter: scene.chat.stage.reporter)
      .run(invocation)
  }

  @Test func `the same text, exit code and pace, and nothing is sent`() async throws {
    let clock = ManualClock(monotonic: .seconds(100), windsItself: true, longestWinding: .seconds(60))
    let events = [Payload.text("one "), Payload.text("two"), Payload.length].map { Chunk.event($0) }
    var scene = ReplayScene(
      .answer(
        status: 200, headers: [],
        body: [
          .action { clock.advance(by: .seconds(1)) }, .bytes(events[0]), .action { clock.advance(by: .seconds(4)) },
          .bytes(events[1]), .bytes(events[2]),
        ]))
    scene.chat.stage.clock = clock
    try await scene.ask("what?")
    let (first, calls) = (scene.chat.output, scene.records.count)
    let start = clock.monotonic()
    #expect(try await Self.play(scene) == .partial)
    #expect(scene.chat.output == first + "one two")
    #expect(clock.monotonic() - start >= .seconds(5))
    #expect(clock.monotonic() - start < .seconds(6))
    #expect(scene.records.count == calls)
    #expect(scene.bodies.count == 1)
    let middle = clock.monotonic()
    _ = try await Self.play(scene) { $0.speed = nil }
    #expect(clock.monotonic() - middle < .seconds(1))
  }

  @Test func `a stream that broke breaks again`() async throws {
    let scene = ReplayScene(
      .answer(
        status: 200, headers: [],
        body: [.bytes(Chunk.event(Payload.text("half"))), .failure(TransportError(.reset, "gone"))]))
    try await scene.ask("what?")
    #expect(try await Self.play(scene) { $0.speed = nil } == .partial)
    #expect(scene.chat.output == "halfhalf")
  }

  @Test func `an error is one again`() async throws {
    let scene = ReplayScene(.json(401, #"{"error":{"message":"bad key"}}"#, headers: []))
    try await scene.ask("what?")
    #expect(try await Self.play(scene) == .noPermission)
    #expect(scene.chat.notes.last?.contains("bad key") == true)
  }

  @Test func `what was withheld is told by its text`() async throws {
    let secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
    let scene = ReplayScene(.sse([Payload.text("it is \(secret)"), Payload.stop]))
    try await scene.ask("repeat \(secret)")
    #expect(try await Self.play(scene) == .complete)
    #expect(scene.chat.output.hasSuffix("it is [[SECRET github-token 1]]"))
  }

  @Test func `an answer that did not fit ends as it did`() async throws {
    let scene = ReplayScene(.sse([Payload.text(#"{"n": "x"}"#), Payload.stop]))
    try await scene.ask("what?") { ($0.schema, $0.reasks) = ("n int", 0) }
    #expect(try await Self.play(scene) { $0.speed = nil } == .dataError)
    #expect(try await Self.play(scene) { ($0.speed, $0.attempt) = (nil, 1) } == .complete)
  }

  @Test func `a partial answer that was withheld is partial`() async throws {
    let secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
    let scene = ReplayScene(.sse([Payload.text("it is \(secret)"), Payload.length]))
    try await scene.ask("repeat \(secret)")
    #expect(try await Self.play(scene) == .partial)
  }

  @Test func `an answer that was gone on with is played in one piece`() async throws {
    var patient = ReplayScene(Self.broken, .sse([Payload.text("and more"), Payload.stop]))
    patient.chat.stage.environment["LLMCTL_MAX_WAIT"] = "60"
    patient.chat.stage.clock = ManualClock(monotonic: .seconds(100), windsItself: true, longestWinding: .seconds(5))
    try await patient.ask("what?")
    try #require(patient.records.last?.attempts.map(\.sequel) == [.continuation])
    let first = patient.chat.output
    #expect(try await Self.play(patient) { $0.speed = nil } == .complete)
    #expect(patient.chat.output == first + first)
  }

  private static let broken = ScriptedTransport.Reply.answer(
    status: 200, headers: [],
    body: [.bytes(Chunk.event(Payload.text("half "))), .failure(TransportError(.reset, "gone"))])

  @Test func `what is longer than is kept ends as it did`() async throws {
    let comment = [UInt8](":".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) + [0x0A, 0x0A]
    let events = [Payload.text("all of it"), Payload.stop].map { ScriptedTransport.Piece.bytes(Chunk.event($0)) }
    let scene = ReplayScene(
      .answer(
        status: 200, headers: [],
        body: [events[0]] + Array(repeating: ScriptedTransport.Piece.bytes(comment), count: 16) + [events[1]]))
    try await scene.ask("what?")
    try #require(scene.records.last?.outcome?.exchange?.isCut == true)
    #expect(try await Self.play(scene) { $0.speed = nil } == .complete)
    #expect(scene.chat.notes.contains { $0.contains("more came than was kept") })
    #expect(!scene.chat.notes.contains { $0.contains("broke") })
  }

  @Test func `calls without an answer`() async throws {
    let scene = ReplayScene(.sse([Payload.text("x"), Payload.stop]))
    try await scene.ask("what?") { $0.isLogged = false }
    await #expect(throws: LLMError.self) { try await Self.play(scene) }
  }
}
