/// One label of a host's name in Unicode, by RFC 5891, section 4.2, RFC 5892, appendix A, and RFC 5893.
///
/// That a label is in normalization form C is not checked.
enum IDNALabel {
  static func isValid(_ label: [UInt32]) -> Bool {
    guard let first = label.first, first != 0x2D, label.last != 0x2D, !hasReservedHyphens(label) else { return false }
    guard let scalar = Unicode.Scalar(first) else { return false }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    return label.indices.allSatisfy { index in
      switch IDNACharacter(label[index]).status {
      case .valid: true
      case .contextJoiner: isJoinerAllowed(label, index)
      case .contextOther: isContextFulfilled(label, index)
      case .disallowed: false
      }
    }
  }

  /// Hyphens in the third and fourth place are kept for encodings.
  static func hasReservedHyphens(_ label: [UInt32]) -> Bool { label.count >= 4 && label[2] == 0x2D && label[3] == 0x2D }

  // MARK: Context

  /// RFC 5892, appendices A.1 and A.2.
  private static func isJoinerAllowed(_ label: [UInt32], _ index: Int) -> Bool {
    guard index > 0 else { return false }
    // A virama has the combining class 9.
    if let before = Unicode.Scalar(label[index - 1]), before.properties.canonicalCombiningClass.rawValue == 9 {
      return true
    }
    guard label[index] == 0x200C else { return false }
    let before = label[..<index].reversed().lazy.map { IDNACharacter($0).joining }.first { $0 != .transparent }
    let behind = label[(index + 1)...].lazy.map { IDNACharacter($0).joining }.first { $0 != .transparent }
    return (before == .left || before == .dual) && (behind == .right || behind == .dual)
  }

  /// RFC 5892, appendices A.3 to A.9.
  private static func isContextFulfilled(_ label: [UInt32], _ index: Int) -> Bool {
    let before = index > 0 ? label[index - 1] : 0
    let behind = index + 1 < label.count ? label[index + 1] : 0
    switch label[index] {
    case 0x00B7: return before == 0x6C && behind == 0x6C
    case 0x0375: return IDNACharacter(behind).script == .greek
    case 0x05F3, 0x05F4: return IDNACharacter(before).script == .hebrew
    case 0x30FB:
      return label.contains { code in
        switch IDNACharacter(code).script {
        case .hiragana, .katakana, .han: code != 0x30FB
        default: false
        }
      }
    case 0x0660...0x0669: return !label.contains { (0x06F0...0x06F9).contains($0) }
    case 0x06F0...0x06F9: return !label.contains { (0x0660...0x0669).contains($0) }
    default: return false
    }
  }

  // MARK: Direction

  /// Whether a label makes the whole name one with writing from right to left.
  static func isBidirectional(_ label: [UInt32]) -> Bool {
    label.contains { code in
      switch IDNACharacter(code).direction {
      case .right, .arabic, .arabicNumber: true
      default: false
      }
    }
  }

  /// The rule for each label of such a name; RFC 5893, section 2.
  static func fitsBidirectionalName(_ label: [UInt32]) -> Bool {
    let directions = label.map { IDNACharacter($0).direction }
    guard let first = directions.first, let last = directions.last(where: { $0 != .mark }) else { return false }
    switch first {
    case .right, .arabic:
      guard directions.allSatisfy({ $0 != .left && $0 != .forbidden }) else { return false }
      guard !directions.contains(.europeanNumber) || !directions.contains(.arabicNumber) else { return false }
      return [.right, .arabic, .europeanNumber, .arabicNumber].contains(last)
    case .left:
      let allowed: [IDNACharacter.Direction] = [.left, .europeanNumber, .neutral, .mark]
      return directions.allSatisfy(allowed.contains) && (last == .left || last == .europeanNumber)
    default: return false
    }
  }
}
