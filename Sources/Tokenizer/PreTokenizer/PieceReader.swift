/// Finds the end of one piece after the other, character by character.
///
/// The expressions backtrack; this reader does not. What they find can be told from left to right, if the last place
/// where the piece might have ended is remembered, and each character is looked at no more than three times.
struct PieceReader {
  let grammar: PieceGrammar
  let text: TextReader
  /// Whether nothing follows the text.
  let isLast: Bool

  /// The end of the piece that starts at an offset, which must be before the end of the text. Nil if the piece could go
  /// on differently, were there more text.
  @inline(__always)
  func end(from start: Int) -> Int? {
    guard let first = text.character(at: start) else { return endOfText }
    if first.category.isIn(grammar.wordCharacters) { return endOfWord(from: start) }
    if first.category.isIn(.numbers) { return endOfNumber(from: start) }
    let byte = text[byte: start]
    if byte.isLineBreak { return endOfWhiteSpace(from: start) }
    if byte == UInt8(ascii: "'"), grammar.contraction == .standsAlone {
      guard let end = endOfContraction(from: start) else { return nil }
      if end != start { return end }
    }
    return endOfLed(by: first, at: start)
  }

  /// The end of a piece whose first character, neither letter, number nor line break, may lead a word.
  @inline(__always)
  private func endOfLed(by first: TextReader.Character, at start: Int) -> Int? {
    let second = start &+ first.length
    guard let next = text.character(at: second) else {
      return endOfText
    }
    if next.category.isIn(grammar.wordCharacters) { return endOfWord(from: second) }
    if !first.category.isIn(.whiteSpace) { return endOfPunctuation(from: start) }
    if text[byte: start] == UInt8(ascii: " "), next.category.isIn(.punctuation) {
      return endOfPunctuation(from: second)
    }
    return endOfWhiteSpace(from: start)
  }

  /// The end of the text, if it is the last.
  @inline(__always)
  private var endOfText: Int? { isLast ? text.count : nil }
}

// MARK: Words

extension PieceReader {
  @inline(__always)
  private func endOfWord(from start: Int) -> Int? {
    switch grammar.word {
    case .letters: endOfRun(of: .letters, from: start)
    case .byLetterCase: endOfWordByLetterCase(from: start)
    }
  }

  /// The offset of the first character from `start` on that is not in a set. Nil if that is not known yet.
  @inline(__always)
  private func endOfRun(of set: GeneralCategories, from start: Int) -> Int? {
    var offset = start
    while let character = text.character(at: offset) {
      if !character.category.isIn(set) { return offset }
      offset &+= character.length
    }
    return endOfText
  }

  /// A word of capitals and small letters, with its contraction.
  ///
  /// Letters without case and marks count as both. The expression takes as many capitals as it can, then asks for one small
  /// letter. If none follows, it goes back to the last character that counts as both, and ends there; capitals after it are
  /// the next word. If there is no such character either, the second alternative takes all capitals.
  @inline(__always)
  private func endOfWordByLetterCase(from start: Int) -> Int? {
    let both: GeneralCategories = [.lettersWithoutCase, .marks]
    var offset = start
    var endOfLastOfBoth: Int?
    while let character = text.character(at: offset) {
      if character.category.isIn(both) {
        endOfLastOfBoth = offset &+ character.length
      } else if character.category.isIn(.smallLetters) {
        guard let end = endOfRun(of: [.smallLetters, both], from: offset) else { return nil }
        return endOfContractedWord(endingAt: end)
      } else if !character.category.isIn(.capitals) {
        return endOfContractedWord(endingAt: endOfLastOfBoth ?? offset)
      }
      offset &+= character.length
    }
    return isLast ? endOfLastOfBoth ?? text.count : nil
  }

  @inline(__always)
  private func endOfContractedWord(endingAt end: Int) -> Int? {
    guard grammar.contraction == .endsWord else { return end }
    guard end < text.count else { return endOfText }
    return text[byte: end] == UInt8(ascii: "'") ? endOfContraction(from: end) : end
  }

  /// The end of the contraction at the offset of an apostrophe, or that offset itself if there is none. Nil if that is not
  /// known yet.
  @inline(__always)
  private func endOfContraction(from start: Int) -> Int? {
    guard let length = text.lengthOfContraction(at: start) else { return isLast ? start : nil }
    return start &+ length
  }
}

// MARK: Numbers, punctuation, white space

extension PieceReader {
  @inline(__always)
  private func endOfNumber(from start: Int) -> Int? {
    var offset = start
    var length = 0
    while length < grammar.longestNumber {
      guard let character = text.character(at: offset) else { return endOfText }
      if !character.category.isIn(.numbers) { break }
      offset &+= character.length
      length &+= 1
    }
    return offset
  }

  @inline(__always)
  private func endOfPunctuation(from start: Int) -> Int? {
    guard var offset = endOfRun(of: .punctuation, from: start) else { return nil }
    while offset < text.count {
      guard grammar.endsPunctuation(text[byte: offset]) else { return offset }
      offset &+= 1
    }
    return endOfText
  }

  /// The end of white space, of which nothing leads a word or punctuation.
  @inline(__always)
  private func endOfWhiteSpace(from start: Int) -> Int? {
    var offset = start
    var lastStart = start
    var endOfLastLine: Int?
    while let character = text.character(at: offset) {
      guard character.category.isIn(.whiteSpace) else {
        return endOfLastLine ?? (lastStart == start ? offset : lastStart)
      }
      lastStart = offset
      offset &+= character.length
      if text[byte: lastStart].isLineBreak { endOfLastLine = offset }
    }
    guard isLast else { return nil }
    return grammar.endKeepsWhiteSpaceWhole ? text.count : endOfLastLine ?? text.count
  }
}

extension UInt8 {
  /// `[\r\n]`
  @inline(__always)
  var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
