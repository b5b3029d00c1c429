import LLMTestKit

/// Makes Markdown of all kinds of blocks, well-formed and broken, from a seed.
struct MarkdownGenerator {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A document of some blocks.
  mutating func document(blocks: Int) -> String {
    (0..<blocks).map { _ in block(depth: 0) }.joined(separator: pick(["\n\n", "\n\n", "\n\n", "\n"]))
      + pick(["", "\n", "\n\n"])
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func block(depth: Int) -> String {
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return String(repeating: "#", count: Int.random(in: 1...7, using: &random)) + " " + text(4)
    case 1: return text(6) + "\n" + pick(["---", "===", "-", "----- "])
    case 2: return code()
    case 3: return list(depth: depth)
    case 4: return depth > 2 ? text(9) : quote(depth: depth)
    case 5: return table()
    case 6: return pick(["***", "---", "___", "* * *", "-- -"])
    case 7:
      return pick([
        "[ref]: https://example.org/ref", "[^1]: " + text(5), "<div>\n" + text(3) + "\n</div>", "<!-- a\nb -->",
      ])
    case 8: return "$$\nx^2 + " + text(2) + "\n$$"
    case 9: return "    indented " + text(3)
    default:
      return (0..<Int.random(in: 1...6, using: &random)).map { _ in text(14) }.joined(
        separator: pick(["\n", "  \n", "\\\n"]))
    }
  }

  private mutating func code() -> String {
    let fence = pick(["```", "````", "~~~"])
    let lines = (0..<Int.random(in: 0...8, using: &random)).map { _ in
      pick([
        "let x = 1", "\tif a { b }", "", "```", "// " + text(5), "日本 = \"👍🏽\"", String(repeating: "long ", count: 30),
      ])
    }
    return ([fence + pick(["", "swift", "py", " js title"])] + lines + [pick([fence, fence, fence + "`", ""])]).joined(
      separator: "\n")
  }

  private mutating func list(depth: Int) -> String {
    let marker = pick(["- ", "* ", "1. ", "10) ", "+ "])
    let indent = String(repeating: " ", count: marker.count)
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let inner = depth < 3 && Int.random(in: 0..<3, using: &random) == 0 ? "\n" + block(depth: depth + 1) : ""
      return marker
        + (text(8) + inner).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + indent)
    }.joined(separator: pick(["\n", "\n\n"]))
  }

  private mutating func quote(depth: Int) -> String {
    "> "
      + block(depth: depth + 1).split(separator: "\n", omittingEmptySubsequences: false).joined(
        separator: pick(["\n> ", "\n"]))
  }

  private mutating func table() -> String {
    let columns = Int.random(in: 1...6, using: &random)
    func line(_ cell: () -> String) -> String {
      "| " + (0..<columns).map { _ in cell() }.joined(separator: " | ") + " |"
    }
    let rows = Int.random(in: 0...50, using: &random)
    return ([line { text(1) }, line { pick(["---", ":-:", "--:"]) }] + (0..<rows).map { _ in line { text(3) } }).joined(
      separator: "\n")
  }

  private mutating func text(_ words: Int) -> String {
    (0..<Int.random(in: 1...words, using: &random)).map { _ in word() }.joined(separator: " ")
  }

  private mutating func word() -> String {
    let plain = [
      "the", "model", "answers", "my_func", "5", "*", "3", "arr[0]", "日本語", "текст", "👩‍👩‍👧", "e\u{301}", "한국어", "a<b", "&",
      "$5", "**", "_", "`",
    ]
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return "**\(pick(plain)) \(pick(plain))**"
    case 1: return "*\(pick(plain))*"
    case 2: return "`\(pick(plain)) \(pick(plain))`"
    case 3: return "[\(pick(plain))](https://example.org/\(pick(["a", "b_(c)", "d e"])))"
    case 4:
      return pick([
        "https://example.org/x.", "www.example.org,", "<https://a.b>", "[ref]", "[a][ref]", "[^1]", "![i](x.png)",
      ])
    case 5:
      return pick(["<b>", "</b>", "<br>", "<i>x</i>", "<span class=\"a\">", "<!-- c -->", "&amp;", "&copy;", "&bogus;"])
    case 6:
      return pick([
        "$x^2$", "\\(y\\)", "~~gone~~", "\\*", "\\", "***both***", "**bold *in* it**", "\u{200B}", "\u{202E}",
        "\u{2066}x",
      ])
    case 7: return String(repeating: pick(["x", "漢", "ab"]), count: Int.random(in: 1...90, using: &random))
    default: return pick(plain)
    }
  }
}
