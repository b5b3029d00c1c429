import Testing

@testable import Tokenizer

@Suite struct PieceMemoryTests {
  /// A generator whose numbers are the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      return mixed ^ mixed >> 27
    }
  }

  /// Words of 1 to 30 letters, more of them than a small memory has room for.
  private static let texts = (UInt64(0)..<8).map { text(seed: $0) }

  private static func text(seed: UInt64) -> [UInt8] {
    var numbers = Numbers(state: seed)
    return (0..<1000).flatMap { _ -> [UInt8] in
      let word = UInt64.random(in: 0..<1500, using: &numbers)
      var letters = Numbers(state: word)
      return [0x20] + (0..<(1 + word % 30)).map { _ in UInt8.random(in: 0x61...0x7A, using: &letters) }
    }
  }

  @Test(arguments: [0, 1 << 12, .max])
  func `counters on several threads that share a memory count as one alone does`(expected: Int) async throws {
    let memory = PieceMemory(expecting: expected)
    let lengths = try Self.texts.map { try Encoding.o200kBase.encode($0).count }
    try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for thread in 0..<4 {
        group.addTask {
          let shared = TokenCounter(.o200kBase, remembering: memory)
          var (together, alone) = (0, 0)
          for round in 0..<40 {
            let text = Self.texts[(thread + round) % Self.texts.count]
            try shared.append(text)
            together += try shared.finish()
            alone += lengths[(thread + round) % Self.texts.count]
          }
          return (together, alone)
        }
      }
      for try await (together, alone) in group { #expect(together == alone) }
    }
  }

  @Test func `an entry whose words belong to different pieces means nothing`() {
    let seal = PieceMemory.Seal()
    var numbers = Numbers(state: 1)
    for _ in 0..<10_000 {
      let (first, second) = (numbers.next(), numbers.next())
      #expect(seal.of(first) != seal.of(second))
      // The words may differ in one bit only, also the highest.
      let bit = UInt64(1) << UInt64.random(in: 0..<64, using: &numbers)
      let difference = seal.of(first) ^ seal.of(first ^ bit)
      #expect(difference != 0 && difference != bit)
      let words = (first, second, numbers.next())
      #expect(seal.of(words) != seal.of((words.0 ^ bit, words.1, words.2)))
      #expect(seal.of(words) != seal.of((words.0, words.1 ^ bit, words.2)))
      #expect(seal.of(words) != seal.of((words.0, words.1, words.2 ^ bit)))
    }
  }

  @Test(arguments: [Encoding.o200kBase, .cl100kBase])
  func `what was no text is cut only where no token reaches across`(encoding: Encoding) throws {
    var numbers = Numbers(state: 7)
    let characters = (UInt8(0x20)..<0x7F).map { [$0] } + [[0x0A]]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...40, using: &numbers)).flatMap { _ -> [UInt8] in
        Bool.random(using: &numbers) ? [0xEF, 0xBF, 0xBD] : characters.randomElement(using: &numbers) ?? []
      }
      #expect(try encoding.count(text) == encoding.encode(text).count, "\(text)")
    }
  }
}
