/// Characters that a model reads and nobody sees, or that make others stand elsewhere than where a model reads them: zero-width and
/// tag characters, selectors, marks of direction, controls.
package enum HiddenCharacters {
  /// The hidden characters of a text, in their order. Those that join letters or emoji into what people see are none.
  package static func all(in text: String) -> [Unicode.Scalar] {
    var found: [Unicode.Scalar] = []
    visit(text) { scalar, isHidden in if isHidden { found.append(scalar) } }
    return found
  }

  /// A line as people are to judge it: hidden characters as their code points, and safe for a terminal.
  package static func shown(_ line: String) -> String {
    var bytes: [UInt8] = []
    visit(line) { scalar, isHidden in
      if isHidden, !isControl(scalar) {
        InvisibleCharacter.append(name: scalar.value, to: &bytes)
      } else {
        TextSanitizer.append(scalar.value, to: &bytes)
      }
    }
    // Controls have pictures there.
    return SafeText(code: String(decoding: bytes, as: UTF8.self)).text
  }

  private static func visit(_ text: String, _ body: (Unicode.Scalar, Bool) -> Void) {
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let isHidden = isHidden(scalar) && !joins(scalar, last)
      body(scalar, isHidden)
      last = isHidden ? " " : scalar
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isControl(scalar) }
    return scalar.properties.isDefaultIgnorableCodePoint || InvisibleCharacter.use(of: scalar.value) != nil
      || isControl(scalar)
  }

  /// Line feeds and tabs are where they are for people, too.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
  }

  /// Whether a character belongs to what stands before it: joiners of scripts and emoji, and the form of an emoji.
  private static func joins(_ scalar: Unicode.Scalar, _ last: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C: !last.isASCII && last.properties.isAlphabetic
    case 0x200D:
      !last.isASCII
        && (last.properties.isAlphabetic || last.properties.isEmoji || last.value == 0xFE0F
          || last.properties.canonicalCombiningClass == .virama)
    case 0xFE0E, 0xFE0F: !last.isASCII && last.properties.isEmoji
    default: false
    }
  }
}
