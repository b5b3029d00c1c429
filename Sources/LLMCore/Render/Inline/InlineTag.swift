/// Tags that mean something on a terminal.
enum InlineTag {
  case lineBreak
  case attributes(TextAttributes)
  /// Superscript and subscript, as the characters that stand for them in plain text.
  case script(UInt8)
  case other

  /// Reads the name that a tag begins with.
  init(name: some Sequence<UInt8>) {
    let name = name.prefix { InlineMarkup.isTagName($0) }.map { $0 | 0x20 }
    self =
      switch String(decoding: name, as: UTF8.self) {
      case "br": .lineBreak
      case "b", "strong": .attributes(.bold)
      case "i", "em": .attributes(.italic)
      case "u", "ins": .attributes(.underline)
      case "s", "del", "strike": .attributes(.strike)
      case "code", "kbd", "samp", "tt": .attributes(.bold)
      case "sup": .script(UInt8(ascii: "^"))
      case "sub": .script(UInt8(ascii: "_"))
      default: .other
      }
  }
}
