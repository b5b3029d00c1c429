/// Characters that hide text or change the order it is seen in, and letters of other scripts that look like Latin ones.
enum HiddenCharacter {
  /// Whether nobody sees it where it stands. The joiners U+200C and U+200D are no part of these: scripts and emoji need them.
  static func isHidden(_ code: UInt32) -> Bool {
    switch code {
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Whether it overrides or embeds a direction, which shows code in another order than it runs in (CVE-2021-42574).
  static func turnsDirection(_ code: UInt32) -> Bool {
    (0x202A...0x202E).contains(code) || (0x2066...0x2069).contains(code)
  }

  /// Whether it is of a script that is written from right to left.
  static func isRightToLeft(_ code: UInt32) -> Bool {
    (0x590...0x8FF).contains(code) || (0xFB1D...0xFEFC).contains(code)
  }

  /// Tag characters, which spell ASCII and are seen by models only. After a black flag they are the name of a country.
  static func isTag(_ code: UInt32) -> Bool { (0xE0000...0xE007F).contains(code) }

  /// Selectors of variants. One belongs to the character in front of it; several in a row are data.
  static func isSelector(_ code: UInt32) -> Bool {
    (0xFE00...0xFE0F).contains(code) || (0xE0100...0xE01EF).contains(code)
  }

  /// The small Latin letter that a character looks like or is a form of; nil where there is none.
  static func latin(_ code: UInt32) -> UInt8? {
    switch code {
    case 0xFF21...0xFF3A: UInt8(code - 0xFF21) + 0x61
    case 0xFF41...0xFF5A: UInt8(code - 0xFF41) + 0x61
    // Mathematical letters: thirteen alphabets of twice 26.
    case 0x1D400...0x1D6A3: UInt8((code - 0x1D400) % 26) + 0x61
    case 0x24B6...0x24CF: UInt8(code - 0x24B6) + 0x61
    case 0x24D0...0x24E9: UInt8(code - 0x24D0) + 0x61
    case 0xC0...0x17F: accents[Int(code - 0xC0)]
    default: lookalikes[code]
    }
  }

  /// Whether it is a letter of Cyrillic or Greek that cannot be told from a Latin one.
  static func isLookalike(_ code: UInt32) -> Bool { lookalikes[code] != nil }

  /// Whether it is any letter of Cyrillic or Greek.
  static func isOtherAlphabet(_ code: UInt32) -> Bool { (0x370...0x52F).contains(code) }

  /// Small and capital letters of Cyrillic and Greek, from the confusables of Unicode (UTS 39).
  private static let lookalikes: [UInt32: UInt8] = {
    let pairs = "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwАaВbЕeКkМmНhОoРpСcТtХxІiЈjЅsΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxοoӏl"
    var table: [UInt32: UInt8] = [:]
    let scalars = Array(pairs.unicodeScalars)
    for at in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[at].value] = UInt8(scalars[at + 1].value) }
    return table
  }()

  /// The letters from U+00C0 to U+017F without their accents; a dot where there is none.
  private static let accents: [UInt8?] = {
    let table =
      "aaaaaaaceeeeiiiidnooooo.ouuuuy.saaaaaaaceeeeiiiidnooooo.ouuuuy.y"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    return table.utf8.map { $0 == UInt8(ascii: ".") ? nil : $0 }
  }()
}
