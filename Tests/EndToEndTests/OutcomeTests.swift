import Glibc
import LLMCore
import LLMTestKit
import Testing

/// Answers that are not complete: what came is kept, and the exit code says why there is no more.
@Suite(.fewAtOnce) struct PartialAnswerTests {
  @Test(arguments: [FaultStep.close, .reset])
  func `an answer that is cut is kept`(ending: FaultStep) async throws {
    let stage = try Stage(replies: .truncatedChunk(after: [Payload.text("half of")], ending: ending))
    let result = try await stage.run(["chat", "hi"])
    expectFailure(result, 4, saying: "cut after 7 bytes", output: "half of")
  }

  @Test func `a stream that just ends is incomplete`() async throws {
    let stage = try Stage(replies: .sse([Payload.text("half of")], done: false))
    expectFailure(try await stage.run(["chat", "hi"]), 4, saying: "incomplete", output: "half of")
  }

  @Test func `[DONE] without a reason to finish is incomplete`() async throws {
    let stage = try Stage(replies: .sse([Payload.text("half of")]))
    expectFailure(try await stage.run(["chat", "hi"]), 4, saying: "without a reason to finish", output: "half of")
  }

  @Test func `a server known to leave the reason out is believed`() async throws {
    let stage = try Stage(replies: .sse([Payload.text("whole")]))
    try stage.configure(
      "providers:\n  light:\n    base_url: \(stage.server.url.text)/v1\n    omits_finish_reason: true\n")
    expectAnswer(try await stage.run(["chat", "-m", "light/x", "hi"]), "whole")
  }

  @Test func `a reason to finish without [DONE] is a complete answer`() async throws {
    let stage = try Stage(replies: .sse([Payload.text("whole"), Payload.finish()], done: false))
    expectAnswer(try await stage.run(["chat", "hi"]), "whole")
  }

  @Test func `the token limit is said, with the way to raise it`() async throws {
    let stage = try Stage(replies: .answer("half of", finish: "length"))
    expectFailure(
      try await stage.run(["chat", "hi"]), 4, saying: "token limit", "-o max_tokens=N", output: "half of")
  }

  @Test(arguments: [
    #"{"error":{"message":"engine\nfell over","code":500}}"#, #"{"error":"engine fell over"}"#,
  ])
  func `an error in the middle keeps the text`(error: String) async throws {
    let stage = try Stage(replies: .sse([Payload.text("half of"), error]))
    expectFailure(
      try await stage.run(["chat", "hi"]), 4, saying: "engine fell over", "cut after 7 bytes", output: "half of")
  }

  @Test func `an error before the first word is just that error`() async throws {
    let stage = try Stage(replies: .sse([#"{"error":{"message":"slow down","code":429}}"#]))
    expectFailure(try await stage.run(["chat", "hi"]), 75, saying: "slow down")
  }

  @Test func `a refusal has a code of its own and its words are told`() async throws {
    let stage = try Stage(replies: .sse([Payload.refusal("I cannot"), Payload.refusal(" help."), Payload.finish()]))
    expectFailure(try await stage.run(["chat", "hi"]), 5, saying: "the model refused", "I cannot help.")
  }

  @Test func `a content filter behind the model keeps the text`() async throws {
    let stage = try Stage(replies: .answer("some", finish: "content_filter"))
    expectFailure(try await stage.run(["chat", "hi"]), 5, saying: "content filter", output: "some")
  }

  @Test func `a content filter before the model`() async throws {
    let stage = try Stage(replies: .json(400, #"{"error":{"code":"content_filter","message":"no such things"}}"#))
    expectFailure(try await stage.run(["chat", "hi"]), 5, saying: "no such things")
  }

  @Test func `an answer without a word is a failure`() async throws {
    let stage = try Stage(replies: .sse([Payload.finish()]))
    expectFailure(try await stage.run(["chat", "hi"]), 65, saying: "without a word")
  }
}
