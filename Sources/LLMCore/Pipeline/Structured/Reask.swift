/// Asks again for an answer that did not fit, with what was wrong. The history does not grow: the answer before takes the place
/// of the one before it.
struct Reask: Sendable {
  /// A longer answer is not sent back: what was wrong with it says enough, and it would be paid for again.
  private static let longestAnswer = 64 << 10
  private static let mostProblems = 20

  let answer: [UInt8]
  let problems: [StructuredReading.Problem]

  /// Adds the two turns to the question as it was first asked.
  func add(to request: inout ChatRequest) {
    if !answer.isEmpty, answer.count <= Self.longestAnswer {
      request.messages.append(Message(.assistant, String(decoding: answer, as: UTF8.self)))
    }
    let list = problems.prefix(Self.mostProblems).map { "- \($0.message)" }.joined(separator: "\n")
    let rest = problems.count > Self.mostProblems ? "\n- and \(problems.count - Self.mostProblems) more" : ""
    request.messages.append(
      Message(
        .user,
        """
        That answer cannot be used:
        \(list)\(rest)
        Give the whole answer again, corrected, in the form that was asked for and with nothing else.
        """))
  }
}

extension Answer {
  /// What the model said, as it can be put before it again: its words, or its calls as JSON.
  var spokenText: [UInt8] {
    guard text.isEmpty, !toolCalls.isEmpty else { return text }
    let calls = toolCalls.map { call in
      JSONValue.object([JSONMember("name", .string(call.name)), JSONMember("arguments", .string(call.arguments))])
    }
    return JSONWriter.bytes(of: .array(calls))
  }
}
