internal import Tokenizer

/// A text with the boundaries of its tokens made visible.
package struct TokenView {
  /// How boundaries are shown.
  package enum Style: Sendable, Equatable {
    /// Tokens in changing background colours.
    case coloured
    /// `│` between tokens.
    case separated
  }

  /// Safe for a terminal.
  package let text: String

  /// Bytes that are no character by themselves, as where a character has several tokens, are shown in hexadecimal; a line
  /// feed is shown as `↵` before the line ends.
  init(_ bytes: [UInt8], tokens: [TextToken], style: Style) {
    var text = ""
    for (index, token) in tokens.enumerated() {
      let words = Self.safe(Array(bytes[token.range]))
      switch style {
      case .coloured: text += Self.coloured(words, Self.colours[index % Self.colours.count])
      case .separated: text += (index == 0 ? "" : "│") + words
      }
    }
    if !text.hasSuffix("\n"), !text.isEmpty { text += "\n" }
    self.text = text
  }

  /// Backgrounds of the 256 colours that black letters can be read on.
  private static let colours = [153, 223, 157, 218, 189]

  /// The colour ends before the line does, so that it does not run on to the edge.
  private static func coloured(_ words: String, _ colour: Int) -> String {
    let start = "\u{1B}[30;48;5;\(colour)m"
    let end = "\u{1B}[0m"
    return words.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : start + $0 + end }.joined(separator: "\n")
  }

  private static func safe(_ bytes: [UInt8]) -> String {
    var words = ""
    RawName.forEachPart(of: bytes) { part in
      switch part {
      case .byte(let byte): words += "<" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) + ">"
      case .scalar("\n"): words += "↵\n"
      case .scalar("\r"): words += "␍"
      case .scalar(let scalar): words += SafeText(String(scalar)).text
      }
    }
    return words
  }
}
