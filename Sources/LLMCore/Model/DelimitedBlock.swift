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
    let closed = Self.closed(tag, in: Array(content.utf8))
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
  private static func closed(_ tag: String, in bytes: [UInt8]) -> Set<Int> {
    let start = Array("</\(tag)".utf8)
    var numbers: Set<Int> = []
    var index = 0
    while index + start.count < bytes.count {
      guard bytes[index] == Byte.less, bytes[index...].starts(with: start) else {
        index += 1
        continue
      }
      index += start.count
      if bytes[index] == Byte.greater {
        numbers.insert(1)
      } else if bytes[index] == Byte.minus {
        // A number that no text is long enough to reach has more digits than this.
        let digits = bytes[(index + 1)...].prefix(12).prefix(while: Byte.isDigit)
        let end = index + 1 + digits.count
        guard let first = digits.first, first != 0x30, end < bytes.count, bytes[end] == Byte.greater,
          let number = Int(String(decoding: digits, as: UTF8.self)), number > 1
        else { continue }
        numbers.insert(number)
      }
    }
    return numbers
  }
}
