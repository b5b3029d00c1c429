/// Sets of characters as PCRE2 reads them inside of brackets.
enum PatternSet {
  /// What `\d`, `\w`, `\s` and their opposites stand for; nil for other letters. ECMA-262, section 22.2.2.9.
  static func ranges(of letter: Unicode.Scalar) -> String? {
    switch letter {
    case "d": "0-9"
    case "D": #"\x{0}-\x{2f}\x{3a}-\x{10ffff}"#
    case "w": "A-Za-z0-9_"
    case "W": #"\x{0}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{5e}\x{60}\x{7b}-\x{10ffff}"#
    case "s": #"\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"#
    case "S":
      #"\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}"#
        + #"\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}"#
    default: nil
    }
  }

  /// What stands between the braces of `\p{…}`; nil for what cannot be a property. ECMA-262, section 22.2.1.
  static func property(_ name: String, isNegated: Bool) -> String? {
    let letter = isNegated ? "P" : "p"
    let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isWord = { (part: String) in
      !part.isEmpty && part.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }
    }
    guard parts.allSatisfy(isWord) else { return nil }
    if parts.count == 2 {
      switch parts[0] {
      case "General_Category", "gc": return categories[parts[1]].map { "\\\(letter){\($0)}" }
      case "Script", "sc": return "\\\(letter){sc:\(parts[1])}"
      case "Script_Extensions", "scx": return "\\\(letter){scx:\(parts[1])}"
      default: return nil
      }
    }
    switch name {
    case "ASCII": return isNegated ? #"\x{80}-\x{10ffff}"# : #"\x{0}-\x{7f}"#
    case "Any": return isNegated ? nil : #"\x{0}-\x{10ffff}"#
    case "Assigned": return isNegated ? #"\p{Cn}"# : #"\P{Cn}"#
    default: return "\\\(letter){\(categories[name] ?? name)}"
    }
  }

  /// PCRE2's names of the general categories by all that Unicode has for them (PropertyValueAliases.txt).
  private static let categories: [String: String] = {
    let rows = [
      "L& LC Cased_Letter", "Cc Control cntrl", "Cf Format", "Cn Unassigned", "Co Private_Use", "Cs Surrogate",
      "C Other",
      "Ll Lowercase_Letter", "Lm Modifier_Letter", "Lo Other_Letter", "Lt Titlecase_Letter", "Lu Uppercase_Letter",
      "L Letter",
      "M Mark Combining_Mark", "Mc Spacing_Mark", "Me Enclosing_Mark", "Mn Nonspacing_Mark",
      "N Number", "Nd Decimal_Number digit", "Nl Letter_Number", "No Other_Number",
      "P Punctuation punct", "Pc Connector_Punctuation", "Pd Dash_Punctuation", "Pe Close_Punctuation",
      "Pf Final_Punctuation",
      "Pi Initial_Punctuation", "Po Other_Punctuation", "Ps Open_Punctuation",
      "S Symbol", "Sc Currency_Symbol", "Sk Modifier_Symbol", "Sm Math_Symbol", "So Other_Symbol",
      "Z Separator", "Zl Line_Separator", "Zp Paragraph_Separator", "Zs Space_Separator",
    ]
    var names: [String: String] = [:]
    for row in rows {
      let words = row.split(separator: " ").map(String.init)
      for word in words where word != "L&" { names[word] = words[0] }
    }
    return names
  }()
}
