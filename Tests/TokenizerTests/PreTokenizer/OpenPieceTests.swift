import Testing

@testable import Tokenizer

@Suite struct OpenPieceTests {
  private let o200k: PieceGrammar

  init() throws { o200k = try #require(PieceRule.o200k.grammar) }

  @Test(arguments: PieceRule.withGrammar)
  func `cuts random texts in random parts like the reference`(rule: PieceRule) throws {
    let grammar = try #require(rule.grammar)
    let reference = PieceReference(rule)
    var texts = PieceTexts(seed: 6)
    for _ in 0..<1500 {
      let text = texts.next()
      let ends = Self.ends(in: Array(text.utf8), grammar: grammar) { 1 + texts.below(9) }
      #expect(ends == reference.ends(in: text), "\(text.debugDescription)")
    }
  }

  @Test(arguments: ["a", "A", "日", "!", "=", "я"])
  func `is certain of each part of one long piece at once`(character: String) {
    var piece = OpenPiece(grammar: o200k)
    let part = Array(String(repeating: character, count: 1000).utf8)
    for number in 1...50 {
      let progress = Self.read(part, into: &piece)
      #expect(progress == OpenPiece.Progress(read: part.count, length: nil))
      #expect(piece.certain == number * part.count)
      #expect(piece.undecided == 0)
    }
  }

  @Test func `leaves blanks after a line break undecided until it is known what follows`() {
    var piece = OpenPiece(grammar: o200k)
    let blanks = Array(repeating: UInt8(ascii: " "), count: 1000)
    #expect(Self.read(Array("\n".utf8) + blanks, into: &piece).length == nil)
    #expect((piece.certain, piece.undecided) == (1, 1000))
    #expect(Self.read(blanks + Array("\n".utf8) + blanks, into: &piece).length == nil)
    #expect((piece.certain, piece.undecided) == (2002, 1000))
    #expect(Self.read(Array("x".utf8), into: &piece) == OpenPiece.Progress(read: 0, length: 2002))
    #expect((piece.certain, piece.undecided) == (999, 1))
    #expect(Self.read(Array("x".utf8), into: &piece) == OpenPiece.Progress(read: 0, length: 999))
    #expect(Self.read(Array("x".utf8), into: &piece) == OpenPiece.Progress(read: 1, length: nil))
    #expect((piece.certain, piece.undecided) == (2, 0))
  }

  @Test func `leaves capitals after a letter without case undecided until it is known what follows`() {
    let capitals = Array(repeating: UInt8(ascii: "A"), count: 1000)
    for (next, certain, length) in [("b", 1004, nil), ("日", 1006, nil), (" ", 1000, 3)] as [(String, Int, Int?)] {
      var piece = OpenPiece(grammar: o200k)
      #expect(Self.read(Array("日".utf8) + capitals, into: &piece).length == nil)
      #expect((piece.certain, piece.undecided) == (3, 1000))
      #expect(Self.read(Array(next.utf8), into: &piece).length == length)
      #expect((piece.certain, piece.undecided) == (certain, 0))
    }
  }

  @Test func `asks again for what may become a contraction or a character`() {
    var piece = OpenPiece(grammar: o200k)
    #expect(Self.read(Array("can'".utf8), into: &piece) == OpenPiece.Progress(read: 3, length: nil))
    #expect(Self.read(Array("'t".utf8), into: &piece) == OpenPiece.Progress(read: 2, length: 5))
    #expect(Self.read([0xE6, 0x97], into: &piece) == OpenPiece.Progress(read: 0, length: nil))
    #expect(piece.isEmpty)
  }

  private static func read(_ bytes: [UInt8], into piece: inout OpenPiece) -> OpenPiece.Progress {
    bytes.withUnsafeBufferPointer { piece.read($0, isLast: false) }
  }

  /// The ends of all pieces, read in parts whose lengths `length` gives.
  private static func ends(in text: [UInt8], grammar: PieceGrammar, partsOf length: () -> Int) -> [Int] {
    var piece = OpenPiece(grammar: grammar)
    var ends: [Int] = []
    var start = 0
    var end = 0
    text.withUnsafeBufferPointer { text in
      while true {
        let isLast = end == text.count
        let progress = piece.read(UnsafeBufferPointer(rebasing: text[start..<end]), isLast: isLast)
        start += progress.read
        if let length = progress.length {
          ends.append((ends.last ?? 0) + length)
          #expect((ends.last ?? 0) + piece.certain + piece.undecided == start)
        } else if isLast {
          return #expect(piece.isEmpty)
        } else {
          end = min(text.count, end + length())
        }
      }
    }
    return ends
  }
}
