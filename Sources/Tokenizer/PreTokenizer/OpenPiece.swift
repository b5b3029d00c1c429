/// Follows pieces of any length through text that comes in parts, without going back: a gigabyte of one letter is one piece.
///
/// Give it the text from the start of a piece on, part by part. It tells how much of it belongs to the piece for certain;
/// that much may be encoded and forgotten. Of what was read after it, one thing is known:
///
/// - either the piece goes on through all undecided bytes,
/// - or it ends where they start, and they are the start of the next piece.
///
/// Undecided are the last character of white space, white space after a line break (another line break would
/// make it part of the piece), and, of `o200k`, capitals after a letter without case (a small letter would). A reader of
/// bounded memory therefore follows two encoders at most: one for each of the two cases.
struct OpenPiece: Sendable {
  /// What reading led to.
  struct Progress: Equatable, Sendable {
    /// How many of the bytes offered were read. Those not read have to be offered again, with more after them, unless
    /// `length` says that a piece ended: a character or a contraction may be incomplete.
    var read: Int
    /// The length of the piece, if it ended. `certain` and `undecided` are then about the next piece, and what was
    /// undecided, never anything else, is in one of them.
    var length: Int?
  }

  /// How far the piece has come.
  private enum State {
    case empty
    /// One blank, which may lead a word, or punctuation if it is the space.
    case leadingBlank(isSpace: Bool)
    /// One character of punctuation, which may lead a word.
    case leadingPunctuation
    case capitals(hasBoth: Bool)
    /// The part of a word where no capital can follow.
    case letters
    case number(length: Int)
    case punctuation
    case punctuationEnd
    case whiteSpace(hasLineBreak: Bool)
  }

  /// A blank: the bytes it has.
  private struct Blank {
    var length = 0
    var isSpace = false
  }

  /// How many bytes read belong to the piece whatever follows.
  private(set) var certain = 0
  /// How many bytes were read after those.
  private(set) var undecided = 0

  private let grammar: PieceGrammar
  private var state = State.empty
  private var lastBlank = Blank()

  init(grammar: PieceGrammar) { self.grammar = grammar }

  /// Whether no byte of the piece was read yet.
  var isEmpty: Bool { certain &+ undecided == 0 }

  /// How many of the undecided bytes belong to the next piece whatever follows, if the piece ends where they start.
  var certainOfNext: Int {
    if case .whiteSpace = state { return undecided &- min(undecided, lastBlank.length) }
    return undecided
  }

  /// Reads on until the piece ends or the bytes do. `bytes` is the text after what was read before, valid UTF-8 but for a
  /// character cut at its end. With `isLast` true all is read, and calls with what is left, be it nothing, end one piece
  /// after the other until `isEmpty`.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Progress {
    guard let base = bytes.baseAddress, !bytes.isEmpty else {
      return Progress(read: 0, length: isLast ? endOfText() : nil)
    }
    let text = TextReader(bytes: base, count: bytes.count)
    var offset = 0
    while offset < bytes.count {
      let run = lengthOfRun(bytes, from: offset)
      certain &+= run
      offset &+= run
      guard offset < bytes.count else { break }
      guard let character = text.character(at: offset) ?? (isLast ? text.remainder(at: offset) : nil) else {
        return Progress(read: offset, length: nil)
      }
      switch step(character, byte: text[byte: offset]) {
      case .goOn:
        offset &+= character.length
      case .end:
        return Progress(read: offset, length: end())
      case .apostrophe:
        let length = text.lengthOfContraction(at: offset)
        guard let length = length ?? (isLast ? 0 : nil) else { return Progress(read: offset, length: nil) }
        if length > 0 || !isEmpty {
          certain &+= length
          return Progress(read: offset &+ length, length: end())
        }
        go(.leadingPunctuation, with: character)
        offset &+= character.length
      }
    }
    return Progress(read: offset, length: isLast ? endOfText() : nil)
  }
}

// MARK: Steps

extension OpenPiece {
  /// Bytes of ASCII from an offset on that belong to the piece like the last one, and leave it in the state it is in.
  @inline(__always)
  private func lengthOfRun(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var offset = start
    switch state {
    case .letters:
      let fold: UInt8 = grammar.word == .letters ? 0x20 : 0
      while offset < bytes.count, (bytes[offset] | fold) &- UInt8(ascii: "a") < 26 { offset &+= 1 }
    case .capitals(hasBoth: false):
      while offset < bytes.count, bytes[offset] &- UInt8(ascii: "A") < 26 { offset &+= 1 }
    case .punctuation:
      while offset < bytes.count, bytes[offset].isPrintablePunctuation { offset &+= 1 }
    default: break
    }
    return offset &- start
  }

  private enum Step {
    case goOn
    /// The character is not part of the piece.
    case end
    /// A contraction may start here.
    case apostrophe
  }

  /// Takes in a character and all that was undecided.
  @discardableResult
  @inline(__always)
  private mutating func go(_ next: State, with character: TextReader.Character) -> Step {
    state = next
    certain &+= undecided &+ character.length
    undecided = 0
    return .goOn
  }

