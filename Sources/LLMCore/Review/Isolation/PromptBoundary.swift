/// The name of a block that the text in it cannot end, since its author does not know it.
struct PromptBoundary: Sendable, Equatable {
  /// Sixteen hexadecimal digits, or more where the text has them all.
  let token: String

  /// Draws one that occurs in none of the texts.
  static func random(outside texts: [[UInt8]], using random: inout some RandomNumberGenerator) -> PromptBoundary {
    var token = ""
    repeat {
      // Growing, it outgrows every text, whatever the generator gives.
      let bytes = (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
      token += Hexadecimal.text(of: bytes)
    } while texts.contains { holds($0[...], Array(token.utf8)) }
    return PromptBoundary(token: token)
  }

  private static func holds(_ text: ArraySlice<UInt8>, _ token: [UInt8]) -> Bool {
    var rest = text
    while let start = rest.firstIndex(of: token[0]) {
      if text[start...].starts(with: token) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }

  func block(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array("<\(name)-\(token)>\n".utf8) + content
      + Array("\(content.last == Byte.lineFeed ? "" : "\n")</\(name)-\(token)>".utf8)
  }
}
