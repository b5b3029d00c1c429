/// Words in a line of code.
enum CodeWord {
  /// What a name is made of, in any of the languages: `$` in PHP and JavaScript, `?` and `!` at the end in Ruby.
  static func isNameByte(_ byte: UInt8) -> Bool { Byte.isWord(byte) || byte == Byte.dollar }

  /// The word a text begins with; empty where it begins with something else.
  static func first(in text: ArraySlice<UInt8>) -> String {
    self.text(text.prefix { isNameByte($0) })
  }

  static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes.prefix(SourceOutline.longestName), as: UTF8.self)
  }

  /// The name behind one of the keywords that a line begins with, as in `def name(…)`, `class A::B`, `local function t.name()`,
  /// `describe "words" do`; nil where the line declares nothing.
  static func declaredName(in text: ArraySlice<UInt8>, _ keywords: Set<String>) -> String? {
    var rest = text
    var isDeclaration = false
    var word = first(in: rest)
    while keywords.contains(word) {
      // `local` and `async` need another word behind them.
      isDeclaration = !["local", "async", "mutable"].contains(word)
      rest = rest.dropFirst(word.utf8.count).drop(while: Byte.isBlank)
      word = first(in: rest)
    }
    guard isDeclaration else { return nil }
    if let mark = rest.first, mark == Byte.quote || mark == Byte.apostrophe {
      let words = rest.dropFirst().prefix { $0 != mark }
      return words.isEmpty ? nil : self.text(words)
    }
    let name = rest.prefix {
      isNameByte($0) || $0 == Byte.dot || $0 == Byte.colon || $0 == Byte.question || $0 == Byte.exclamation
    }
    var trimmed = name
    while let last = trimmed.last, last == Byte.colon || last == Byte.dot { trimmed = trimmed.dropLast() }
    return trimmed.isEmpty ? nil : self.text(trimmed)
  }
}
