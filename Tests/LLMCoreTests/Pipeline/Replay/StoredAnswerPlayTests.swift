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

  @Test func `calls without an answer`() async throws {
    let scene = ReplayScene(.sse([Payload.text("x"), Payload.stop]))
    try await scene.ask("what?") { $0.isLogged = false }
    await #expect(throws: LLMError.self) { try await Self.play(scene) }
  }
}
