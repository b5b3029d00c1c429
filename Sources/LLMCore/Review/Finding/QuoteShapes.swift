/// The forms in which a model may have copied code: as it is, in a fence or backticks, with what the prompt has in front of a line, with
/// the marks of a diff, with line numbers in front, or with escapes in place of line ends.
enum QuoteShapes {
  /// The quote's lines in every form that makes sense of it, the most likely first; empty where nothing is quoted. Blank lines
  /// around it are left out.
  static func all(of quote: String) -> [[[UInt8]]] {
    let plain = lines(quote.utf8)
    var shapes = [plain]
    if let unfenced = withoutFence(plain) { shapes.append(unfenced) }
    if plain.count == 1, quote.utf8.contains(UInt8(ascii: "\\")) { shapes.append(lines(unescaped(plain[0]))) }
    let base = shapes.last ?? plain
    if let unframed = withoutFrame(base) { shapes.append(unframed) }
    if let unmarked = withoutMarks(base) { shapes.append(unmarked) }
    if let unnumbered = withoutNumbers(base) {
      shapes.append(unnumbered)
      if let unmarked = withoutMarks(unnumbered) { shapes.append(unmarked) }
    }
    var kept: [[[UInt8]]] = []
    for shape in shapes.map(trimmed) where !shape.isEmpty && !kept.contains(shape) { kept.append(shape) }
    return kept
  }

  private static func lines(_ text: some Sequence<UInt8>) -> [[UInt8]] {
    Array(text).split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0.withoutReturn) }
  }

  /// Without blank lines at both ends.
  private static func trimmed(_ lines: [[UInt8]]) -> [[UInt8]] {
    let isBlank: ([UInt8]) -> Bool = { $0.allSatisfy(\.isBlank) }
    guard let first = lines.firstIndex(where: { !isBlank($0) }), let last = lines.lastIndex(where: { !isBlank($0) })
    else { return [] }
    return Array(lines[first...last])
  }

  /// The lines between those of a fence, or the text between backticks; nil where there are none.
  private static func withoutFence(_ lines: [[UInt8]]) -> [[UInt8]]? {
    let backtick = UInt8(ascii: "`")
    let inner = trimmed(lines)
    if inner.count == 1, let line = inner.first {
      let text = line.drop(while: \.isBlank)
      let end = text.lastIndex { !$0.isBlank } ?? text.startIndex
      guard text.count > 2, text.first == backtick, text[end] == backtick else { return nil }
      let content = text[..<end].drop { $0 == backtick }
      guard let last = content.lastIndex(where: { $0 != backtick }) else { return nil }
      return [Array(content[...last])]
    }
    guard inner.count > 2, inner[0].drop(while: \.isBlank).starts(with: "```".utf8),
      inner[inner.count - 1].drop(while: \.isBlank).starts(with: "```".utf8)
    else { return nil }
    return Array(inner[1..<inner.count - 1])
  }

  /// The lines of the new side of a piece of the prompt (`PromptPartText`), without the number, the mark and the bar in front, as in
  /// `   12 +|code`; nil where a line has none.
  private static func withoutFrame(_ lines: [[UInt8]]) -> [[UInt8]]? {
    var result: [[UInt8]] = []
    for line in lines {
      let number = line.drop { $0.isBlank }
      let mark = number.drop { (0x30...0x39).contains($0) }.drop { $0.isBlank }
      let isMarked = mark.first == UInt8(ascii: "+") || mark.first == UInt8(ascii: "-")
      let bar = isMarked ? mark.dropFirst() : mark
      if bar.first == UInt8(ascii: "|"), isMarked || mark.startIndex > number.startIndex {
        if mark.first != UInt8(ascii: "-") { result.append(Array(bar.dropFirst())) }
      } else if number.isEmpty {
        result.append([])
      } else {
        return nil
      }
    }
    return result
  }

  /// The lines of the new side of a piece of diff, without the marks in front; nil where it is none.
  private static func withoutMarks(_ lines: [[UInt8]]) -> [[UInt8]]? {
    var hasMark = false
    for line in lines where !line.allSatisfy(\.isBlank) {
      switch line[0] {
      case UInt8(ascii: "+"), UInt8(ascii: "-"): hasMark = true
      case UInt8(ascii: " "): break
      default: return nil
      }
    }
    guard hasMark else { return nil }
    return lines.filter { $0.first != UInt8(ascii: "-") }.map { Array($0.dropFirst()) }
  }

  /// The lines without the numbers in front, such as `12: `, `12 | ` and `12\t`; nil where one of them has none.
  private static func withoutNumbers(_ lines: [[UInt8]]) -> [[UInt8]]? {
    var result: [[UInt8]] = []
    for line in lines {
      let start = line.drop(while: \.isBlank)
      if start.isEmpty {
        result.append([])
        continue
      }
      var rest = start.drop { (0x30...0x39).contains($0) }
      guard rest.startIndex > start.startIndex else { return nil }
      let bare = rest.drop { $0 == 0x20 }
      if let mark = bare.first, mark == UInt8(ascii: ":") || mark == UInt8(ascii: "|") {
        rest = bare.dropFirst()
        if rest.first == 0x20 { rest = rest.dropFirst() }
      } else if bare.starts(with: "│".utf8) {
        rest = bare.dropFirst(3)
        if rest.first == 0x20 { rest = rest.dropFirst() }
      } else if let first = rest.first {
        guard first.isBlank else { return nil }
        rest = rest.dropFirst()
      }
      result.append(Array(rest))
    }
    return result
  }

  /// The text with `\n`, `\t`, `\"` and `\\` read as escapes: what a model escaped twice.
  private static func unescaped(_ line: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < line.count {
      guard line[index] == UInt8(ascii: "\\"), index + 1 < line.count else {
        result.append(line[index])
        index += 1
        continue
      }
      switch line[index + 1] {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
      case let other: result += [UInt8(ascii: "\\"), other]
      }
      index += 2
    }
    return result
  }
}

extension BidirectionalCollection<UInt8> {
  /// Without a carriage return at the end.
  var withoutReturn: SubSequence { last == 0x0D ? dropLast() : self[startIndex...] }
}

extension [UInt8] {
  /// With U+FFFD for what is not UTF-8, as a model was shown it.
  var repairedUTF8: [UInt8] {
    if String(validating: self, as: UTF8.self) != nil { return self }
    return Array(String(decoding: self, as: UTF8.self).utf8)
  }
}
