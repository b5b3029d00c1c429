import Testing

@testable import Tokenizer

@Suite struct PieceBatchesTests {
  @Test(arguments: PieceRule.allCases)
  func `a piece longer than the window is cut nowhere`(rule: PieceRule) {
    let scanner = PieceScanner(rule: rule)
    for unit in ["a", " ", "\n", "=", "中", "\u{E9}", "中A", "\n ", "/", "A", "x "] {
      for ending in ["", "a", "\n", " x", "'s", "A"] {
        let text = Array(("\n" + String(repeating: unit, count: 300) + ending + " and 中" + ending).utf8)
        #expect(
          ends(of: text, PieceBatches(scanner: scanner, window: 100)) == ends(of: text, PieceBatches(scanner: scanner)),
          "\(unit) \(ending)")
      }
    }
  }

  private func ends(of text: [UInt8], _ batches: PieceBatches) -> [Int] {
    var found: [Int] = []
    text.withUnsafeBufferPointer { text in
      let takeLong = { (piece: UnsafeBufferPointer<UInt8>) in
        found.append((found.last ?? 0) + piece.count)
        return true
      }
      _ = batches.forEach(in: text, isLast: true, takeLong: takeLong) { _, offset, _, ends in
        found += ends.map { offset + Int($0) }
        return true
      }
    }
    return found
  }
}
