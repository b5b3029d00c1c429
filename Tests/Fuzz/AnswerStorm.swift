// Answers of models, made up and spoiled, as many as asked for: FuzzAnswer's checks without a fuzzer's guidance, and without its cost. Half
// of them are JSON documents with a few bytes changed, in fences and prose or alone, the others what malformed answers are made of.
//
//   answer-storm COUNT SEED      prints the answers, bytes and seconds; ends with the input in hexadecimal where a check fails
//   answer-storm HEXADECIMAL     checks this input again

internal import Glibc

@main enum AnswerStorm {
  private static let fragments: [[UInt8]] = [
    "{", "}", "[", "]", "(", ")", "\"", "'", "`", "“", "”", "‘", "’", "\"\"\"", ":", ",", ";", "=", "=>", "+", "-",
    "\\", "\\\"", "\\n", "\\_", "\\u",
    "\\u00e9", "\\ud83d", "\\ud83d\\ude00", "\\x41", "\n", "\r\n", " ", "\t", "  ", "\u{0}", "\u{FEFF}", "\u{200B}",
    "\u{A0}", "//", "/*", "*/", "#", "...", "…",
    "```", "```json\n", "```\n", "\n```", "~~~\n", "> ", "- ", "1. ", "<json>", "</json>", "true", "false", "null",
    "True", "None", "NaN", "-Infinity",
    "undefined", "1", "0", "-0.5e3", "007", "+1", ".5", "0x1F", "12", "a", "\"a\"", "\"a\": ", "'b': ", "key: ",
    "\"b\": [", "word ", "é", "😀",
    "Sure, here: ", "{\"a\": 1}", "[1, 2]", "{}", "[]", "\"x\", ", "\"say \"hi\" now\"", "it's", "{name}",
    "http://x/#y", "C:\\dir",
  ].map { Array($0.utf8) }

  static func main() {
    let arguments = CommandLine.arguments
    if arguments.count == 2, let input = StormInput.bytes(hexadecimal: arguments[1]) {
      check(input)
      puts("nothing but what the text says")
      return
    }
    guard arguments.count == 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
      puts("usage: answer-storm COUNT SEED, or answer-storm HEXADECIMAL")
      exit(64)
    }
    StormInput.tellWhatTraps()
    var (random, bytes) = (SeededRandom(seed: seed), 0)
    let start = ContinuousClock().now
    for number in 0..<count {
      let input = input(&random)
      bytes += input.count
      StormInput.current = input
      check(input)
      if number % 1_000_000 == 999_999 { puts("\(number + 1) answers") }
    }
    let seconds = (ContinuousClock().now - start).components.seconds
    puts("\(count) answers, \(bytes) bytes, \(seconds) s, seed \(seed): nothing but what the texts say")
  }

  private static func check(_ input: [UInt8]) {
    _ = input.withUnsafeBufferPointer { fuzzAnswer($0.baseAddress, $0.count) }
  }

  /// An answer, and in front of it where it is cut.
  private static func input(_ random: inout SeededRandom) -> [UInt8] {
    let cuts = random.integer(0...7)
    var input = [UInt8(cuts | random.integer(0...31) << 3)]
    for _ in 0..<cuts { input.append(UInt8(random.integer(0...31))) }
    if random.chance(0.5) {
      for _ in 0..<random.integer(1...16) { input += random.pick(fragments) }
      return input
    }
    var document = document(&random, depth: 0)
    for _ in 0..<random.integer(0...4) { spoil(&document, &random) }
    switch random.integer(0...5) {
    case 0: return input + Array("Sure:\n```json\n".utf8) + document + Array("\n```\nDone.".utf8)
    case 1: return input + Array("It is ".utf8) + document + Array(" as asked.".utf8)
    case 2: return input + document + [0x0A] + document
    default: return input + document
    }
  }

  private static func document(_ random: inout SeededRandom, depth: Int) -> [UInt8] {
    let space = random.chance(0.3) ? Array("\n ".utf8) : []
    switch random.integer(depth == 0 ? 0...1 : depth > 3 ? 2...7 : 0...7) {
    case 0:
      let elements = (0..<random.integer(0...3)).map { _ in document(&random, depth: depth + 1) + space }
      return Array("[".utf8) + Array(elements.joined(separator: Array(",".utf8))) + Array("]".utf8)
    case 1:
      let members = (0..<random.integer(0...3)).map { _ in
        text(&random) + Array(": ".utf8) + document(&random, depth: depth + 1) + space
      }
      return Array("{".utf8) + Array(members.joined(separator: Array(",".utf8))) + Array("}".utf8)
    case 2, 3: return text(&random)
    case 4: return Array("\(random.integer(-1000...1000))".utf8)
    case 5: return Array("-1.50e+7".utf8)
    case 6: return Array((random.chance(0.5) ? "true" : "false").utf8)
    default: return Array("null".utf8)
    }
  }

  private static func text(_ random: inout SeededRandom) -> [UInt8] {
    let words = [
      "a", "b", "key", "two words", "é", "😀", "\\n", "\\\"q\\\"", "\\u00e9", "{x}", "[1]", "a, b", "c: d", "// no",
      "it's", "",
    ]
    return Array("\"\((0..<random.integer(1...2)).map { _ in random.pick(words) }.joined())\"".utf8)
  }

  /// Changes, takes out, puts in or repeats something somewhere, or cuts the rest off.
  private static func spoil(_ document: inout [UInt8], _ random: inout SeededRandom) {
    guard !document.isEmpty else { return }
    let place = random.integer(0...document.count - 1)
    switch random.integer(0...5) {
    case 0: document.remove(at: place)
    case 1: document[place] = UInt8(random.integer(0...255))
    case 2: document.replaceSubrange(place...place, with: random.pick(fragments))
    case 3: document.insert(contentsOf: random.pick(fragments), at: place)
    case 4: document.insert(contentsOf: document[place...].prefix(random.integer(1...8)), at: place)
    default: if random.chance(0.3) { document.removeSubrange(place...) }
    }
  }
}
