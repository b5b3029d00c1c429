/// Shell patterns over bytes, as git's ignore files have them (gitignore(5), and the behaviour of git 2.39): `*` and `?`,
/// classes, backslashes, and `**` between slashes.
struct Wildmatch {
  /// Why a pattern does not match, which tells a star whether trying on can help.
  private enum Outcome { case match, mismatch, hopeless, hopelessForStar }

  private let pattern: [UInt8]
  /// Whether a slash is matched by nothing but a slash or `**`.
  private let keepsSlashes: Bool

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")

  init(_ pattern: some Sequence<UInt8>, keepsSlashes: Bool) {
    self.pattern = Array(pattern)
    self.keepsSlashes = keepsSlashes
  }

  /// Whether the whole text matches.
  func matches(_ text: ArraySlice<UInt8>) -> Bool { match(0, text) == .match }

  private func match(_ start: Int, _ text: ArraySlice<UInt8>) -> Outcome {
    var at = start
    var text = text
    while at < pattern.count {
      let byte = pattern[at]
      guard !text.isEmpty || byte == Self.star else { return .hopeless }
      switch byte {
      case Self.star: return matchStar(at, text)
      case UInt8(ascii: "?"):
        if keepsSlashes, text.first == Self.slash { return .mismatch }
        at += 1
      case UInt8(ascii: "["):
        guard let first = text.first, let (isIn, end) = matchClass(at + 1, first) else { return .hopeless }
        if !isIn || (keepsSlashes && first == Self.slash) { return .mismatch }
        at = end
      case Self.backslash:
        // One at the end of the pattern stands for nothing that could match.
        guard at + 1 < pattern.count, pattern[at + 1] == text.first else { return .mismatch }
        at += 2
      default:
        guard byte == text.first else { return .mismatch }
        at += 1
      }
      text = text.dropFirst()
    }
    return text.isEmpty ? .match : .mismatch
  }

  /// Matches from a star on.
  private func matchStar(_ first: Int, _ text: ArraySlice<UInt8>) -> Outcome {
    var at = first
    while at < pattern.count, pattern[at] == Self.star { at += 1 }
    let rest = pattern[at...]
    var crosses = !keepsSlashes
    if keepsSlashes, at - first > 1 {
      let opens = first == 0 || pattern[first - 1] == Self.slash
      let closes = rest.isEmpty || rest.first == Self.slash || rest.starts(with: [Self.backslash, Self.slash])
      if opens, closes {
        // `**/` may stand for nothing at all.
        if rest.first == Self.slash, match(at + 1, text) == .match { return .match }
        crosses = true
      }
    }
    if rest.isEmpty { return crosses || !text.contains(Self.slash) ? .match : .hopelessForStar }
    if !crosses, rest.first == Self.slash {
      guard let slash = text.firstIndex(of: Self.slash) else { return .hopeless }
      return match(at + 1, text[(slash + 1)...])
    }
    var text = text
    while !text.isEmpty {
      let outcome = match(at, text)
      if outcome != .mismatch {
        if !crosses || outcome != .hopelessForStar { return outcome }
      } else if !crosses, text.first == Self.slash {
        return .hopelessForStar
      }
      text = text.dropFirst()
    }
    return .hopeless
  }

  /// Whether a byte is in the class whose content starts at `start`, and where the pattern goes on; nil for a class that
  /// is never closed or names a class nobody knows, which make the pattern match nothing.
  private func matchClass(_ start: Int, _ byte: UInt8) -> (isIn: Bool, end: Int)? {
    var at = start
    let isNegated = at < pattern.count && (pattern[at] == UInt8(ascii: "!") || pattern[at] == UInt8(ascii: "^"))
    if isNegated { at += 1 }
    var isIn = false
    var previous: UInt8?
    var isFirst = true
    while at < pattern.count {
      var member = pattern[at]
      if member == UInt8(ascii: "]"), !isFirst { return (isIn != isNegated, at + 1) }
      isFirst = false
      if member == UInt8(ascii: "-"), let low = previous, at + 1 < pattern.count, pattern[at + 1] != UInt8(ascii: "]") {
        at += 1
        member = pattern[at]
        if member == Self.backslash {
          at += 1
          guard at < pattern.count else { return nil }
          member = pattern[at]
        }
        if low <= byte, byte <= member { isIn = true }
        previous = nil
      } else if member == UInt8(ascii: "["), at + 1 < pattern.count, pattern[at + 1] == UInt8(ascii: ":") {
        guard let close = pattern[(at + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
        if close - 1 >= at + 2, pattern[close - 1] == UInt8(ascii: ":") {
          guard let named = Self.isMember(byte, of: pattern[(at + 2)..<(close - 1)]) else { return nil }
          if named { isIn = true }
          at = close
          previous = nil
        } else {
          // No named class after all, but a bracket.
          if byte == member { isIn = true }
          previous = member
        }
      } else {
        if member == Self.backslash {
          at += 1
          guard at < pattern.count else { return nil }
          member = pattern[at]
        }
        if byte == member { isIn = true }
        previous = member
      }
      at += 1
    }
    return nil
  }

  /// Whether a byte is in a named class of POSIX in the C locale; nil for a name that is none.
  private static func isMember(_ byte: UInt8, of name: ArraySlice<UInt8>) -> Bool? {
    let isUpper = (0x41...0x5A).contains(byte)
    let isLower = (0x61...0x7A).contains(byte)
    let isDigit = (0x30...0x39).contains(byte)
    let isGraph = (0x21...0x7E).contains(byte)
    return switch String(decoding: name, as: UTF8.self) {
    case "alnum": isUpper || isLower || isDigit
    case "alpha": isUpper || isLower
    case "blank": byte == 0x20 || byte == 0x09
    case "cntrl": byte < 0x20 || byte == 0x7F
    case "digit": isDigit
    case "graph": isGraph
    case "lower": isLower
    case "print": isGraph || byte == 0x20
    case "punct": isGraph && !isUpper && !isLower && !isDigit
    case "space": byte == 0x20 || (0x09...0x0D).contains(byte)
    case "upper": isUpper
    case "xdigit": isDigit || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    default: nil
    }
  }
}
