internal import LLMCore

/// Prompts as libedit wants them: what takes no room stands between marks, and is not lost only if something visible follows.
enum PromptText {
  /// The prompt before the cursor.
  static func left(_ prompt: LinePrompt) -> String { styled(prompt.left, prompt.leftStyle) }

  /// The prompt at the right edge; empty where there is none.
  static func right(_ prompt: LinePrompt) -> String {
    guard let right = prompt.right, !right.text.isEmpty else { return "" }
    return styled(right, prompt.rightStyle)
  }

  private static func styled(_ text: SafeText, _ style: LinePrompt.Style) -> String {
    var words = SafeText.line(text.text).text
    guard let code = code(of: style), words.contains(where: { $0 != " " }) else { return words }
    // The end of the style hangs on the space behind.
    while words.last == " " { words.removeLast() }
    let mark = Editline.literal
    return "\(mark)\u{1B}[\(code)m\(mark)\(words)\(mark)\u{1B}[0m\(mark) "
  }

  private static func code(of style: LinePrompt.Style) -> String? {
    switch style {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .accent: "1;36"
    }
  }
}
