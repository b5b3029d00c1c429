import LLMCore
import LLMTestKit

/// llmctl against `curl -sN`, on the same server in the same run.
struct Contest {
  let binary: String
  let home: String

  /// A chunk as OpenAI sends them, about 190 bytes.
  static let chunk = """
    {"id":"chatcmpl-9f8e7d6c5b4a","object":"chat.completion.chunk","created":1763688000,"model":"bench",\
    "choices":[{"index":0,"delta":{"content":" token"},"logprobs":null,"finish_reason":null}]}
    """
  static let finish = [
    #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
    #"{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":9,"total_tokens":18}}"#, "[DONE]",
  ]

  /// Time from the start of the process to its first byte of output, in turns so that all see the same machine.
  func firstByte(rounds: Int) throws {
    try withServer(.sse([Self.chunk] + Self.finish, done: false)) { ours, curl in
      let options = Child(
        arguments: [binary, "chat", "-q", "-m", "openai/bench", "hi"], environment: ours.environment)
      // Without a place for it, nothing is shared with other processes and no journal is written.
      let alone = Child(arguments: ours.arguments, environment: ours.environment + ["XDG_STATE_HOME=/proc/nowhere"])
      let children = [curl, ours, options, alone]
      var times = [[Duration]](repeating: [], count: children.count)
      var walls = times
      for round in 0..<rounds + 5 {
        for (index, child) in children.enumerated() {
          // The first rounds warm the page cache.
          let measure = try measure(child)
          guard let time = measure.firstByte, round >= 5 else { continue }
          times[index].append(time)
          walls[index].append(measure.wall)
        }
      }
      let medians = times.map(Self.median)
      print("time to first byte, median of \(rounds)")
      print("  curl -sN               \(Self.text(medians[0]))")
      for (name, mine) in [("llmctl chat hi        ", medians[1]), ("llmctl chat -q -m … hi", medians[2])] {
        let (ratio, difference) = (Self.ratio(mine, medians[0]), Self.text(mine - medians[0]))
        print("  \(name) \(Self.text(mine))   \(ratio)× curl, \(difference) behind it")
      }
      let (with, without) = (Self.median(walls[1]), Self.median(walls[3]))
      print("a whole call, median of \(rounds)")
      print("  with shared state and journal     \(Self.text(with))")
      print("  without                           \(Self.text(without)), \(Self.text(with - without)) less")
    }
  }

  /// A stream as fast as the server can send it.
  func flood(chunks: Int) throws {
    try withServer(.sseFlood(count: chunks, payload: Self.chunk, then: Self.finish)) { ours, curl in
      let (mine, theirs) = (try measure(ours), try measure(curl))
      guard mine.bytes == chunks * 6 else { throw BenchFailure("llmctl printed \(mine.bytes) bytes of \(chunks * 6)") }
      print("a flood of \(chunks) chunks, end to end")
      print("  curl -sN     \(Self.text(theirs.wall)) wall, \(Self.text(theirs.cpu)) CPU")
      print(
        "  llmctl chat  \(Self.text(mine.wall)) wall, \(Self.text(mine.cpu)) CPU, \(Self.rate(chunks, mine.cpu)) chunks per CPU second"
      )
    }
  }

  /// The largest resident set over a long stream.
  func memory(bytes: Int) throws {
    let count = bytes / (Self.chunk.utf8.count + 8)
    try withServer(.sseFlood(count: count, payload: Self.chunk, then: Self.finish)) { ours, curl in
      let (mine, theirs) = (try measure(ours), try measure(curl))
      guard mine.bytes == count * 6 else { throw BenchFailure("llmctl printed \(mine.bytes) bytes of \(count * 6)") }
      print("peak memory over a stream of \(bytes >> 20) MiB")
      print("  curl -sN     \(theirs.peakMemory >> 20) MiB, \(Self.text(theirs.wall)) wall")
      print("  llmctl chat  \(mine.peakMemory >> 20) MiB, \(Self.text(mine.wall)) wall")
    }
  }

  // MARK: Parts

  private func withServer(_ reply: [FaultStep], _ body: (Child, Child) throws -> Void) throws {
    let server = try FaultServer.start(replies: [reply])
    defer { server.stop() }
    let url = server.url.appending("/v1").text
    let ours = Child(
      arguments: [binary, "chat", "hi"],
      environment: [
        "HOME=\(home)", "OPENAI_BASE_URL=\(url)", "OPENAI_API_KEY=sk-bench-not-a-key", "LLMCTL_MODEL=openai/bench",
      ])
    let curl = Child(arguments: [
      "curl", "-sN", "-H", "content-type: application/json", "-d",
      #"{"model":"bench","messages":[{"role":"user","content":"hi"}],"stream":true}"#, url + "/chat/completions",
    ])
    try body(ours, curl)
  }

  private func measure(_ child: Child) throws -> Child.Measure {
    let measure = try child.run()
    guard measure.exitCode == 0 else {
      throw BenchFailure("\(child.arguments[0]) ended with exit status \(measure.exitCode)")
    }
    return measure
  }

  private static func median(_ times: [Duration]) -> Duration { times.sorted()[times.count / 2] }

  /// Milliseconds with two digits.
  static func text(_ duration: Duration) -> String {
    let hundredths = Int(duration / .microseconds(10))
    let sign = hundredths < 0 ? "-" : ""
    let digits = String(abs(hundredths) % 100)
    return "\(sign)\(abs(hundredths) / 100).\(digits.count < 2 ? "0" : "")\(digits) ms"
  }

  private static func ratio(_ left: Duration, _ right: Duration) -> String {
    let hundredths = Int(left / right * 100)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  static func rate(_ count: Int, _ time: Duration) -> String { "\(Int(Double(count) / (time / .seconds(1))))" }
}
