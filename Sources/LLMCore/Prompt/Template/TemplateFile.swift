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

    /// The ends of names that files of templates have, in the order in which they are looked for.
    package static let endings = ["yaml", "yml", "md"]

    /// The end of the name of a file that is written in it.
    package var ending: String { self == .markdown ? "md" : "yaml" }
  }

  /// More than any context window holds would be no template.
  package static let sizeLimit = 1 << 20
  /// Schemas are nested deeper than anything else in a file.
  private static let depth = 40

  /// Throws `TemplateMistake` for what is no template.
  package static func read(_ bytes: [UInt8], _ form: Form) throws(TemplateMistake) -> TemplateContent {
    let content = try members(withoutMark(bytes), form)
    guard !content.isEmpty else {
      throw TemplateMistake(
        "it has neither 'system' nor 'user' nor 'examples', so it says nothing", line: nil,
        advice: "Say in 'user' what is asked")
    }
    return content
  }

  /// The bytes without the mark that some editors of Windows put before a text.
  private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func members(_ bytes: [UInt8], _ form: Form) throws(TemplateMistake) -> TemplateContent {
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

  /// Where a file says which version it is, with another number there: for the copy that becomes the next version. The file as it is
  /// where it says nothing, or says it in a way that nobody would.
  package static func renumbered(_ bytes: [UInt8], _ form: Form, to number: Int) -> [UInt8] {
    guard var content = try? read(bytes, form), content.number != nil, let line = content.lines["version"] else {
      return bytes
    }
    content.number = number
    // By bytes: to Swift, a line end of Windows is another character than a line feed.
    var lines = bytes.split(separator: Byte.lineFeed, omittingEmptySubsequences: false).map(Array.init)
    guard lines.indices.contains(line - 1) else { return bytes }
    let old = lines[line - 1]
    for place in numbers(behind: Array("version".utf8), in: old).prefix(8) {
      lines[line - 1] = Array(old[..<place.lowerBound]) + Array("\(number)".utf8) + Array(old[place.upperBound...])
      let copy = Array(lines.joined(separator: [Byte.lineFeed]))
      // Whether it was the member and not words that look like it, its reader knows best.
      if (try? read(copy, form)) == content { return copy }
    }
    return bytes
  }

  /// Where numbers stand in a line behind a word, with nothing but quotes, blanks and a colon between.
  private static func numbers(behind word: [UInt8], in line: [UInt8]) -> [Range<Int>] {
    let between: Set = [Byte.quote, Byte.apostrophe, Byte.space, Byte.tab, Byte.colon]
    return line.indices.dropLast(word.count).compactMap { index in
      guard line[index...].starts(with: word) else { return nil }
      let start = line[(index + word.count)...].prefix(20).firstIndex { !between.contains($0) }
      guard let start, Byte.isDigit(line[start]) else { return nil }
      return start..<(line[start...].firstIndex { !Byte.isDigit($0) } ?? line.endIndex)
    }
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

  /// Whether a line begins or ends front matter. Blanks behind it are nothing that anybody sees.
  private static func isFence(_ line: some Collection<UInt8>) -> Bool {
    line.starts(with: "---".utf8)
      && line.dropFirst(3).allSatisfy { Byte.isBlank($0) || $0 == Byte.carriageReturn }
  }
}
