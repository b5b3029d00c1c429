/// Text that may be shown on a terminal: it cannot move the cursor, set the clipboard, retitle the window or hide what
/// stands beside it.
///
/// Nothing but this type reaches standard error, or standard output when that is a terminal. Controls are replaced, not
/// parsed, so an unterminated sequence cannot swallow what follows and a sequence cut in two is no different from a
/// whole one: ESC becomes `␛`, other C0 controls their pictures, C1 controls and bidirectional overrides their code
/// points. Line feeds and tabs stay; a carriage return becomes a line feed, except before one.
package struct SafeText: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// The text, safe to write as it is.
  package let text: String

  /// Makes any text safe.
  package init(_ raw: String) {
    var result = ""
    var afterReturn = false
    for scalar in raw.unicodeScalars {
      if scalar == "\n", afterReturn {
        afterReturn = false
        continue
      }
      afterReturn = scalar == "\r"
      Self.append(scalar, to: &result)
    }
    self.text = result
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

  /// What one scalar is shown as.
  static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar.value {
    case 0x0A, 0x09: result.unicodeScalars.append(scalar)
    case 0x0D: result.append("\n")
    case 0x00...0x1F: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result.append("\u{2421}")
    case 0x80...0x9F, 0x202A...0x202E: result.append("<U+\(Self.hexadecimal(scalar.value))>")
    // Tags, invisible operators and deprecated format characters: they only serve to smuggle.
    case 0xE0000...0xE007F, 0xE0100...0xE01EF, 0x2061...0x2064, 0x206A...0x206F: break
    default: result.unicodeScalars.append(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
