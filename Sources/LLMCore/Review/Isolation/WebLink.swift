/// An address in a text.
struct WebLink: Sendable, Equatable {
  /// From the scheme to its end.
  let range: Range<Int>
  /// In lower case, without user, password and port.
  let host: String

  private static let separator = Array("://".utf8)
  /// Of an address in a text; what is longer ends there.
  private static let longest = 2048

  /// All addresses with a scheme, and those that begin with `www.`.
  static func links(in text: [UInt8]) -> [WebLink] {
    var links: [WebLink] = []
    var at = 0
    while at < text.count {
      if text[at] == Byte.colon, text[at...].starts(with: separator), let start = scheme(in: text, before: at) {
        links.append(link(in: text, from: start, host: at + separator.count))
        at = max(at + 1, links[links.count - 1].range.upperBound)
      } else if text[at] | 0x20 == UInt8(ascii: "w"), at == 0 || !Byte.isWord(text[at - 1]),
        text[at...].prefix(4).map({ Byte.folded($0) }) == Array("www.".utf8)
      {
        links.append(link(in: text, from: at, host: at))
        at = max(at + 1, links[links.count - 1].range.upperBound)
      } else {
        at += 1
      }
    }
    return links
  }

  private static func scheme(in text: [UInt8], before colon: Int) -> Int? {
    var start = colon
    while start > 0, colon - start < 16, Byte.isLetter(text[start - 1]) || text[start - 1] == Byte.plus { start -= 1 }
    return start < colon ? start : nil
  }

  private static func link(in text: [UInt8], from start: Int, host: Int) -> WebLink {
    var end = host
    while end < text.count, end - start < longest, text[end] > Byte.space, !"<>\"'`)".utf8.contains(text[end]) {
      end += 1
    }
    var authority = text[host..<end].prefix { !"/?#\\".utf8.contains($0) }
    if let sign = authority.lastIndex(of: Byte.at) { authority = authority[(sign + 1)...] }
    let name = authority.prefix { $0 != Byte.colon }
    var folded = name.map { Byte.isUppercase($0) ? Byte.folded($0) : $0 }
    while let last = folded.last, !Byte.isWord(last) { folded.removeLast() }
    return WebLink(range: start..<end, host: String(decoding: folded, as: UTF8.self))
  }
}
