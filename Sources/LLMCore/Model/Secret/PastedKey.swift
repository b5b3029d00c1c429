/// A provider's key as it was pasted, without what came along with it.
package struct PastedKey: Sendable {
  /// What pasting brings along.
  package enum Surplus: String, Sendable, CaseIterable {
    case space = "white space"
    case quotes = "quotation marks"
    case bearer = "the word Bearer"
    case header = "the name of a header"
    case variable = "the name of a variable"
  }

  /// The key alone: one line of visible ASCII.
  package let secret: Secret
  /// What was taken away, in the order of `Surplus`; empty where the key was pasted as it is.
  package let removed: [Surplus]

  /// Longer than any key; what is longer is another thing that was in the clipboard. Bytes.
  private static let longest = 4096

  /// Takes away white space, quotation marks, `Bearer `, the name of a header, and `NAME=` or `export NAME=` around a key.
  ///
  /// Throws `LLMError` of kind `inputInvalid` where what remains cannot be a key, above all what would end a header's line.
  package init(_ pasted: Secret) throws(LLMError) {
    (secret, removed) = try pasted.withExposedBytes { (bytes) throws(LLMError) in
      var trim = Trim(bytes)
      trim.run()
      try Self.check(bytes[trim.range])
      return (pasted.part(trim.range), Surplus.allCases.filter(trim.removed.contains))
    }
  }

  /// One sentence about what was taken away; nil where nothing was.
  package var notice: String? {
    guard let last = removed.last else { return nil }
    let others = removed.dropLast().map(\.rawValue).joined(separator: ", ")
    return "removed \(others.isEmpty ? "" : others + " and ")\(last.rawValue) around the key"
  }

  private static func check(_ key: Slice<UnsafeRawBufferPointer>) throws(LLMError) {
    let reason: String? =
      if key.isEmpty {
        "the key is empty"
      } else if key.count > longest {
        "the key is longer than \(longest) bytes"
      } else if key.contains(0x0A) || key.contains(0x0D) {
        "the key has a line end in it, as if two things had been pasted"
      } else if key.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
        "the key has a control character in it"
      } else if key.contains(where: { $0 >= 0x80 }) {
        "the key has a character in it that is not ASCII"
      } else if key.contains(0x20) {
        "the key has a space in it"
      } else {
        nil
      }
    guard let reason else { return }
    throw LLMError(.inputInvalid, reason, advice: "Copy the key alone, as the provider shows it")
  }
}

/// Narrows a range of bytes from both ends.
private struct Trim {
  let bytes: UnsafeRawBufferPointer
  var range: Range<Int>
  var removed: Set<PastedKey.Surplus> = []

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    range = 0..<bytes.count
  }

  /// What stands at the ends of pasted text without being seen: ASCII's white space, the no-break space, the zero-width space
  /// and joiners, the byte order mark.
  private static let spaces = [
    [0x20], [0x09], [0x0A], [0x0D], [0xC2, 0xA0], [0xE2, 0x80, 0x8B], [0xE2, 0x80, 0x8C], [0xE2, 0x80, 0x8D],
    [0xEF, 0xBB, 0xBF],
  ].map { $0.map(UInt8.init) }
  private static let quotes = ["\"", "'", "`", "“", "”", "‘", "’"].map { Array($0.utf8) }
  private static let headers = ["authorization:", "x-api-key:", "x-goog-api-key:", "api-key:"].map { Array($0.utf8) }
  private static let assignments = ["export ", "set ", "setx ", "$env:"].map { Array($0.utf8) }
  /// How the name of a variable that holds a key ends.
  private static let nameEnds = ["KEY", "TOKEN", "SECRET"].map { Array($0.utf8) }

  /// Until nothing is left to take away: each step may uncover another's.
  mutating func run() {
    while dropAround(Self.spaces, .space) || dropAround(Self.quotes, .quotes) || dropFirst(of: Self.headers, .header)
      || dropBearer() || dropAssignment()
    {}
  }

  private mutating func dropAround(_ pieces: [[UInt8]], _ surplus: PastedKey.Surplus) -> Bool {
    let before = range
    for piece in pieces {
      if bytes[range].starts(with: piece) { range = range.lowerBound + piece.count..<range.upperBound }
      if bytes[range].suffix(piece.count).elementsEqual(piece) {
        range = range.lowerBound..<range.upperBound - piece.count
      }
    }
    if range != before { removed.insert(surplus) }
    return range != before
  }

  private mutating func dropFirst(of words: [[UInt8]], _ surplus: PastedKey.Surplus) -> Bool {
    for word in words where startsIgnoringCase(word, from: range.lowerBound) {
      range = range.lowerBound + word.count..<range.upperBound
      removed.insert(surplus)
      return true
    }
    return false
  }

  private mutating func dropBearer() -> Bool { dropFirst(of: [Array("bearer ".utf8)], .bearer) }

  /// `NAME=`, also behind a shell's word for it. A key of base64 may itself hold `=`, so the name must be that of a key.
  private mutating func dropAssignment() -> Bool {
    var start = range.lowerBound
    for word in Self.assignments where startsIgnoringCase(word, from: start) {
      start += word.count
      while start < range.upperBound, bytes[start] == 0x20 { start += 1 }
      break
    }
    let name = bytes[start..<range.upperBound].prefix(while: Self.isNameByte)
    var end = name.endIndex
    // JSON has its names in quotation marks.
    while end < range.upperBound, bytes[end] == 0x20 || bytes[end] == UInt8(ascii: "\"") { end += 1 }
    guard !name.isEmpty, end < range.upperBound, bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ":"),
      range.upperBound - end > 8, bytes[end + 1] != UInt8(ascii: "="), Self.namesKey(name)
    else { return false }
    range = end + 1..<range.upperBound
    removed.insert(.variable)
    return true
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether a variable of this name holds a key: `OPENAI_API_KEY`, `api_key`, `GH_TOKEN_DEV`.
  private static func namesKey(_ name: Slice<UnsafeRawBufferPointer>) -> Bool {
    let upper = name.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }
    return upper.split(separator: UInt8(ascii: "_")).contains { word in
      nameEnds.contains { word.suffix($0.count).elementsEqual($0) }
    }
  }

  private func startsIgnoringCase(_ word: [UInt8], from start: Int) -> Bool {
    guard range.upperBound - start >= word.count else { return false }
    return zip(bytes[start...], word).allSatisfy { byte, letter in
      byte == letter || (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z") && byte | 0x20 == letter)
    }
  }
}
