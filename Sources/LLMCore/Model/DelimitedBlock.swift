/// A text that stands in a block of its own, so that a model can tell it from what is said about it. The block ends with a
/// closing tag that does not occur in the text, whatever the text is.
package struct DelimitedBlock: Sendable, Equatable {
  package var tag: String
  /// What stands behind the name of the opening tag, with a space in front and its values escaped.
  package var attributes: String
  package var content: String

  package init(tag: String, attributes: String = "", content: String) {
    self.tag = tag
    self.attributes = attributes
    self.content = content
  }

  /// The name that its tags have: the tag, with a number where the content has that closing tag.
  package var name: String {
    var name = tag
    var number = 2
    // On bytes, as a model reads it: with a combining mark behind it, the tag's last Character would be another one.
    while content.utf8.contains("</\(name)>".utf8) {
      name = "\(tag)-\(number)"
      number += 1
    }
    return name
  }

  /// The content between its tags, each on a line of its own.
  package var text: String {
    let name = name
    let ending = content.hasSuffix("\n") ? "" : "\n"
    return "<\(name)\(attributes)>\n\(content)\(ending)</\(name)>"
  }
}
