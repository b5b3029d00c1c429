/// Finds fenced code blocks in Markdown, as CommonMark defines fences: three or more backticks or tildes, indented by at
/// most three spaces, closed by a run of the same character at least as long, or by the end of the text.
package enum CodeBlock {
  /// The content of the last fenced block, with its line ends; nil where there is none.
  package static func last(in markdown: String) -> String? { all(in: markdown).last }

  /// The contents of all fenced blocks, with their line ends.
  package static func all(in markdown: String) -> [String] {
    var blocks: [String] = []
    var open: (fence: Fence, content: String)?
    for line in lines(of: markdown) {
      if let current = open {
        if current.fence.isClosed(by: line) {
          blocks.append(current.content)
          open = nil
        } else {
          open?.content += current.fence.stripIndent(from: line)
        }
      } else if let fence = Fence(opening: line) {
        open = (fence, "")
      }
    }
    return blocks + (open.map { [$0.content] } ?? [])
  }

  /// The lines with the line feed each ends in. Works on scalars, since CRLF is a single `Character`.
  private static func lines(of text: String) -> [Substring] {
    var result: [Substring] = []
    var start = text.startIndex
    let scalars = text.unicodeScalars
    while start < text.endIndex {
      let end = scalars[start...].firstIndex(of: "\n").map { scalars.index(after: $0) } ?? text.endIndex
      result.append(text[start..<end])
      start = end
    }
    return result
  }

  /// The opening line of a block.
  private struct Fence {
    let character: Unicode.Scalar
    let length: Int
    let indent: Int

    init?(opening line: Substring) {
      let scalars = line.unicodeScalars
      let indent = scalars.prefix { $0 == " " }.count
      let rest = scalars.dropFirst(indent)
      guard indent <= 3, let character = rest.first, character == "`" || character == "~" else { return nil }
      let length = rest.prefix { $0 == character }.count
      guard length >= 3 else { return nil }
      // A backtick in the info string makes it inline code.
      if character == "`", rest.dropFirst(length).contains("`") { return nil }
      (self.character, self.length, self.indent) = (character, length, indent)
    }

    func isClosed(by line: Substring) -> Bool {
      let scalars = line.unicodeScalars
      let indent = scalars.prefix { $0 == " " }.count
      let run = scalars.dropFirst(indent).prefix { $0 == character }.count
      guard indent <= 3, run >= length else { return false }
      return scalars.dropFirst(indent + run).allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
    }

    /// Takes off as much indentation as the fence itself has.
    func stripIndent(from line: Substring) -> Substring {
      let scalars = line.unicodeScalars
      let spaces = min(indent, scalars.prefix { $0 == " " }.count)
      return line[scalars.index(scalars.startIndex, offsetBy: spaces)...]
    }
  }
}
