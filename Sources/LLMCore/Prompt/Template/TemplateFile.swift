/// A template's file: YAML, or Markdown whose front matter is YAML and whose body is what is asked.
///
///     ---
///     description: Three titles for a text
///     parameters: {language: {default: English}}
///     ---
///     Give three titles in {{language}} for this text:
///
///     {{input}}
package enum TemplateFile {
  /// How a file is written.
  package enum Form: String, Sendable, CaseIterable {
    case yaml, markdown

    /// By the end of a file's name, without the dot; nil for what is no template.
    package init?(ending: String) {
      switch ending {
      case "yaml", "yml": self = .yaml
      case "md": self = .markdown
      default: return nil
      }
    }

    /// The end of the name of a file that is written in it.
    package var ending: String { self == .markdown ? "md" : "yaml" }
  }

  /// More than any context window holds would be no template.
  package static let sizeLimit = 1 << 20
  /// Schemas are nested deeper than anything else in a file.
  private static let depth = 40

  /// Throws `TemplateMistake` for what is no template.
  package static func read(_ bytes: [UInt8], _ form: Form) throws(TemplateMistake) -> TemplateContent {
    switch form {
    case .yaml: return try TemplateReader().read(try document(bytes))
    case .markdown:
      let parts = try parts(of: bytes)
      // A line feed in the place of the first line keeps the numbers of the others.
      var content = try TemplateReader().read(try document([Byte.lineFeed] + parts.head))
      guard content.user == nil else {
        throw TemplateMistake("'user' is what stands below the front matter", line: content.lines["user"])
      }
      guard let body = String(validating: parts.body, as: UTF8.self) else {
        throw TemplateMistake("is not UTF-8", line: nil, advice: "Save it as UTF-8")
      }
      content.user = TemplateReader.tidy(body)
      content.lines["user"] = parts.bodyLine
      return content
    }
  }

  /// Where a text says which version it is, with another number there: for the copy that becomes the next version. The text as it is
  /// where it says nothing.
  package static func renumbered(_ text: String, _ form: Form, to number: Int) -> String {
    // By bytes: to Swift, a line end of Windows is another character than a line feed.
    var lines = Array(text.utf8).split(separator: Byte.lineFeed, omittingEmptySubsequences: false).map(Array.init)
    // Without front matter, all of it is what the user says.
    guard form == .yaml || lines.first.map(isFence) == true else { return text }
    let end = lines.dropFirst().firstIndex(where: isFence) ?? lines.endIndex
    guard let place = lines[..<end].firstIndex(where: { $0.starts(with: "version:".utf8) }) else { return text }
    let ending = lines[place].last == Byte.carriageReturn ? "\r" : ""
    lines[place] = Array("version: \(number)\(ending)".utf8)
    return String(decoding: Array(lines.joined(separator: [Byte.lineFeed])), as: UTF8.self)
  }

  private static func document(_ bytes: [UInt8]) throws(TemplateMistake) -> YAMLNode {
    do throws(YAMLError) {
      return try YAMLDocument(bytes, depth: depth).root
    } catch {
      throw TemplateMistake(error.message, line: error.line, advice: error.advice)
    }
  }

  /// Front matter and body; all of it is body where there is no front matter.
  private static func parts(
    of bytes: [UInt8]
  ) throws(TemplateMistake) -> (head: [UInt8], body: [UInt8], bodyLine: Int) {
    let lines = bytes.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    guard let first = lines.first, isFence(first) else { return ([], bytes, 1) }
    guard let end = lines.dropFirst().firstIndex(where: isFence) else {
      throw TemplateMistake("the front matter does not end", line: 1, advice: "End it with a line '---'")
    }
    let head = Array(lines[1..<end].joined(separator: [Byte.lineFeed]))
    return (head + [Byte.lineFeed], Array(lines[(end + 1)...].joined(separator: [Byte.lineFeed])), end + 2)
  }

  /// Whether a line begins or ends front matter.
  private static func isFence(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    (line.last == Byte.carriageReturn ? line.dropLast() : line[...]).elementsEqual("---".utf8)
  }
}
