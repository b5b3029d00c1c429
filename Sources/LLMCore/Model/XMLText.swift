/// Text as XML 1.0 has it. What XML cannot hold becomes U+FFFD.
package enum XMLText {
  /// The value of an attribute: line ends and tabs as references, or a reader would make spaces of them.
  package static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  /// What stands between tags: line feeds and tabs stay as they are.
  package static func content(_ text: String) -> String { escaped(text, keepsLines: true) }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: result += "&amp;"
      case 0x3C: result += "&lt;"
      case 0x3E: result += "&gt;"
      case 0x22: result += "&quot;"
      case 0x27: result += "&apos;"
      case 0x09, 0x0A:
        if keepsLines { result.unicodeScalars.append(scalar) } else { result += "&#\(scalar.value);" }
      case 0x0D: result += "&#13;"
      // Char of XML 1.0 has no other C0 controls and no noncharacters at the end of the first plane; C1 controls are discouraged.
      case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
