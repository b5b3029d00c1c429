internal import CUnicodeTables

/// Character references of HTML: by number, and the names that occur in prose.
enum Entity {
  enum Parsed {
    case none, incomplete
    /// The character, and where the reference ends.
    case character(UInt32, Int)
  }

  /// The reference at an `&`. Controls and noncharacters are U+FFFD.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Parsed {
    var end = start + 1
    while end < bytes.count, end - start <= 32, InlineMarkup.isTagName(bytes[end]) || bytes[end] == UInt8(ascii: "#") {
      end += 1
    }
    guard end < bytes.count else { return end - start <= 32 ? .incomplete : .none }
    guard bytes[end] == UInt8(ascii: ";"), end > start + 1 else { return .none }
    let body = bytes[(start + 1)..<end]
    let code =
      bytes[start + 1] == UInt8(ascii: "#") ? number(body.dropFirst()) : names[String(decoding: body, as: UTF8.self)]
    guard let code else { return .none }
    return .character(safe(code), end + 1)
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    guard let first = digits.first else { return nil }
    let isHexadecimal = first | 0x20 == UInt8(ascii: "x")
    let text = isHexadecimal ? digits.dropFirst() : digits
    guard 1...(isHexadecimal ? 6 : 7) ~= text.count, text.allSatisfy({ $0 != UInt8(ascii: "-") }) else { return nil }
    return UInt32(String(decoding: text, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
  }

  /// What a sanitizer would let through as it is.
  private static func safe(_ code: UInt32) -> UInt32 {
    guard Unicode.Scalar(code) != nil, code & 0xFFFE != 0xFFFE else { return 0xFFFD }
    switch code {
    case 0x09, 0x0A: return 0x20
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2061...0x2064, 0x206A...0x206F, 0xFDD0...0xFDEF, 0xE0000...0xE0FFF:
      return 0xFFFD
    // A mark could stand over what is not the model's.
    default: return Int(unicode_category(code)) == unicode_Mn ? 0xFFFD : code
    }
  }

  private static let names: [String: UInt32] = [
    "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0, "iexcl": 0xA1, "cent": 0xA2,
    "pound": 0xA3,
    "curren": 0xA4, "yen": 0xA5, "brvbar": 0xA6, "sect": 0xA7, "uml": 0xA8, "copy": 0xA9, "ordf": 0xAA, "laquo": 0xAB,
    "not": 0xAC, "reg": 0xAE, "macr": 0xAF, "deg": 0xB0, "plusmn": 0xB1, "sup2": 0xB2, "sup3": 0xB3, "acute": 0xB4,
    "micro": 0xB5, "para": 0xB6, "middot": 0xB7, "cedil": 0xB8, "sup1": 0xB9, "ordm": 0xBA, "raquo": 0xBB,
    "frac14": 0xBC,
    "frac12": 0xBD, "frac34": 0xBE, "iquest": 0xBF, "Agrave": 0xC0, "Aacute": 0xC1, "Acirc": 0xC2, "Atilde": 0xC3,
    "Auml": 0xC4, "Aring": 0xC5, "AElig": 0xC6, "Ccedil": 0xC7, "Egrave": 0xC8, "Eacute": 0xC9, "Ecirc": 0xCA,
    "Euml": 0xCB,
    "Ntilde": 0xD1, "Oacute": 0xD3, "Ouml": 0xD6, "times": 0xD7, "Oslash": 0xD8, "Uacute": 0xDA, "Uuml": 0xDC,
    "szlig": 0xDF, "agrave": 0xE0, "aacute": 0xE1, "acirc": 0xE2, "atilde": 0xE3, "auml": 0xE4, "aring": 0xE5,
    "aelig": 0xE6,
    "ccedil": 0xE7, "egrave": 0xE8, "eacute": 0xE9, "ecirc": 0xEA, "euml": 0xEB, "iacute": 0xED, "ntilde": 0xF1,
    "oacute": 0xF3, "ocirc": 0xF4, "ouml": 0xF6, "divide": 0xF7, "oslash": 0xF8, "uacute": 0xFA, "uuml": 0xFC,
    "Alpha": 0x391, "Beta": 0x392, "Gamma": 0x393, "Delta": 0x394, "Theta": 0x398, "Lambda": 0x39B, "Pi": 0x3A0,
    "Sigma": 0x3A3, "Phi": 0x3A6, "Psi": 0x3A8, "Omega": 0x3A9, "alpha": 0x3B1, "beta": 0x3B2, "gamma": 0x3B3,
    "delta": 0x3B4, "epsilon": 0x3B5, "zeta": 0x3B6, "eta": 0x3B7, "theta": 0x3B8, "lambda": 0x3BB, "mu": 0x3BC,
    "pi": 0x3C0,
    "rho": 0x3C1, "sigma": 0x3C3, "tau": 0x3C4, "phi": 0x3C6, "chi": 0x3C7, "psi": 0x3C8, "omega": 0x3C9,
    "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018,
    "rsquo": 0x2019,
    "sbquo": 0x201A, "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E, "dagger": 0x2020, "bull": 0x2022,
    "hellip": 0x2026,
    "permil": 0x2030, "prime": 0x2032, "Prime": 0x2033, "lsaquo": 0x2039, "rsaquo": 0x203A, "euro": 0x20AC,
    "trade": 0x2122,
    "larr": 0x2190, "uarr": 0x2191, "rarr": 0x2192, "darr": 0x2193, "harr": 0x2194, "lArr": 0x21D0, "rArr": 0x21D2,
    "hArr": 0x21D4, "forall": 0x2200, "part": 0x2202, "exist": 0x2203, "empty": 0x2205, "nabla": 0x2207, "isin": 0x2208,
    "notin": 0x2209, "prod": 0x220F, "sum": 0x2211, "minus": 0x2212, "radic": 0x221A, "infin": 0x221E, "and": 0x2227,
    "or": 0x2228, "cap": 0x2229, "cup": 0x222A, "int": 0x222B, "sim": 0x223C, "asymp": 0x2248, "ne": 0x2260,
    "equiv": 0x2261,
    "le": 0x2264, "ge": 0x2265, "sub": 0x2282, "sup": 0x2283, "lceil": 0x2308, "rceil": 0x2309, "lfloor": 0x230A,
    "rfloor": 0x230B, "check": 0x2713, "hearts": 0x2665,
  ]
}
