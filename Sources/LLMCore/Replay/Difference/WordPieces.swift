/// A text cut into words, blanks and marks, as a person would move them: the pieces that texts are compared by.
///
/// A word is a run of letters and numbers of any script, with the marks over them; scripts that are written without spaces are cut
/// after each character. Blanks are runs on one line; each line feed and each other character is a piece of its own. A
/// character that people see as one, such as an emoji of several, is not cut.
struct WordPieces {
  let bytes: ArraySlice<UInt8>
  /// Where each piece ends, in places of `bytes`.
  private(set) var ends: [Int] = []
  /// How many letters and numbers there are up to the end of each: what they count for a reader.
  private var weights: [Int] = []

  /// What a character makes of the piece that it stands in.
  private enum Kind {
    case letter, symbolOfWord, blank, lineEnd, other
    /// Stays with what is before it, and with what is behind it.
    case mark, joiner
  }

  /// - Parameter bytes: UTF-8, such as lines of a text.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    ends.reserveCapacity(bytes.count / 3)
    weights.reserveCapacity(bytes.count / 3)
    var (weight, last, isJoined) = (0, Kind?.none, false)
    var place = bytes.startIndex
    while place < bytes.endIndex {
      let (kind, length) = Self.kind(in: bytes, at: place)
      let goesOn =
        switch (last, kind) {
        case (nil, _): true
        case (_, .mark), (_, .joiner): last != .lineEnd
        case (_, _) where isJoined: true
        case (.letter?, .letter), (.blank?, .blank): true
        default: false
        }
      if !goesOn {
        ends.append(place)
        weights.append(weight)
      }
      isJoined = kind == .joiner
      if kind == .mark || kind == .joiner {
        last = last ?? .other
      } else {
        last = kind
        if kind == .letter { weight += 1 }
        if kind == .symbolOfWord { weight += 2 }
      }
      place += length
    }
    guard !bytes.isEmpty else { return }
    ends.append(bytes.endIndex)
    weights.append(weight)
  }

  /// The bytes of some of the pieces.
  func bytes(of pieces: Range<Int>) -> ArraySlice<UInt8> {
    bytes[start(of: pieces.lowerBound)..<start(of: pieces.upperBound)]
  }

  /// How many letters and numbers some of the pieces have.
  func weight(of pieces: Range<Int>) -> Int {
    weight(before: pieces.upperBound) - weight(before: pieces.lowerBound)
  }

  /// How many letters and numbers there are.
  var weight: Int { weights.last ?? 0 }

  private func weight(before piece: Int) -> Int { piece == 0 ? 0 : weights[piece - 1] }

  private func start(of piece: Int) -> Int { piece == 0 ? bytes.startIndex : ends[piece - 1] }

  /// The character at a place, and how many bytes it takes.
  private static func kind(in bytes: ArraySlice<UInt8>, at place: Int) -> (kind: Kind, length: Int) {
    let byte = bytes[place]
    guard byte >= 0x80 else {
      if Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.underscore { return (.letter, 1) }
      if byte == Byte.lineFeed { return (.lineEnd, 1) }
      return (Byte.isBlank(byte) || byte == Byte.carriageReturn ? .blank : .other, 1)
    }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    let end = min(place + length, bytes.endIndex)
    guard let scalar = String(decoding: bytes[place..<end], as: UTF8.self).unicodeScalars.first else {
      return (.other, end - place)
    }
    return (kind(of: scalar), end - place)
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar == "\u{200D}" { return .joiner }
    let properties = scalar.properties
    // Variation selectors, skin tones and tags belong to the character before them.
    if properties.isVariationSelector || properties.isEmojiModifier || (0xE0020...0xE007F).contains(scalar.value) {
      return .mark
    }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    case .otherLetter where isWrittenWithoutSpaces(scalar): return .symbolOfWord
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber,
      .otherNumber:
      return .letter
    case .spaceSeparator: return .blank
    case .lineSeparator, .paragraphSeparator: return .lineEnd
    default: return .other
    }
  }

  /// Han characters, kana, and the letters of Thai, Lao, Burmese and Khmer.
  private static func isWrittenWithoutSpaces(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF: true
    default: scalar.properties.isIdeographic
    }
  }
}
