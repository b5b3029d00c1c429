/// Finds the end of one piece after the other for the rules that are not of the family of ``PieceGrammar``, character by
/// character and without going back.
///
/// Some of these rules are several expressions, each applied to every piece that the one before made, be it a match or what
/// was left between two. So the later ones see the text end where such a piece ends.
struct SplitReader {
  let rule: PieceRule
  let text: TextReader
  /// Whether nothing follows the text.
  let isLast: Bool
  /// Whether the piece at hand lies in a match of the second expression of `deepseek3`.
  private var isInHan = false

  init(rule: PieceRule, text: TextReader, isLast: Bool) {
    self.rule = rule
    self.text = text
    self.isLast = isLast
  }

  /// The end of the piece that starts at an offset, which must be before the end of the text. Nil if the piece could go on
  /// differently, were there more text.
  func end(from start: Int) -> Int? {
    guard let first = character(at: start) else { return nil }
    if first.category.isIn(.numbers), rule != .gpt2 { return endOfNumber(from: start) }
    switch rule {
    case .deepseek3:
      var reader = self
      reader.isInHan = isHan(at: start, first)
      return reader.endByDeepSeek3(from: start, first)
    case .qwen35: return endByQwen35(from: start, first)
    default: return endByGPT2(from: start, first)
    }
  }

  /// What stands for the end of what an expression may see: a character of no category.
  private static var nothing: TextReader.Character { TextReader.Character(category: [], length: 0) }

  /// The character at an offset; nil if that is not known yet.
  @inline(__always)
  private func character(at offset: Int) -> TextReader.Character? {
    guard offset < text.count else { return isLast ? Self.nothing : nil }
    return text.character(at: offset) ?? (isLast ? text.remainder(at: offset) : nil)
  }

  /// The same for an expression that is not the first of its rule.
  @inline(__always)
  private func next(at offset: Int) -> TextReader.Character? {
    guard let character = character(at: offset) else { return nil }
    switch rule {
    case .gpt2AmongDigits: return character.category.isIn(.numbers) ? Self.nothing : character
    case .deepseek3:
      return character.category.isIn(.numbers) || isHan(at: offset, character) != isInHan ? Self.nothing : character
    default: return character
    }
  }

  /// The offset of the first character from `start` on that is not in a set. Nil if that is not known yet.
  @inline(__always)
  private func endOfRun(of set: GeneralCategories, from start: Int) -> Int? {
    var offset = start
    while let character = next(at: offset) {
      if !character.category.isIn(set) { return offset }
      offset &+= character.length
    }
    return nil
  }

  @inline(__always)
  private func isLineBreak(at offset: Int) -> Bool { offset < text.count && text[byte: offset].isLineBreak }

  private func endOfNumber(from start: Int) -> Int? {
    var offset = start
    for _ in 0..<(rule == .deepseek3 ? 3 : 1) {
      guard let character = character(at: offset) else { return nil }
      if !character.category.isIn(.numbers) { break }
      offset &+= character.length
    }
    return offset
  }

  /// Punctuation with the line breaks that end it.
  private func endOfPunctuation(of set: GeneralCategories, from start: Int) -> Int? {
    guard var offset = endOfRun(of: set, from: start) else { return nil }
    // Line breaks are not in a match of the second expression of `deepseek3`.
    if isInHan { return offset }
    while isLineBreak(at: offset) { offset &+= 1 }
    return offset < text.count || isLast ? offset : nil
  }

  /// White space: up to its last line break if it has one and the rule asks for it, else without its last character if
  /// something follows.
  private func endOfWhiteSpace(from start: Int, toLineBreak: Bool) -> Int? {
    var offset = start
    var lastStart = start
    var endOfLastLine: Int?
    while let character = next(at: offset) {
      guard character.category.isIn(.whiteSpace) else {
        if let endOfLastLine { return endOfLastLine }
        return character.length == 0 || lastStart == start ? offset : lastStart
      }
      lastStart = offset
      offset &+= character.length
      if toLineBreak, text[byte: lastStart].isLineBreak { endOfLastLine = offset }
    }
    return nil
  }
}

// MARK: GPT-2

extension SplitReader {
  private func endByGPT2(from start: Int, _ first: TextReader.Character) -> Int? {
    let byte = text[byte: start]
    if byte == UInt8(ascii: "'") {
      guard let end = endOfSmallContraction(from: start) else { return nil }
      if end > start { return end }
    }
    var (led, offset) = (first, start)
    if byte == UInt8(ascii: " ") {
      guard let second = next(at: start &+ 1) else { return nil }
      if second.length > 0, !second.category.isIn(.whiteSpace) { (led, offset) = (second, start &+ 1) }
    }
    if led.category.isIn(.letters) { return endOfRun(of: .letters, from: offset) }
    if led.category.isIn(.numbers) { return endOfRun(of: .numbers, from: offset) }
    if led.category.isIn(.whiteSpace) { return endOfWhiteSpace(from: start, toLineBreak: false) }
    return endOfRun(of: .punctuation, from: offset)
  }

