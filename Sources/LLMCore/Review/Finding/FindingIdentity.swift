/// What stays the same about a finding when the file is edited, moved or reviewed again.
package struct FindingIdentity: Sendable, Equatable {
  /// The quoted code without the white space that formatters change (`SqueezedText`).
  package let quote: String
  /// The function or class around it; nil where there is none.
  package let symbol: String?
  /// SHA-256 of quote and symbol, in hexadecimal digits: the same whatever is said about the code.
  package let place: String
  /// SHA-256 of quote, symbol and rule, in hexadecimal digits.
  ///
  /// The path is not part of it, so that it survives renames; those who compare look at paths themselves (`KnownFindings`), since
  /// a copy of the same code in another file is another finding.
  package let fingerprint: String
  /// Which of several findings of one report with this fingerprint it is, from 1 on, by path and line.
  package var occurrence = 1

  /// `digest` is SHA-256 as hexadecimal digits.
  package init(quote: String, symbol: String?, rule: String, digest: ([UInt8]) -> String) {
    self.quote = quote
    self.symbol = symbol
    // NUL cannot be part of any of them, so no two lists of parts give the same bytes.
    let common = "llmctl-finding-1\0" + quote.replacingNUL + "\0" + (symbol ?? "").replacingNUL
    place = digest(Array(common.utf8))
    fingerprint = digest(Array((common + "\0" + rule).utf8))
  }
}

extension String {
  fileprivate var replacingNUL: String {
    utf8.contains(0) ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
  }
}
