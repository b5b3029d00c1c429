import LLMCore

/// Characters cut across deltas, and bytes that are none: A9, A12 and A22.
extension Transcript {
  static let characters: [Transcript] = [
    Transcript(
      "A9 surrogate halves in two deltas", chunk(#""content":"x\ud83d""#), chunk(#""content":"\ude00y""#), end(),
      gives: Reading(text: "x😀y")),
    Transcript(
      "A9 surrogate halves of the reasoning", chunk(#""reasoning":"x\ud83d""#), chunk(#""reasoning":"\ude00y""#),
      chunk(#""content":"a""#), end(), gives: Reading(text: "a", reasoning: "x😀y")),
    Transcript(
      "A9 surrogate halves of the refusal", chunk(#""refusal":"x\ud83d""#), chunk(#""refusal":"\ude00y""#), end(),
      gives: Reading(refusal: "x😀y", finish: .refusal, error: .refusal)),
    Transcript(
      "A9 bytes of a character in two deltas",
      bytes: data(#"{"choices":[{"delta":{"content":"x"#, [0xF0, 0x9F], #""}}]}"#)
        + data(#"{"choices":[{"delta":{"content":""#, [0x98, 0x80], #"y"}}]}"#) + data(end(), [], ""),
      Reading(text: "x😀y")),
    Transcript(
      "A9 a half without its partner", chunk(#""content":"x\ud83d""#), chunk(#""content":"y""#), end(),
      gives: Reading(text: "x\u{FFFD}y")),
    Transcript(
      "A9 a half at the end", chunk(#""content":"x\ud83d""#), end(), gives: Reading(text: "x\u{FFFD}")),
    Transcript(
      "A9 a half between reasoning and answer", chunk(#""reasoning":"\ud83d""#), chunk(#""content":"\ude00""#), end(),
      gives: Reading(text: "\u{FFFD}", reasoning: "\u{FFFD}")),
    Transcript(
      "A12 separators of Unicode", chunk("\"content\":\"a\u{2028}b\u{2029}c\u{85}d\""), end(),
      gives: Reading(text: "a\u{2028}b\u{2029}c\u{85}d")),
    Transcript(
      "A22 bytes that are no UTF-8",
      bytes: data(#"{"choices":[{"delta":{"content":"a"#, [0xFF, 0xC3], #"b"}}]}"#) + data(end(), [], ""),
      Reading(text: "a\u{FFFD}\u{FFFD}b")),
    Transcript(
      "A22 NUL and escape sequences pass", chunk(#""content":"a\u0000\u001b[2Jb""#), end(),
      gives: Reading(text: "a\u{0}\u{1B}[2Jb")),
  ]

  private static func data(_ start: String, _ odd: [UInt8], _ rest: String) -> [UInt8] {
    Array("data: \(start)".utf8) + odd + Array("\(rest)\n\n".utf8)
  }
}