  /// The end of `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d` in small letters, or the offset itself. Nil if the text ends
  /// too early to tell.
  private func endOfSmallContraction(from start: Int) -> Int? {
    guard start &+ 1 < text.count else { return isLast ? start : nil }
    let second: UInt8
    switch text[byte: start &+ 1] {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start &+ 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"): second = UInt8(ascii: "e")
    case UInt8(ascii: "l"): second = UInt8(ascii: "l")
    default: return start
    }
    guard start &+ 2 < text.count else { return isLast ? start : nil }
    return text[byte: start &+ 2] == second ? start &+ 3 : start
  }
}

// MARK: Qwen 3.5

extension SplitReader {
  private func endByQwen35(from start: Int, _ first: TextReader.Character) -> Int? {
    let word: GeneralCategories = [.letters, .marks]
    let punctuation = GeneralCategories.punctuation.subtracting(.marks)
    let byte = text[byte: start]
    if first.category.isIn(word) { return endOfRun(of: word, from: start) }
    if byte.isLineBreak { return endOfWhiteSpace(from: start, toLineBreak: true) }
    if byte == UInt8(ascii: "'") {
      guard let length = text.lengthOfContraction(at: start) ?? (isLast ? 0 : nil) else { return nil }
      if length > 0 { return start &+ length }
    }
    guard let second = next(at: start &+ first.length) else { return nil }
    if second.category.isIn(word) { return endOfRun(of: word, from: start &+ first.length) }
    if !first.category.isIn(.whiteSpace) { return endOfPunctuation(of: punctuation, from: start) }
    if byte == UInt8(ascii: " "), second.category.isIn(punctuation) {
      return endOfPunctuation(of: punctuation, from: start &+ 1)
    }
    return endOfWhiteSpace(from: start, toLineBreak: true)
  }
}

// MARK: DeepSeek 3

extension SplitReader {
  /// `[一-龥぀-ゟ゠-ヿ]`
  @inline(__always)
  private func isHan(at offset: Int, _ character: TextReader.Character) -> Bool {
    guard character.length == 3, offset &+ 3 <= text.count else { return false }
    let bytes =
      UInt32(text[byte: offset]) << 16 | UInt32(text[byte: offset &+ 1]) << 8 | UInt32(text[byte: offset &+ 2])
    return 0xE4_B880...0xE9_BEA5 ~= bytes || 0xE3_8180...0xE3_83BF ~= bytes
  }

  private func endByDeepSeek3(from start: Int, _ first: TextReader.Character) -> Int? {
    let word: GeneralCategories = [.letters, .marks]
    let signs: GeneralCategories = [.punctuationMarks, .symbols]
    if first.category.isIn(word) { return endOfRun(of: word, from: start) }
    let byte = text[byte: start]
    if byte.isLineBreak { return endOfWhiteSpace(from: start, toLineBreak: true) }
    guard let second = next(at: start &+ first.length) else { return nil }
    if first.category.isIn(signs) {
      if byte < 0x80, second.length == 1, text[byte: start &+ 1].isASCIILetter {
        return endOfASCIILetters(from: start &+ 1)
      }
      return endOfPunctuation(of: signs, from: start)
    }
    if second.category.isIn(word) { return endOfRun(of: word, from: start &+ first.length) }
    if byte == UInt8(ascii: " "), second.category.isIn(signs) { return endOfPunctuation(of: signs, from: start &+ 1) }
    if first.category.isIn(.whiteSpace) { return endOfWhiteSpace(from: start, toLineBreak: true) }
    return endOfUnmatched(from: start &+ first.length)
  }

  private func endOfASCIILetters(from start: Int) -> Int? {
    var offset = start
    while offset < text.count, text[byte: offset].isASCIILetter { offset &+= 1 }
    return offset < text.count || isLast ? offset : nil
  }

  /// The end of characters that no expression matches, such as controls; one of them may lead a word.
  private func endOfUnmatched(from start: Int) -> Int? {
    let matched: GeneralCategories = [.letters, .marks, .punctuationMarks, .symbols, .whiteSpace]
    var offset = start
    while let character = next(at: offset) {
      if character.length == 0 || character.category.isIn(matched) { return offset }
      guard let second = next(at: offset &+ character.length) else { return nil }
      if second.category.isIn([.letters, .marks]) { return offset }
      offset &+= character.length
    }
    return nil
  }
}

extension UInt8 {
  /// `[A-Za-z]`
  @inline(__always)
  fileprivate var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
}

// MARK: Without a rule

extension CharacterJoins {
  /// The end of the part that starts at an offset: the first place that no token reaches across.
  func end(in text: TextReader, from start: Int, isLast: Bool) -> Int? {
    var offset = start
    var previous: UInt32?
    while offset < text.count {
      guard let (point, length) = text.point(at: offset) else { break }
      if let previous, !mayJoin(previous, point) { return offset }
      previous = point
      offset &+= length
    }
    return isLast ? text.count : nil
  }
}
