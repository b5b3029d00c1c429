/// Names of hosts: RFC 1123, section 2.1, and with characters of all scripts RFC 5890 (IDNA 2008).
enum HostFormat {
  private static let longestLabel = 63
  private static let longestName = 253

  /// Letters, digits and hyphens; a label that is written in Punycode must be one that IDNA could have made.
  static func isName(_ text: Span<UInt8>) -> Bool {
    guard (1...longestName).contains(text.count) else { return false }
    var (start, isBidirectional) = (0, false)
    var international: [[UInt32]] = []
    for index in 0...text.count where index == text.count || text[index] == UInt8(ascii: ".") {
      var label: [UInt32] = []
      for place in start..<index { label.append(UInt32(text[place])) }
      guard isPlainLabel(label) else { return false }
      if isEncoded(label) {
        guard let decoded = decoded(label) else { return false }
        isBidirectional = isBidirectional || IDNALabel.isBidirectional(decoded)
        international.append(decoded)
      }
      start = index + 1
    }
    return !isBidirectional || international.allSatisfy(IDNALabel.fitsBidirectionalName)
  }

  /// Labels of any script, each valid by IDNA, in a name that is short enough once it is encoded.
  static func isInternationalName(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text.count <= longestName * 4 else { return false }
    var (labels, index): ([[UInt32]], Int) = ([[]], 0)
    while index < text.count {
      let code = nextScalar(text, &index)
      switch code {
      // The other full stops that people's keyboards have; RFC 3490, section 3.1.
      case 0x2E, 0x3002, 0xFF0E, 0xFF61: labels.append([])
      default: labels[labels.count - 1].append(code)
      }
    }
    var (length, unicode): (Int, [[UInt32]]) = (labels.count - 1, [])
    for label in labels {
      if label.allSatisfy({ $0 < 0x80 }) {
        guard isPlainLabel(label) else { return false }
        length += label.count
        guard isEncoded(label) else {
          unicode.append(label)
          continue
        }
        guard let decoded = decoded(label) else { return false }
        unicode.append(decoded)
      } else {
        guard IDNALabel.isValid(label), let encoded = Punycode.encode(label), encoded.count + 4 <= longestLabel else {
          return false
        }
        length += encoded.count + 4
        unicode.append(label)
      }
    }
    guard length <= longestName else { return false }
    return !unicode.contains(where: IDNALabel.isBidirectional) || unicode.allSatisfy(IDNALabel.fitsBidirectionalName)
  }

  private static func isPlainLabel(_ label: [UInt32]) -> Bool {
    guard (1...longestLabel).contains(label.count), label.first != 0x2D, label.last != 0x2D else { return false }
    guard label.allSatisfy({ $0 < 0x80 && (UInt8($0).isLetter || UInt8($0).isDigit || $0 == 0x2D) }) else {
      return false
    }
    return isEncoded(label) || !IDNALabel.hasReservedHyphens(label)
  }

  private static func isEncoded(_ label: [UInt32]) -> Bool {
    label.count >= 4 && label[0] | 0x20 == 0x78 && label[1] | 0x20 == 0x6E && IDNALabel.hasReservedHyphens(label)
  }

  /// The characters that a label beginning with `xn--` stands for; nil where IDNA would not have encoded them so.
  private static func decoded(_ label: [UInt32]) -> [UInt32]? {
    let lowercased = label.dropFirst(4).map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
    guard let decoded = Punycode.decode(lowercased), decoded.contains(where: { $0 >= 0x80 }),
      IDNALabel.isValid(decoded),
      Punycode.encode(decoded) == lowercased
    else { return nil }
    return decoded
  }
}
