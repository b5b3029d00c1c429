/// A prompt whose longest parts are cut in the middle until it has no more than so many tokens.
///
/// The words of the command line are the instruction, and stay whole wherever there is something else to cut. Of standard input and
/// of files, the longest is cut first, then the longest ones together down to the same length, so that a short file is never touched
/// for a long one. Each keeps its first and last lines; where lines are missing, a line says how many tokens they had.
package struct FittedPrompt: Sendable {
  /// A part that was cut.
  package struct Cut: Sendable, Equatable {
    /// What the user calls it, such as `standard input` or a file's path.
    package let name: String
    /// Tokens that were left out.
    package let tokens: Int
    /// Tokens that it had.
    package let whole: Int
  }

  package let assembler: PromptAssembler
  /// What was cut, in the order of the prompt; empty where all of it fitted.
  package let cuts: [Cut]
  /// Of the prompt as it is now.
  package let tokens: Int
  /// Whether it has no more tokens than it may have.
  package let fits: Bool

  /// Below this many tokens a part says nothing any more.
  private static let leastPart = 64
  /// Blocks cost a few tokens more or less than their parts, so that it may take more than one try.
  private static let mostTries = 6

  /// - Parameter limit: tokens that the prompt may have, its blocks and words included.
  package init(_ assembler: PromptAssembler, to limit: Int, by meter: PromptMeter) {
    let whole = meter.count(assembler.prompt)
    guard whole > limit else {
      (self.assembler, cuts, tokens, fits) = (assembler, [], whole, true)
      return
    }
    let parts = Self.parts(of: assembler)
    let counts = parts.map { meter.count($0.content) }
    let around = whole - counts.reduce(0, +)
    var room = limit - around
    var best: (assembler: PromptAssembler, cuts: [Cut], tokens: Int) = (assembler, [], whole)
    for _ in 0..<Self.mostTries {
      let level = max(Self.leastPart, Self.level(of: counts, room: room))
      best = Self.cut(assembler, parts, counts, to: level, by: meter)
      if best.tokens <= limit || level == Self.leastPart { break }
      room -= best.tokens - limit + 1
    }
    (self.assembler, cuts, tokens) = best
    fits = best.tokens <= limit
  }

  /// What can be cut: standard input and files, or the words where there is nothing else.
  private static func parts(of assembler: PromptAssembler) -> [PromptAssembler.Part] {
    let input = assembler.standardInput.map { [PromptAssembler.Part(name: "standard input", content: $0)] } ?? []
    let parts = input + assembler.files
    return parts.isEmpty ? [PromptAssembler.Part(name: "the prompt", content: assembler.words)] : parts
  }

  /// The length down to which the longer ones have to be cut so that all together have no more than the room.
  static func level(of counts: [Int], room: Int) -> Int {
    var left = room
    var remaining = counts.count
    for count in counts.sorted() {
      let share = left / remaining
      if count > share { return max(0, share) }
      left -= count
      remaining -= 1
    }
    return counts.max() ?? 0
  }

  private static func cut(
    _ assembler: PromptAssembler, _ parts: [PromptAssembler.Part], _ counts: [Int], to level: Int, by meter: PromptMeter
  ) -> (assembler: PromptAssembler, cuts: [Cut], tokens: Int) {
    var (shortened, cuts): ([String], [Cut]) = ([], [])
    for (part, count) in zip(parts, counts) {
      guard count > level else {
        shortened.append(part.content)
        continue
      }
      let (text, missing) = middleless(part.content, count, to: level, by: meter)
      shortened.append(text)
      cuts.append(Cut(name: part.name, tokens: missing, whole: count))
    }
    var result = assembler
    if assembler.standardInput == nil, assembler.files.isEmpty {
      result.words = shortened[0]
    } else {
      if assembler.standardInput != nil { result.standardInput = shortened.removeFirst() }
      for index in result.files.indices { result.files[index].content = shortened[index] }
    }
    return (result, cuts, meter.count(result.prompt))
  }

  /// A text without its middle, of about so many tokens, and the tokens of the middle.
  private static func middleless(
    _ text: String, _ count: Int, to level: Int, by meter: PromptMeter
  ) -> (text: String, missing: Int) {
    let mark = meter.count("\n\(Omission.line(tokens: count))\n")
    let ends = meter.ends(text, max(0, level - mark))
    let bytes = Array(text.utf8)
    let head = upToLineEnd(bytes.prefix(ends.head))
    let tail = fromLineStart(bytes.suffix(min(ends.tail, bytes.count - head.count)))
    let middle = String(decoding: bytes[head.endIndex..<tail.startIndex], as: UTF8.self)
    let missing = meter.count(middle)
    let start = String(decoding: head, as: UTF8.self)
    let lineFeed = start.isEmpty || start.utf8.last == 0x0A ? "" : "\n"
    return ("\(start)\(lineFeed)\(Omission.line(tokens: missing))\n\(String(decoding: tail, as: UTF8.self))", missing)
  }

  /// The beginning of a text up to the end of its last whole line; as it is where that would cost more than half of it.
  private static func upToLineEnd(_ head: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let end = head.lastIndex(of: 0x0A), end - head.startIndex >= head.count / 2 else { return head }
    return head[...end]
  }

  /// The end of a text from its first whole line on; as it is where that would cost more than half of it.
  private static func fromLineStart(_ tail: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let end = tail.firstIndex(of: 0x0A), end - tail.startIndex <= tail.count / 2 else { return tail }
    return tail[tail.index(after: end)...]
  }
}
