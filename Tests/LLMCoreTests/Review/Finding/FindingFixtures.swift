@testable import LLMCore

/// Files and claims in a short form.
enum ReviewFixture {
  /// A file from lines with a mark in front: `+` added, a space for context, `~` for surroundings, `-` removed, and `@12` for the
  /// number of the next line.
  static func side(_ path: String, _ text: String, oldPath: String? = nil) -> NewSide {
    var number = 1
    var lines: [NewSide.Line] = []
    var removed: [[UInt8]] = []
    for marked in text.split(separator: "\n", omittingEmptySubsequences: true) {
      let bytes = Array(marked.utf8.dropFirst())
      switch marked.first {
      case "@": number = Int(marked.dropFirst()) ?? number
      case "-": removed.append(bytes)
      case let mark:
        lines.append(NewSide.Line(number, bytes, mark == "+" ? .added : mark == "~" ? .surrounding : .context))
        number += 1
      }
    }
    return NewSide(path: RawPath(path), oldPath: oldPath.map(RawPath.init), lines: lines, removedLines: removed)
  }

  static func claim(
    _ file: String, _ quote: String, line: Int? = nil, rule: String = "some-rule", category: FindingCategory = .bug,
    severity: FindingSeverity = .warning, confidence: Double = 0.8, message: String = "Something is wrong here.",
    suggestion: String? = nil
  ) -> ClaimedFinding {
    ClaimedFinding(
      file: file, quote: quote, line: line, rule: rule, category: category, severity: severity, confidence: confidence,
      message: message, suggestion: suggestion)
  }

  static func proof(_ sides: NewSide..., symbol: String? = nil) -> FindingProof {
    FindingProof(sides: sides, symbol: { _, _ in symbol }, digest: digest)
  }

  /// 64 hexadecimal digits, from four runs of FNV-1a: spreads like the real one, and is no cryptography.
  static let digest: @Sendable ([UInt8]) -> String = { bytes in
    var words: [UInt8] = []
    for seed in UInt64(1)...4 {
      var hash = 0xCBF2_9CE4_8422_2325 &* seed
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash ^= hash >> 32
      hash = hash &* 0x9E37_79B9_7F4A_7C15
      for shift in stride(from: 56, through: 0, by: -8) { words.append(UInt8(truncatingIfNeeded: hash >> shift)) }
    }
    return Hexadecimal.text(of: words)
  }
}
