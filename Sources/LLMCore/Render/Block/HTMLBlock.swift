/// A block of HTML, which is shown as it stands except for its comments: where it ends.
enum HTMLBlock: Sendable, Equatable {
  /// With the line that has this mark.
  case mark(StaticMark)
  /// Before a blank line.
  case blankLine

  /// What ends a block.
  enum StaticMark: Sendable { case comment, instruction, declaration, data, script }

  /// The block that a line opens.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, inParagraph: Bool) {
    guard bytes[start] == UInt8(ascii: "<"), start + 1 < bytes.count else { return nil }
    let rest = bytes[(start + 1)...]
    if rest.starts(with: "!--".utf8) {
      self = .mark(.comment)
    } else if rest.starts(with: "?".utf8) {
      self = .mark(.instruction)
    } else if rest.starts(with: "![CDATA[".utf8) {
      self = .mark(.data)
    } else if rest.starts(with: "!".utf8), rest.dropFirst().first.map(InlineMarkup.isLetter) == true {
      self = .mark(.declaration)
    } else {
      guard let block = Self.tag(bytes, start, inParagraph: inParagraph) else { return nil }
      self = block
    }
  }

  private static func tag(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, inParagraph: Bool) -> HTMLBlock? {
    let isClosing = bytes[start + 1] == UInt8(ascii: "/")
    let nameStart = start + (isClosing ? 2 : 1)
    let name = bytes[nameStart...].prefix { InlineMarkup.isTagName($0) }.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    let word = String(decoding: name, as: UTF8.self)
    let next = nameStart + name.count < bytes.count ? bytes[nameStart + name.count] : 0x20
    if !isClosing, ["script", "pre", "style"].contains(word), next <= 0x20 || next == UInt8(ascii: ">") {
      return .mark(.script)
    }
    if blockTags.contains(word), next <= 0x20 || next == UInt8(ascii: ">") || next == UInt8(ascii: "/") {
      return .blankLine
    }
    guard !inParagraph, case .tag(let end) = InlineMarkup.angle(bytes, start) else { return nil }
    return bytes[end...].allSatisfy { $0 == 0x20 || $0 == 0x09 } ? .blankLine : nil
  }

  /// Whether the line is the last of the block.
  func isEnded(by line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard case .mark(let mark) = self else { return false }
    switch mark {
    case .comment: return InlineMarkup.ending("-->", line, 0) != nil
    case .instruction: return InlineMarkup.ending("?>", line, 0) != nil
    case .declaration: return InlineMarkup.ending(">", line, 0) != nil
    case .data: return InlineMarkup.ending("]]>", line, 0) != nil
    case .script:
      return ["</script>", "</pre>", "</style>"].contains { (mark: StaticString) in
        InlineMarkup.ending(mark, line, 0) != nil
      }
    }
  }

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link", "main",
    "menu",
    "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "section", "source", "summary", "table",
    "tbody",
    "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}