  @inline(__always)
  private mutating func step(_ character: TextReader.Character, byte: UInt8) -> Step {
    let category = character.category
    switch state {
    case .empty:
      return start(character, byte: byte)
    case .leadingBlank(let isSpace):
      if category.isIn(grammar.wordCharacters) { return startWord(character) }
      if isSpace, category.isIn(.punctuation) { return go(.punctuation, with: character) }
      return category.isIn(.whiteSpace) ? continueWhiteSpace(character, byte: byte, hasLineBreak: false) : .end
    case .leadingPunctuation:
      if category.isIn(grammar.wordCharacters) { return startWord(character) }
      return continuePunctuation(character, byte: byte)
    case .capitals(let hasBoth):
      return continueCapitals(character, byte: byte, hasBoth: hasBoth)
    case .letters:
      let isPart = category.isIn(grammar.word == .letters ? .letters : [.smallLetters, .lettersWithoutCase, .marks])
      return isPart ? go(.letters, with: character) : endWord(byte: byte)
    case .number(let length):
      guard category.isIn(.numbers), length < grammar.longestNumber else { return .end }
      return go(.number(length: length &+ 1), with: character)
    case .punctuation:
      return continuePunctuation(character, byte: byte)
    case .punctuationEnd:
      return grammar.endsPunctuation(byte) ? go(.punctuationEnd, with: character) : .end
    case .whiteSpace(let hasLineBreak):
      guard category.isIn(.whiteSpace) else { return .end }
      return continueWhiteSpace(character, byte: byte, hasLineBreak: hasLineBreak)
    }
  }

  private mutating func start(_ character: TextReader.Character, byte: UInt8) -> Step {
    let category = character.category
    if category.isIn(grammar.wordCharacters) { return startWord(character) }
    if category.isIn(.numbers) { return go(.number(length: 1), with: character) }
    if byte.isLineBreak { return go(.whiteSpace(hasLineBreak: true), with: character) }
    if category.isIn(.whiteSpace) { return go(.leadingBlank(isSpace: byte == UInt8(ascii: " ")), with: character) }
    if byte == UInt8(ascii: "'"), grammar.contraction == .standsAlone { return .apostrophe }
    return go(.leadingPunctuation, with: character)
  }

  private mutating func startWord(_ character: TextReader.Character) -> Step {
    if grammar.word == .letters || character.category.isIn(.smallLetters) { return go(.letters, with: character) }
    return go(.capitals(hasBoth: !character.category.isIn(.capitals)), with: character)
  }

  private mutating func continueCapitals(_ character: TextReader.Character, byte: UInt8, hasBoth: Bool) -> Step {
    if character.category.isIn([.lettersWithoutCase, .marks]) { return go(.capitals(hasBoth: true), with: character) }
    if character.category.isIn(.smallLetters) { return go(.letters, with: character) }
    guard character.category.isIn(.capitals) else { return undecided > 0 ? .end : endWord(byte: byte) }
    guard hasBoth else { return go(.capitals(hasBoth: false), with: character) }
    undecided &+= character.length
    return .goOn
  }

  private func endWord(byte: UInt8) -> Step {
    byte == UInt8(ascii: "'") && grammar.contraction == .endsWord ? .apostrophe : .end
  }

  private mutating func continuePunctuation(_ character: TextReader.Character, byte: UInt8) -> Step {
    if character.category.isIn(.punctuation) { return go(.punctuation, with: character) }
    return grammar.endsPunctuation(byte) ? go(.punctuationEnd, with: character) : .end
  }

  private mutating func continueWhiteSpace(
    _ character: TextReader.Character, byte: UInt8, hasLineBreak: Bool
  ) -> Step {
    if byte.isLineBreak { return go(.whiteSpace(hasLineBreak: true), with: character) }
    state = .whiteSpace(hasLineBreak: hasLineBreak)
    if !hasLineBreak {
      certain &+= undecided
      undecided = 0
    }
    undecided &+= character.length
    lastBlank = Blank(length: character.length, isSpace: byte == UInt8(ascii: " "))
    return .goOn
  }
}

// MARK: Ends

extension OpenPiece {
  /// Ends the piece before what is undecided, with which the next one starts. Returns its length.
  private mutating func end() -> Int {
    let length = certain
    certain = undecided
    undecided = 0
    switch state {
    case .capitals where certain > 0:
      state = .capitals(hasBoth: false)
    case .whiteSpace where certain == lastBlank.length && certain > 0:
      state = .leadingBlank(isSpace: lastBlank.isSpace)
    case .whiteSpace where certain > 0:
      state = .whiteSpace(hasLineBreak: false)
      certain &-= lastBlank.length
      undecided = lastBlank.length
    default:
      state = .empty
    }
    return length
  }

  /// Ends the piece where the text ends, or before. Returns its length, nil if there is none.
  private mutating func endOfText() -> Int? {
    if isEmpty { return nil }
    if case .whiteSpace(let hasLineBreak) = state, !hasLineBreak || grammar.endKeepsWhiteSpaceWhole {
      certain &+= undecided
      undecided = 0
    }
    return end()
  }
}

extension UInt8 {
  /// Whether it is a visible character of ASCII that is neither letter nor digit.
  @inline(__always)
  fileprivate var isPrintablePunctuation: Bool {
    self &- 0x21 < 0x7F - 0x21 && self &- UInt8(ascii: "0") > 9 && (self | 0x20) &- UInt8(ascii: "a") > 25
  }
}
