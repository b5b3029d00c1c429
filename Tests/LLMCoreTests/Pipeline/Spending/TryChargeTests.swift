import LLMCore
import LLMTestKit
import Testing

/// What is written down of a call's cost, for every way it can end.
@Suite struct TryChargeTests {
  private static let usage = #"{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":20}}"#

  private static func scene(_ replies: ScriptedTransport.Reply..., more: String = "") -> ChatScene {
    var scene = ChatScene(replies)
    scene.stage.clock = ManualClock(windsItself: true, longestWinding: .seconds(60))
    scene.stage.environment["LLMCTL_MAX_WAIT"] = "60"
    scene.configure(
      """
      providers:
        work: {base_url: 'https://api.test/v1', models: [m1]}
      prices:
        work/m1: {input: 1000, output: 10000}
      continuation: off
      \(more)
      """)
    scene.invocation.options = ["max_tokens=100"]
    return scene
  }

  @Test func `a stream that breaks off is estimated and says so`() async throws {
    let scene = Self.scene(
      .sse([Payload.text("one two three four")], done: false, then: [.failure(TransportError(.reset, "gone"))]))
    _ = try await scene.run()
    let charge = try #require(scene.stage.outcome?.charge)
    #expect(charge.basis == .estimated)
    #expect(charge.usage.output == 5)
    #expect(charge.amount > .zero)
    #expect(scene.stage.outcome?.usage == Usage())
  }

  @Test func `an answer whose tokens nobody told is estimated`() async throws {
    let scene = Self.scene(.sse([Payload.text("one two three four"), Payload.stop]))
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.outcome?.charge?.basis == .estimated)
  }

  @Test func `a refused request costs nothing`() async throws {
    let scene = Self.scene(.json(400, #"{"error":{"message":"bad"}}"#))
    _ = try await scene.run()
    #expect(scene.stage.outcome?.charge == Charge(.free))
  }

  @Test func `a retry is a try of its own, and the first was not charged`() async throws {
    let scene = Self.scene(
      .json(503, #"{"error":{"message":"busy"}}"#), .sse([Payload.text("yes"), Payload.stop, Self.usage]))
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.attempts.map(\.charge?.basis) == [.free])
    #expect(scene.stage.outcome?.charge?.amount == Money(decimal: "0.21"))
  }

  @Test func `a try that got lost may have been charged up to its worst case`() async throws {
    let scene = Self.scene(
      .failure(TransportError(.reset, "reset after the request")),
      .sse([Payload.text("yes"), Payload.stop, Self.usage]))
    #expect(try await scene.run() == .complete)
    let first = try #require(scene.stage.attempts.first?.charge)
    guard scene.stage.attempts.first?.mayHaveBeenCharged == true else {
      #expect(first == Charge(.free))
      return
    }
    #expect(first.basis == .possible)
    #expect(first.amount > Money(usd: "1") ?? .zero)
  }

  @Test func `what this machine answers is free, unless it was given a price`() async throws {
    var scene = Self.scene(.sse([Payload.text("yes"), Payload.stop, Self.usage]))
    scene.configure("providers:\n  here: {base_url: 'http://127.0.0.1:9/v1', models: [m]}\n")
    scene.invocation.model = "here/m"
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.outcome?.charge?.basis == .free)
    #expect(scene.stage.outcome?.charge?.usage.input == 10)
    var priced = Self.scene(.sse([Payload.text("yes"), Payload.stop, Self.usage]))
    priced.configure(
      """
      providers:
        here: {base_url: 'http://127.0.0.1:9/v1', models: [m]}
      prices:
        here/m: {input: 1, output: 2}
      """)
    priced.invocation.model = "here/m"
    #expect(try await priced.run() == .complete)
    #expect(priced.stage.outcome?.charge?.amount == Money(decimal: "0.00005"))
  }

  @Test func `an unknown model is unpriced, and never nothing`() async throws {
    var scene = Self.scene(.sse([Payload.text("yes"), Payload.stop, Self.usage]))
    scene.invocation.model = "work/unheard-of"
    #expect(try await scene.run() == .complete)
    #expect(scene.stage.outcome?.charge == Charge(.unpriced, usage: Usage(uncachedInput: 10, textOutput: 20)))
  }
}
