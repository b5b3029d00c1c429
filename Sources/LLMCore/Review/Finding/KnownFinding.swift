/// A finding that was accepted or dismissed, as a file keeps it: enough to know it again, and for people to see what it was.
package struct KnownFinding: Sendable, Equatable {
  package let fingerprint: String
  package let place: String
  package let path: RawPath
  /// Where it stood; for people.
  package let line: Int
  package let symbol: String?
  package let rule: String
  package let category: FindingCategory
  package let severity: FindingSeverity
  /// The squeezed code, at most so many bytes of it.
  package let quote: String
  package let message: String

  /// How much of a quote and of a message is kept, in bytes.
  static let textLimit = 400

  /// Keeps a finding.
  package init(_ finding: ReviewFinding) {
    fingerprint = finding.identity.fingerprint
    place = finding.identity.place
    path = finding.path
    line = finding.lines.lowerBound
    symbol = finding.identity.symbol
    (rule, category, severity) = (finding.rule, finding.category, finding.severity)
    quote = Self.shortened(finding.identity.quote)
    message = Self.shortened(finding.message)
  }

  /// Reads a finding; nil where a member is missing that it takes to know it again. Members that are not known are passed over.
  init?(_ value: JSONValue) {
    guard let fingerprint = value["fingerprint"]?.text, let place = value["place"]?.text,
      let path = RawPath(json: value), let rule = value["rule"]?.text,
      let category = value["category"]?.text.flatMap(FindingCategory.init(rawValue:)),
      let severity = value["severity"]?.text.flatMap(FindingSeverity.init(rawValue:))
    else { return nil }
    (self.fingerprint, self.place, self.path) = (fingerprint, place, path)
    (self.rule, self.category, self.severity) = (rule, category, severity)
    line = value["line"]?.integer ?? 0
    symbol = value["symbol"]?.text
    quote = value["quote"]?.text ?? ""
    message = value["message"]?.text ?? ""
  }

  /// What `init(_:)` reads, in an order in which people read it.
  var members: [JSONMember] {
    path.members + [
      JSONMember("line", .integer(line)), JSONMember("symbol", .optional(symbol)),
      JSONMember("severity", .string(severity.rawValue)), JSONMember("category", .string(category.rawValue)),
      JSONMember("rule", .string(rule)), JSONMember("message", .string(message)), JSONMember("quote", .string(quote)),
      JSONMember("place", .string(place)), JSONMember("fingerprint", .string(fingerprint)),
    ]
  }

  /// Cut between characters.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > textLimit else { return text }
    var result = ""
    var length = 0
    for scalar in text.unicodeScalars {
      length += UTF8.width(scalar)
      if length > textLimit { break }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
