/// A word of running text as phrases are compared with it.
struct FoldedWord: Sendable, Equatable {
  /// Of its letters in lower case and without accents.
  var hash: UInt64
  /// Index of the line it stands in.
  var line: Int
  /// Whether what only code has stands between it and the word in front: brackets, assignments.
  var isBroken: Bool
  /// Whether a colon or another mark stands right behind it that ends a heading or an address.
  var endsWithColon = false
}

/// Splits lines into words so that a phrase is found however it is written: over several lines of a comment, with accents, with
/// letters of other scripts or digits that look like those meant, with invisible characters in between.
///
/// Scripts without spaces give one word for each pair of neighbouring characters.
struct WordReader {
  private(set) var words: [FoldedWord] = []
  private var hash = Self.basis
  /// Letters of the word at hand.
  private var length = 0
  private var line = 0
  private var isBroken = false
  /// The ideograph in front, of which a pair may begin.
  private var ideograph: UInt32 = 0
  /// The character that came last, for words of one letter.
  private var last: UInt32 = 0
  /// The word that letters with one separator between them spell, and how many there are.
  private var spelled = (hash: Self.basis, letters: 0)
  /// Separators behind the last word.
  private var separators = 0
  /// Whether the word at hand has Latin letters, so that a lookalike belongs to it.
  private var isLatin = false

  /// The offset basis and prime of FNV-1a (Fowler, Noll, Vo), 64 bits.
  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// The hash of one word, and of a pair of ideographs.
  static func hash(of word: some StringProtocol) -> UInt64 {
    var reader = WordReader()
    reader.read(ArraySlice(Array(word.utf8)), line: 0)
    return reader.words.first?.hash ?? 0
  }

  /// Adds the words of a line.
  mutating func read(_ text: ArraySlice<UInt8>, line: Int) {
    self.line = line
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      if byte < 0x80 {
        readASCII(byte)
        at += 1
      } else {
        let (code, size) = Self.scalar(in: text, at: at)
        readScalar(code)
        at += size
      }
    }
    endWord(with: Byte.space)
    endSpelling()
    ideograph = 0
  }

  private mutating func readASCII(_ byte: UInt8) {
    if Byte.isLetter(byte) {
      add(UInt32(Byte.folded(byte)))
    } else if Byte.isDigit(byte) {
      if let letter = Self.letters[Int(byte - 0x30)] { add(UInt32(letter)) } else { endWord(with: byte) }
    } else if byte == Byte.apostrophe, length > 0 {
      // "don't" is one word, and so is "dont".
    } else {
      endWord(with: byte)
      ideograph = 0
      if Self.isCode(byte) { isBroken = true }
    }
  }

  /// What digits stand for where they replace letters; a number is no word then either.
  private static let letters: [UInt8?] = Array("oi.eas.t..".utf8).map { Byte.isLetter($0) ? $0 : nil }

  private static func isCode(_ byte: UInt8) -> Bool {
    switch byte {
    case Byte.openParenthesis, Byte.closeParenthesis, Byte.openBrace, Byte.closeBrace, Byte.openBracket,
      Byte.closeBracket, Byte.equals, Byte.semicolon, Byte.ampersand, Byte.bar, Byte.plus, Byte.dollar, Byte.less:
      true
    default: false
    }
  }

  private mutating func readScalar(_ code: UInt32) {
    if HiddenCharacter.isHidden(code) || HiddenCharacter.isSelector(code) || code == 0x200C || code == 0x200D { return }
    if (0x2E80...0x9FFF).contains(code) || (0xAC00...0xD7A3).contains(code) || (0x20000...0x3FFFF).contains(code) {
      endWord(with: Byte.space)
      if ideograph != 0 { append(Self.mix(Self.mix(Self.basis, ideograph), code)) }
      ideograph = code
    } else if let letter = HiddenCharacter.latin(code), !HiddenCharacter.isOtherAlphabet(code) || isLatin {
      add(UInt32(letter))
    } else if code == 0x2019 {
      // The apostrophe of typography.
    } else if code < 0xC0 || (0x2000...0x2BFF).contains(code) {
      endWord(with: Byte.space)
      ideograph = 0
    } else {
      // Cyrillic capitals are 32 or 80 in front of the small letters.
      add((0x410...0x42F).contains(code) ? code + 32 : (0x400...0x40F).contains(code) ? code + 80 : code)
    }
  }

  private mutating func add(_ code: UInt32) {
    hash = Self.mix(hash, code)
    length += 1
    last = code
    if code < 0x80 { isLatin = true }
    ideograph = 0
  }

  private static func mix(_ hash: UInt64, _ code: UInt32) -> UInt64 { (hash ^ UInt64(code)) &* prime }

  private mutating func endWord(with byte: UInt8) {
    guard length > 0 else {
      separators += 1
      if separators > 1 { endSpelling() }
      return
    }
    if length == 1 {
      spelled = (Self.mix(spelled.hash, last), spelled.letters + 1)
    } else {
      endSpelling()
    }
    append(hash)
    words[words.count - 1].endsWithColon = byte == Byte.colon || byte == Byte.comma || byte == Byte.exclamation
    (hash, length, isLatin, separators) = (Self.basis, 0, false, 1)
  }

  /// Ends a word such as `i g n o r e`, which takes the place of its letters.
  private mutating func endSpelling() {
    if spelled.letters >= 4 {
      // No slice: it would make the removal copy all words.
      let first = max(0, words.count - spelled.letters)
      isBroken = words[first].isBroken
      words.removeLast(words.count - first)
      append(spelled.hash)
    }
    spelled = (Self.basis, 0)
  }

  private mutating func append(_ hash: UInt64) {
    words.append(FoldedWord(hash: hash, line: line, isBroken: isBroken))
    isBroken = false
  }

  /// The character at a place and its bytes; U+FFFD and one byte where there is none.
  static func scalar(in text: ArraySlice<UInt8>, at start: Int) -> (code: UInt32, size: Int) {
    let first = text[start]
    let size = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard size > 0, start + size <= text.endIndex else { return (0xFFFD, 1) }
    if size == 1 { return (UInt32(first), 1) }
    var code = UInt32(first) & (0x7F >> UInt32(size))
    for offset in 1..<size {
      let byte = text[start + offset]
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      code = code << 6 | UInt32(byte & 0x3F)
    }
    return (code, size)
  }
}
