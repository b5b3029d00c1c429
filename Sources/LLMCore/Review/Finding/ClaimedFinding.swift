/// A finding as a model states it: nothing of it is proven.
package struct ClaimedFinding: Sendable, Equatable {
  /// The path as the model wrote it.
  package var file: String
  /// The code it is about, as the model copied it.
  package var quote: String
  /// Where the model thinks the quote begins; only a hint.
  package var line: Int?
  /// A short name for the kind of problem: lower-case letters, digits and hyphens, never empty.
  package var rule: String
  package var category: FindingCategory
  package var severity: FindingSeverity
  /// From 0 to 1.
  package var confidence: Double
  package var message: String
  /// The text that should stand where the quoted lines stand.
  package var suggestion: String?

  package init(
    file: String, quote: String, line: Int? = nil, rule: String, category: FindingCategory, severity: FindingSeverity,
    confidence: Double, message: String, suggestion: String? = nil
  ) {
    self.file = file
    self.quote = quote
    self.line = line
    self.rule = RuleName.normalised(rule, otherwise: category)
    self.category = category
    self.severity = severity
    self.confidence = confidence.isFinite ? min(max(confidence, 0), 1) : 0
    self.message = message
    self.suggestion = suggestion
  }
}

/// Names of rules, which models spell as they like.
enum RuleName {
  static let limit = 64

  /// The name in lower-case letters, digits and single hyphens, cut at 64; the category's where nothing is left.
  static func normalised(_ name: String, otherwise category: FindingCategory) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      if bytes.count == limit { break }
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: if bytes.last != nil, bytes.last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      }
    }
    if bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return bytes.isEmpty ? category.rawValue : String(decoding: bytes, as: UTF8.self)
  }
}
