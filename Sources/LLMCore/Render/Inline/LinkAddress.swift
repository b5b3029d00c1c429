/// Which addresses of the model's text become links that a terminal follows: `http`, `https` and `mailto` with a host and
/// without user information, of at most 2000 bytes. Never `file`: it could run what the model wrote.
enum LinkAddress {
  static let sizeLimit = 2000

  /// The address as it may stand in a control sequence, everything but visible ASCII percent-encoded; nil where it is none to
  /// be followed.
  static func checked(_ raw: some Collection<UInt8>) -> [UInt8]? {
    let bytes = Array(raw)
    guard bytes.count <= sizeLimit, let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = bytes[(colon + 1)...]
    switch String(decoding: bytes[..<colon].map { $0 | 0x20 }, as: UTF8.self) {
    case "http", "https":
      guard rest.starts(with: "//".utf8), let host = host(of: bytes), !host.isEmpty else { return nil }
    case "mailto":
      guard let at = rest.firstIndex(of: UInt8(ascii: "@")), at > rest.startIndex, at + 1 < rest.endIndex else {
        return nil
      }
    default: return nil
    }
    let encoded = encode(bytes)
    return encoded.count <= sizeLimit ? encoded : nil
  }

  /// The host of an `http` address in lower case; nil where there is user information or none.
  static func host(of address: [UInt8]) -> [UInt8]? {
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = address[(colon + 1)...].dropFirst(2)
    let authority = rest.prefix { !"/?#\\".utf8.contains($0) }
    guard !authority.contains(UInt8(ascii: "@")) else { return nil }
    return lowered(authority.prefix { $0 != UInt8(ascii: ":") })
  }

  /// Whether the words of a link look like the address of another host than the one it leads to.
  static func isMisleading(label: [UInt8], address: [UInt8]) -> Bool {
    guard let real = host(of: address) else { return false }
    let words = label.split(separator: 0x20)
    return words.contains { word in
      let lower = lowered(word)
      let bare =
        lower.starts(with: "http://".utf8) || lower.starts(with: "https://".utf8)
        ? host(of: lower) ?? [] : shortHost(lower)
      guard let bare, bare.contains(UInt8(ascii: ".")) else { return false }
      return bare != real && Array("www.".utf8) + bare != real && bare != Array("www.".utf8) + real
    }
  }

  /// A word such as `example.org/path` read as a host; nil for other words.
  private static func shortHost(_ word: [UInt8]) -> [UInt8]? {
    let host = word.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") }
    let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, let top = labels.last, hostEndings.contains(String(decoding: top, as: UTF8.self)) else {
      return nil
    }
    let isName = labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
    }
    return isName ? Array(host) : nil
  }

  /// Endings that make a word with a dot a host rather than the name of a file: the most used of the root zone.
  private static let hostEndings: Set<String> = [
    "com", "org", "net", "io", "dev", "app", "ai", "co", "edu", "gov", "mil", "int", "info", "biz", "me", "us", "uk",
    "de", "fr",
    "nl", "eu", "ch", "at", "it", "es", "se", "no", "fi", "dk", "pl", "cz", "ru", "cn", "jp", "kr", "in", "br", "au",
    "ca", "nz",
    "za", "mx", "ar", "tv", "cloud", "site", "online", "xyz", "shop", "page", "bank",
  ]

  private static func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }

  private static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      if 0x21...0x7E ~= byte {
        result.append(byte)
      } else {
        result.append(UInt8(ascii: "%"))
        result.append(hexadecimal(byte >> 4))
        result.append(hexadecimal(byte & 15))
      }
    }
    return result
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }
}
