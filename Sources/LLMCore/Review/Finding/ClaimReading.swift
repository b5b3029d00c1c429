/// The findings of one answer.
package struct ClaimReading: Sendable, Equatable {
  /// How many findings one answer may have; what comes behind is counted and not read.
  package static let limit = 200
  /// How many characters of a message count; the rest is cut off, which an ellipsis shows.
  package static let messageLimit = 4_000

  package private(set) var claims: [ClaimedFinding] = []
  /// Findings behind the limit.
  package private(set) var excess = 0
  /// Findings without a file, a quote or a message.
  package private(set) var unreadable = 0

  /// Reads an answer that `FindingsSchema` was checked against. Reading is total all the same: what does not fit is counted.
  package init(_ answer: JSONValue) {
    for element in answer["findings"]?.elements ?? answer.elements ?? [] {
      if claims.count == Self.limit {
        excess += 1
      } else if let claim = Self.claim(element) {
        claims.append(claim)
      } else {
        unreadable += 1
      }
    }
  }

  private static func claim(_ value: JSONValue) -> ClaimedFinding? {
    guard let file = value["file"]?.text, let quote = value["quote"]?.text, let message = value["message"]?.text,
      message.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
    else { return nil }
    let category = value["category"]?.text.flatMap { FindingCategory(rawValue: $0.lowercased()) } ?? .maintainability
    return ClaimedFinding(
      file: file, quote: quote, line: value["line"]?.integer.flatMap { $0 > 0 ? $0 : nil },
      rule: value["rule"]?.text ?? "", category: category,
      severity: value["severity"]?.text.flatMap { FindingSeverity(rawValue: $0.lowercased()) } ?? .info,
      confidence: confidence(value["confidence"]), message: shortened(message), suggestion: value["suggestion"]?.text)
  }

  /// A number from 0 to 1. One above 1 and up to 100 was meant as per cent; what cannot be read is half.
  private static func confidence(_ value: JSONValue?) -> Double {
    guard case .number(let digits)? = value, let number = Double(digits), number.isFinite, number >= 0, number <= 100
    else { return 0.5 }
    return number > 1 ? number / 100 : number
  }

  private static func shortened(_ message: String) -> String {
    let scalars = message.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: messageLimit, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return message }
    return String(scalars[..<end]) + "…"
  }
}
