/// Text that may be shown on a terminal: it cannot move the cursor, set the clipboard, retitle the window or hide what
/// stands beside it.
///
/// Nothing but this type reaches standard error, or standard output when that is a terminal. `TextSanitizer` says what becomes
/// of controls and invisible characters; line feeds and tabs stay.
package struct SafeText: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// The text, safe to write as it is.
  package let text: String

  /// Makes prose safe.
  package init(_ raw: String) { self.init(raw, .prose) }

  /// Makes code, an address or a command safe: every invisible character in it is shown.
  package init(code raw: String) { self.init(raw, .code) }

  /// What a sanitizer made safe.
  package init(sanitizing piece: [UInt8], with sanitizer: inout TextSanitizer) {
    var result: [UInt8] = []
    piece.withUnsafeBufferPointer { sanitizer.sanitize($0, into: &result) }
    text = String(decoding: result, as: UTF8.self)
  }

  private init(_ raw: String, _ setting: TextSanitizer.TextKind) {
    var sanitizer = TextSanitizer(setting)
    var result: [UInt8] = []
    Array(raw.utf8).withUnsafeBufferPointer { sanitizer.sanitize($0, into: &result) }
    sanitizer.finish(into: &result)
    text = String(decoding: result, as: UTF8.self)
  }

  package init(stringLiteral value: String) { self.init(value) }

  /// Makes text safe that must stay on one line, such as an error message with words from a server: line ends and tabs
  /// become spaces.
  package static func line(_ raw: String) -> SafeText {
    SafeText(
      String(
        String.UnicodeScalarView(
          raw.unicodeScalars.map { "\n\r\t\u{2028}\u{2029}".unicodeScalars.contains($0) ? " " : $0 })))
  }
}
