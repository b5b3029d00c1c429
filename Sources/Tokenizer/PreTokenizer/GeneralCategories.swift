internal import CUnicodeTables

/// A set of general categories of Unicode, one bit for each. A character is the set of its only category.
struct GeneralCategories: OptionSet, Sendable {
  let rawValue: UInt32

  /// How many categories there are.
  static var number: Int { unicode_white_control + 1 }

  // Computed, so that they are constants in the machine code.
  static var capitals: Self { [Self(unicode_Lu), Self(unicode_Lt)] }
  static var smallLetters: Self { Self(unicode_Ll) }
  static var lettersWithoutCase: Self { [Self(unicode_Lm), Self(unicode_Lo)] }
  static var letters: Self { [.capitals, .smallLetters, .lettersWithoutCase] }
  static var marks: Self { [Self(unicode_Mn), Self(unicode_Mc), Self(unicode_Me)] }
  static var numbers: Self { [Self(unicode_Nd), Self(unicode_Nl), Self(unicode_No)] }
  /// The property White_Space, line breaks included.
  static var whiteSpace: Self {
    [Self(unicode_Zs), Self(unicode_Zl), Self(unicode_Zp), Self(unicode_white_control)]
  }
  /// `[^\s\p{L}\p{N}]`, which is more than what Unicode calls punctuation.
  static var punctuation: Self {
    Self(rawValue: ~([.letters, .numbers, .whiteSpace] as Self).rawValue)
  }
  /// P.
  static var punctuationMarks: Self {
    [
      Self(unicode_Pc), Self(unicode_Pd), Self(unicode_Ps), Self(unicode_Pe), Self(unicode_Pi), Self(unicode_Pf),
      Self(unicode_Po),
    ]
  }
  /// S.
  static var symbols: Self { [Self(unicode_Sm), Self(unicode_Sc), Self(unicode_Sk), Self(unicode_So)] }
  static var unassigned: Self { Self(unicode_Cn) }

  @inline(__always)
  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The category of a code point; of a number above U+10FFFF, unassigned.
  @inline(__always)
  init(of point: UInt32) {
    self = point < 0x11_0000 ? Self(rawValue: 1 &<< UInt32(unicode_category(point))) : .unassigned
  }

  @inline(__always)
  private init(_ number: Int) { self.init(rawValue: 1 &<< UInt32(truncatingIfNeeded: number)) }

  /// Whether this character is in a set.
  @inline(__always)
  func isIn(_ set: Self) -> Bool { rawValue & set.rawValue != 0 }
}
