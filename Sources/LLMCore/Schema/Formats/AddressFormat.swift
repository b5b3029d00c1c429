/// Addresses of hosts: IPv4 as RFC 2673, section 3.2 writes it, IPv6 by RFC 4291, section 2.2.
enum AddressFormat {
  static func isIPv4(_ text: Span<UInt8>) -> Bool {
    var (parts, digits, value) = (1, 0, 0)
    for index in 0..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        guard digits > 0 else { return false }
        (parts, digits, value) = (parts + 1, 0, 0)
      } else {
        // A zero in front would be read as octal by some.
        guard byte.isDigit, !(digits > 0 && value == 0) else { return false }
        (digits, value) = (digits + 1, value * 10 + Int(byte - 48))
        guard value < 256 else { return false }
      }
    }
    return parts == 4 && digits > 0
  }

  /// Eight groups, of which one run may be left out as `::` and the last two be written as IPv4. Zones are not part of an address.
  static func isIPv6(_ text: Span<UInt8>) -> Bool {
    var (groups, index, hasGap) = (0, 0, false)
    if text.count >= 2, text[0] == UInt8(ascii: ":") {
      guard text[1] == UInt8(ascii: ":") else { return false }
      (hasGap, index) = (true, 2)
    }
    while index < text.count {
      let start = index
      while index < text.count, text[index].isHexDigit { index += 1 }
      if index < text.count, text[index] == UInt8(ascii: ".") {
        guard isIPv4(text.extracting(droppingFirst: start)) else { return false }
        groups += 2
        break
      }
      guard (1...4).contains(index - start) else { return false }
      groups += 1
      guard index < text.count else { break }
      guard text[index] == UInt8(ascii: ":"), index + 1 < text.count else { return false }
      index += 1
      if text[index] == UInt8(ascii: ":") {
        guard !hasGap else { return false }
        (hasGap, index) = (true, index + 1)
      }
    }
    return hasGap ? groups < 8 : groups == 8
  }
}
