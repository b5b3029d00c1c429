internal import LLMCore

/// An entry as the history's file has it: `{"time":1767225600,"session":"4711-…","text":"…"}`.
struct HistoryLine: Equatable {
  /// Seconds since 1970.
  var time: Int
  /// Who entered it.
  var session: String
  var text: String

  /// The line, with its end.
  var bytes: [UInt8] {
    JSONWriter.bytes(
      of: .object([
        JSONMember("time", .integer(time)), JSONMember("session", .string(session)), JSONMember("text", .string(text)),
      ])) + [0x0A]
  }

  init(time: Int, session: String, text: String) {
    self.time = time
    self.session = session
    self.text = text
  }

  /// Nil where the line is damaged.
  init?(_ bytes: [UInt8], in range: Range<Int>) {
    guard let value = try? JSONReader.parse(bytes, in: range), let text = value["text"]?.text else { return nil }
    self.init(time: value["time"]?.integer ?? 0, session: value["session"]?.text ?? "", text: text)
  }

  /// The newest lines of a file, oldest first, and how many among them could not be read.
  static func last(_ limit: Int, of content: [UInt8]) -> (lines: [HistoryLine], damaged: Int) {
    var lines: [HistoryLine] = []
    var damaged = 0
    var end = content.count
    while end > 0, lines.count < limit {
      if content[end - 1] == 0x0A { end -= 1 }
      let start = (content[..<end].lastIndex(of: 0x0A) ?? -1) + 1
      if start < end {
        if let line = HistoryLine(content, in: start..<end) { lines.append(line) } else { damaged += 1 }
      }
      end = start
    }
    return (lines.reversed(), damaged)
  }
}
