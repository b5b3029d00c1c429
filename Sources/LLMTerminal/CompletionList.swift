internal import CEditline
internal import Glibc
internal import LLMCore

/// Candidates of a completion, for the person to choose from.
enum CompletionList {
  /// More than these nobody reads.
  private static let mostShown = 100

  /// What all begin with.
  static func commonPrefix(_ texts: [String]) -> String {
    guard var prefix = texts.first.map({ Array($0.unicodeScalars) }) else { return "" }
    for text in texts.dropFirst() {
      prefix = zip(prefix, text.unicodeScalars).prefix { $0 == $1 }.map(\.0)
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: prefix)
    return String(view)
  }

  /// The rows of a list: one candidate each with descriptions, several side by side without.
  static func rows(_ candidates: [LineCompletions.Candidate], columns: Int) -> [String] {
    let shown = candidates.prefix(mostShown)
    let texts = shown.map { SafeText.line($0.text).text }
    let widest = texts.map(width).max() ?? 0
    var rows: [String]
    if candidates.contains(where: { $0.description != nil }) {
      rows = zip(shown, texts).map { candidate, text in
        let description = candidate.description.map { SafeText.line($0.text).text } ?? ""
        let row = "  " + padded(text, to: widest) + (description.isEmpty ? "" : "  " + description)
        return cut(row, to: max(1, columns - 1))
      }
    } else {
      rows = grid(texts, columnWidth: widest + 2, columns: columns)
    }
    if candidates.count > mostShown { rows.append("… and \(candidates.count - mostShown) more") }
    return rows
  }

  /// Filled column by column, as `ls` does.
  private static func grid(_ texts: [String], columnWidth: Int, columns: Int) -> [String] {
    let across = max(1, (columns - 1) / columnWidth)
    let height = (texts.count + across - 1) / across
    return (0..<height).map { row in
      stride(from: row, to: texts.count, by: height).map { index in
        index + height < texts.count
          ? padded(texts[index], to: columnWidth) : cut(texts[index], to: max(1, columns - 1))
      }.joined()
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - Self.width(text)))
  }

  private static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var rest = columns - 1
    let kept = text.unicodeScalars.prefix { scalar in
      rest -= width(scalar)
      return rest >= 0
    }
    return String(kept) + "…"
  }

  private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    max(0, Int(llmctl_character_width(wchar_t(scalar.value))))
  }
}
