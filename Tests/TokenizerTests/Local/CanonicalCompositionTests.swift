import Foundation
import Testing

@testable import Tokenizer

/// Normalization form C, beside that of Hugging Face's tokenizers, recorded by scripts/composition_tables.py.
@Suite struct CanonicalCompositionTests {
  private static func composed(_ text: String) -> String {
    var result: [UInt8] = []
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      CanonicalComposition.apply(to: bytes) { part, _ in result.append(contentsOf: part) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  @Test func `texts are composed as the reference has it`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/composition.json")
    let cases = try JSONDecoder().decode([[String]].self, from: Data(contentsOf: file))
    #expect(cases.count == 1200)
    // As strings, canonically equivalent texts are equal; so bytes are compared.
    for example in cases { #expect(Self.composed(example[0]).utf8.elementsEqual(example[1].utf8), "\(example)") }
  }

  @Test func `text that is composed is passed on in one part`() {
    var parts: [Int] = []
    Array("Ça va, naïve 日本語".utf8).withUnsafeBufferPointer { bytes in
      CanonicalComposition.apply(to: bytes) { part, change in
        #expect(change == nil)
        parts.append(part.count)
      }
    }
    #expect(parts == ["Ça va, naïve 日本語".utf8.count])
  }

  @Test func `the start of a text that what follows cannot change ends before its last stable character`() {
    func stable(_ text: String) -> Int {
      Array(text.utf8).withUnsafeBufferPointer { CanonicalComposition.stablePrefix(of: $0) }
    }
    #expect(stable("abc") == 2)
    #expect(stable("abe\u{301}\u{323}") == 2)
    #expect(stable("") == 0)
    #expect(stable("\u{301}") == 0)
  }
}
