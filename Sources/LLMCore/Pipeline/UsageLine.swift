/// The line `--usage` prints: tokens, time and speed, as far as they are known.
struct UsageLine {
  let text: String

  init(_ answer: Answer) {
    let usage = answer.usage.adding(answer.earlierUsage)
    var parts = [
      Self.tokens(usage.input, "in", [(usage.cacheRead, "cached"), (usage.cacheWriteShort, "written to cache")]),
      Self.tokens(usage.output, "out", [(usage.reasoningOutput, "reasoning")]),
    ]
    if let price = AnswerPrice(answer), price.total > .zero { parts.append(price.total.shown) }
    parts.append(Self.seconds(answer.totalTime))
    if let first = answer.timeToFirstToken {
      parts.append("first token after \(Self.seconds(first))")
      let generating = (answer.totalTime - first).milliseconds
      if let output = usage.output, output > 1, generating > 0 {
        parts.append("\(output * 1000 / generating) tokens/s")
      }
    }
    text = "usage: " + parts.joined(separator: ", ")
  }

  private static func tokens(_ count: Int?, _ direction: String, _ buckets: [(Int?, String)]) -> String {
    guard let count else { return "unknown \(direction)" }
    let details = buckets.compactMap { bucket in bucket.0.flatMap { $0 > 0 ? "\($0) \(bucket.1)" : nil } }
    return "\(count) \(direction)" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
  }

  private static func seconds(_ duration: Duration) -> String {
    let hundredths = duration.milliseconds / 10
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  }
}
