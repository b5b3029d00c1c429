/// The name of a block that the text in it cannot end, since its author does not know it.
struct PromptBoundary: Sendable, Equatable {
  /// Sixteen hexadecimal digits, or more where the text has them all.
  let token: String

  /// Draws one that occurs in none of the texts.
  static func random(outside texts: [String], using random: inout some RandomNumberGenerator) -> PromptBoundary {
    var token = ""
    repeat {
      // Growing, it outgrows every text, whatever the generator gives.
      let bytes = (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
      token += Hexadecimal.text(of: bytes)
    } while texts.contains { $0.utf8.contains(token.utf8) }
    return PromptBoundary(token: token)
  }

  func block(_ name: String, _ content: String) -> String {
    "<\(name)-\(token)>\n\(content)\(content.hasSuffix("\n") ? "" : "\n")</\(name)-\(token)>"
  }
}
