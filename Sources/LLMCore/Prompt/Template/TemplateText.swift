/// A text with places for values: `{{name}}`.
///
/// `\{{name}}` stands for the braces themselves. Braces around what is no name are text: so is most of what templates of other
/// programs, and programs themselves, have between them.
package struct TemplateText: Sendable, Equatable {
  package enum Piece: Sendable, Equatable {
    case words(String)
    /// - Parameter isAlone: whether nothing else stands on its line.
    case place(String, isAlone: Bool)
  }

  package let pieces: [Piece]

  package init(_ text: String) {
    var pieces: [Piece] = []
    var words: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == Byte.backslash, Self.place(in: bytes, at: index + 1) != nil {
        // What is behind the backslash is text up to its end.
        words += [Byte.openBrace, Byte.openBrace]
        index += 3
      } else if let place = Self.place(in: bytes, at: index) {
        let isAlone = Self.isBlank(bytes[..<index].reversed()) && Self.isBlank(bytes[place.end...])
        if !words.isEmpty { pieces.append(.words(String(decoding: words, as: UTF8.self))) }
        pieces.append(.place(place.name, isAlone: isAlone))
        words = []
        index = place.end
      } else {
        words.append(bytes[index])
        index += 1
      }
    }
    if !words.isEmpty { pieces.append(.words(String(decoding: words, as: UTF8.self))) }
    self.pieces = pieces
  }

  /// The names of its places, in their order, each as often as it stands there.
  package var names: [String] {
    pieces.compactMap { piece in
      if case .place(let name, _) = piece { name } else { nil }
    }
  }

  /// The place whose braces open here, and where it ends.
  private static func place(in bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
    let (open, close) = (Byte.openBrace, Byte.closeBrace)
    guard start + 1 < bytes.count, bytes[start] == open, bytes[start + 1] == open else { return nil }
    var end = start + 2
    // No name is longer, so a text full of braces is still read once.
    while end < min(bytes.count, start + 80), bytes[end] != close, bytes[end] != Byte.lineFeed { end += 1 }
    guard end + 1 < bytes.count, bytes[end] == close, bytes[end + 1] == close else { return nil }
    let inside = bytes[(start + 2)..<end].trimmingPrefix { $0 == Byte.space }
    let name = String(decoding: inside.prefix { $0 != Byte.space }, as: UTF8.self)
    guard TemplateParameter.isName(name), inside.dropFirst(name.utf8.count).allSatisfy({ $0 == Byte.space }) else {
      return nil
    }
    return (name, end + 2)
  }

  /// Whether nothing but blanks comes before the line ends.
  private static func isBlank(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes {
      if byte == Byte.lineFeed { return true }
      guard Byte.isBlank(byte) || byte == Byte.carriageReturn else { return false }
    }
    return true
  }
}
