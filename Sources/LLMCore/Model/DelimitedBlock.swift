/// A text that stands in a block of its own, so that a model can tell it from what is said about it. The block ends with a
/// closing tag that does not occur in the text, whatever the text is.
package struct DelimitedBlock: Sendable, Equatable {
  /// What stands behind the name of the opening tag, with a space in front and its values escaped.
  package let attributes: String
  package let content: String
  /// The name that its tags have: the tag, with a number where the content has that closing tag.
  package let name: String

  /// - Parameter others: names that other blocks of the same prompt have.
  package init(tag: String, attributes: String = "", content: String, besides others: Set<String> = []) {
    self.attributes = attributes
    self.content = content
    var name = tag
    let closed = Self.closed(tag, in: content)
    var number = 1
    while closed.contains(number) || others.contains(name) {
      number += 1
      name = "\(tag)-\(number)"
    }
    self.name = name
  }

  /// The content between its tags, each on a line of its own.
  package var text: String {
    let ending = content.hasSuffix("\n") ? "" : "\n"
    return "<\(name)\(attributes)>\n\(content)\(ending)</\(name)>"
  }

  /// The numbers N of which a text has the closing tag `</tag-N>`; 1 is `</tag>`.
  ///
  /// On bytes, as a model reads it: with a combining mark behind it, the tag's last Character would be another one.
  private static func closed(_ tag: String, in content: String) -> Set<Int> {
    let start = Array("</\(tag)".utf8)
    var content = content
    return content.withUTF8 { content in
      let bytes = UnsafeRawBufferPointer(content)
      var numbers: Set<Int> = []
      var index = 0
      while let found = ByteSearch.firstIndex(of: Byte.less, in: bytes, from: index), found + start.count < bytes.count
      {
        index = found + 1
        guard bytes[found..<(found + start.count)].elementsEqual(start) else { continue }
        index = found + start.count
        if let number = number(bytes[index...]) { numbers.insert(number) }
      }
      return numbers
    }
  }

  /// The number that stands between a tag's name and its end: 1 where none does; nil where it is another name.
  private static func number(_ rest: Slice<UnsafeRawBufferPointer>) -> Int? {
    if rest.first == Byte.greater { return 1 }
    guard rest.first == Byte.minus else { return nil }
    // A number that no text is long enough to reach has more digits than this.
    let digits = rest.dropFirst().prefix(12).prefix(while: Byte.isDigit)
    guard let first = digits.first, first != 0x30, rest.dropFirst(1 + digits.count).first == Byte.greater,
      let number = Int(String(decoding: digits, as: UTF8.self)), number > 1
    else { return nil }
    return number
  }
}
