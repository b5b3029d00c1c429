import Testing

@testable import LLMTerminal

@Suite struct KeyDecoderTests {
  /// All keys of these bytes, fed in pieces of a size, with a pause at the end.
  private func keys(_ text: String, pieces: Int = .max, configure: (inout KeyDecoder) -> Void = { _ in }) -> [KeyDecoder
    .Key]
  {
    keys(Array(text.utf8), pieces: pieces, configure: configure)
  }

  private func keys(
    _ bytes: [UInt8], pieces: Int = .max, configure: (inout KeyDecoder) -> Void = { _ in }
  ) -> [KeyDecoder.Key] {
    var decoder = KeyDecoder()
    configure(&decoder)
    var keys: [KeyDecoder.Key] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      decoder.add(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      while let key = decoder.next() { keys.append(key) }
    }
    while let key = decoder.next(isWhole: true) { keys.append(key) }
    #expect(decoder.isEmpty)
    return keys
  }

  private func characters(_ text: String) -> [KeyDecoder.Key] {
    text.unicodeScalars.map { .character($0.value) }
  }

  @Test(arguments: [1, 2, 3, .max])
  func `characters are whole however their bytes come`(pieces: Int) {
    #expect(keys("aé日👍\u{3}", pieces: pieces) == characters("aé日👍\u{3}"))
  }

  @Test(arguments: [
    ("\u{1B}[A", EditorKey.up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}OD", .left),
    ("\u{1B}[1;5C", .wordRight), ("\u{1B}[1;3D", .wordLeft), ("\u{1B}[1;5D", .wordLeft), ("\u{1B}[H", .home),
    ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}OF", .end), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
    ("\u{1B}[3~", .delete), ("\u{1B}[3;5~", .deleteWord), ("\u{1B}\r", .newline), ("\u{1B}\n", .newline),
    ("\u{1B}[13;2u", .newline), ("\u{1B}[27;2;13~", .newline), ("\u{1B}OM", .submit),
  ])
  func `sequences are keys, whole or byte by byte`(sequence: String, key: EditorKey) {
    #expect(keys("x" + sequence + "y") == characters("x") + [.special(key)] + characters("y"))
    #expect(keys(sequence + "y", pieces: 1) == [.special(key)] + characters("y"))
  }

  @Test(arguments: [
    "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[2~", "\u{1B}[I", "\u{1B}[O", "\u{1B}[[A", "\u{1B}[15~", "\u{1B}[1;2P", "\u{1B}OP",
    "\u{1B}[?1;2c", "\u{1B}[24;80R", "\u{1B}[Z",
  ])
  func `sequences that mean nothing leave nothing behind`(sequence: String) {
    #expect(keys("a\(sequence)b") == characters("ab"))
    #expect(keys("a\(sequence)b", pieces: 1) == characters("ab"))
  }

  @Test func `Escape alone is a key once nothing follows`() {
    var decoder = KeyDecoder()
    decoder.add([0x1B])
    #expect(decoder.next() == nil)
    #expect(decoder.patience > 0)
    #expect(decoder.next(isWhole: true) == .character(0x1B))
    decoder.add(Array("[A".utf8))
    #expect(decoder.next() == .character(0x5B))
    #expect(decoder.next() == .character(0x41))
    #expect(decoder.patience == -1)
  }

  @Test func `Alt and a letter are Escape and the letter`() { #expect(keys("\u{1B}b") == characters("\u{1B}b")) }

  @Test func `Alt and a control key are nothing where they would be taken for keys of ours`() {
    #expect(keys("\u{1B}\u{1}x") == characters("\u{1B}\u{1}x"))
    #expect(keys("\u{1B}\u{1}x") { $0.ignoresMetaControls = true } == characters("x"))
    // They mean something to emacs.
    #expect(keys("\u{1B}\u{8}") { $0.ignoresMetaControls = true } == characters("\u{1B}\u{8}"))
  }

  @Test(arguments: [1, 2, 7, .max])
  func `a paste is one key, with everything in it`(pieces: Int) {
    let text = "a\r\nb\u{1B}[A\u{3}日\u{1B}[201"
    #expect(
      keys("x\u{1B}[200~\(text)\u{1B}[201~y", pieces: pieces)
        == characters("x") + [.paste(Array(text.utf8))] + characters("y"))
  }

  @Test func `a paste without an end is not lost`() {
    #expect(keys("\u{1B}[200~abc") == [.paste(Array("abc".utf8))])
  }

  @Test func `what is no UTF-8 becomes the replacement character, and never a key of ours`() {
    #expect(keys([0x61, 0xFF, 0x62]) == characters("a\u{FFFD}b"))
    #expect(keys([0xE6, 0x97]) == characters("\u{FFFD}"))
    #expect(keys([0xE6, 0x41]) == characters("\u{FFFD}A"))
    for value in 0x80..<0xA0 { #expect(keys([0xC2, UInt8(value), 0x61]) == characters("a")) }
  }

  @Test(arguments: 1...20)
  func `any bytes are the same keys in whatever pieces they come, and never a crash`(seed: UInt64) {
    var state = seed
    /// Knuth's linear congruential generator.
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let alphabet = Array("\u{1B}\u{1B}[[O0123;~ABu\r\naé日".utf8) + Array("\u{1B}[200~".utf8) + [0xFF, 0xC2, 0x85, 0]
    let bytes = (0..<2000).map { _ in alphabet[random(alphabet.count)] }
    let whole = keys(bytes)
    #expect(!whole.isEmpty)
    #expect(keys(bytes, pieces: 1) == whole)
    #expect(keys(bytes, pieces: 1 + random(50)) == whole)
  }

  @Test func `sequences that the user has bound are passed on`() {
    let bound = keys("\u{1B}[A\u{1B}[B") { $0.passedOn = [Array("\u{1B}[A".utf8)] }
    #expect(bound == characters("\u{1B}[A") + [.special(.down)])
  }

  @Test func `Enter that was typed too early is still Enter`() {
    var decoder = KeyDecoder()
    decoder.cookedBytes = 4
    decoder.add(Array("ab\n".utf8))
    decoder.add(Array("\n\n".utf8))
    var seen: [KeyDecoder.Key] = []
    while let key = decoder.next() { seen.append(key) }
    #expect(seen == characters("ab\r\r\n"))
  }
}
