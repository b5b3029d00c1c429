/// Writes parsed text in rows.
struct InlineWriter {
  /// Whether links may be control sequences.
  let hyperlinks: Bool
  /// The style of plain text around.
  var base: TextStyle
  /// What tags have switched on.
  var tags: TextAttributes = []

  private var emphasis = EmphasisCount()
  private var link: (number: Int32, isOpen: Bool) = (0, false)
  private var linkStart = 0

  init(hyperlinks: Bool, base: TextStyle) { (self.hyperlinks, self.base) = (hyperlinks, base) }

  private var style: TextStyle {
    var style = base
    style.attributes.formUnion(emphasis.attributes.union(tags))
    if link.isOpen {
      if style.role == .body { style.role = .link } else { style.attributes.insert(.underline) }
      style.link = link.number
    }
    return style
  }

  /// Writes what stands before an offset. With `expects`, emphasis that was not closed yet is shown as it will be.
  mutating func write(
    _ parser: inout InlineParser, _ bytes: UnsafeBufferPointer<UInt8>, upTo limit: Int, expects: Bool,
    to writer: inout RowWriter
  ) {
    for index in parser.nodes.indices {
      let node = parser.nodes[index]
      guard node.start < limit || node.end <= limit else { break }
      switch node.kind {
      case .text, .bracket: writer.text(bytes[node.start..<min(node.end, limit)], style)
      case .delimiter: delimiter(node, bytes, expects: expects || node.end == node.start, to: &writer)
      case .code: writer.text(bytes[node.contentStart..<node.contentEnd], with(.codeSpan))
      case .math: writer.text(bytes[node.contentStart..<node.contentEnd], with(.math))
      case .softBreak: writer.space(style)
      case .hardBreak: writer.hardBreak()
      case .character: character(node.value, to: &writer)
      case .linkStart: startLink(node, parser, &writer)
      case .linkEnd: endLink(node, parser, bytes, &writer)
      case .tag: writer.text(bytes[node.start..<node.end], with(.html))
      case .style: setTag(node)
      case .address: address(node, parser, bytes, &writer)
      case .footnote:
        writer.text("[", with(.footnote))
        writer.text(bytes[node.contentStart..<node.contentEnd], with(.footnote))
        writer.text("]", with(.footnote))
      case .unresolved:
        if !expects { parser.references.noteUnresolved(bytes[node.contentStart..<node.contentEnd]) }
        writer.text(bytes[node.start..<node.end], style)
      case .script: writer.text([node.character], style)
      case .hidden: break
      }
    }
  }

  private func with(_ role: TextRole) -> TextStyle {
    var style = self.style
    style.role = role
    return style
  }

  private mutating func delimiter(
    _ node: InlineNode, _ bytes: UnsafeBufferPointer<UInt8>, expects: Bool, to writer: inout RowWriter
  ) {
    emphasis -= node.closed
    if node.remaining > 0 {
      if expects, node.canOpen {
        emphasis += InlineParser.expected(node)
      } else if node.end > node.start {
        writer.text(bytes[node.start..<(node.start + node.remaining)], style)
      }
    }
    emphasis += node.opened
  }

  private func character(_ code: UInt32, to writer: inout RowWriter) {
    var encoded: [UInt8] = []
    TextSanitizer.append(code, to: &encoded)
    writer.text(encoded, style)
  }

  private mutating func setTag(_ node: InlineNode) {
    let attributes = TextAttributes(rawValue: UInt8(truncatingIfNeeded: node.value))
    if node.isOpening { tags.formUnion(attributes) } else { tags.subtract(attributes) }
  }

  // MARK: Links

  private mutating func startLink(_ node: InlineNode, _ parser: InlineParser, _ writer: inout RowWriter) {
    let address = parser.links[Int(node.value)]
    let checked = hyperlinks ? LinkAddress.checked(address) : nil
    link = (checked.map { writer.links.add($0) } ?? 0, true)
    linkStart = node.end
  }

  private mutating func endLink(
    _ node: InlineNode, _ parser: InlineParser, _ bytes: UnsafeBufferPointer<UInt8>, _ writer: inout RowWriter
  ) {
    let address = parser.links[Int(node.value)]
    let label = Array(bytes[min(linkStart, node.start)..<node.start])
    let isFollowed = link.number != 0
    link = (0, false)
    guard !address.isEmpty, label != address else { return }
    if !isFollowed {
      writer.text(" <", with(.address))
      writer.text(address, with(.address))
      writer.text(">", with(.address))
    } else if LinkAddress.isMisleading(label: label, address: address), let host = LinkAddress.host(of: address) {
      writer.text(" (", with(.address))
      writer.text(host, with(.address))
      writer.text(")", with(.address))
    }
  }

  private mutating func address(
    _ node: InlineNode, _ parser: InlineParser, _ bytes: UnsafeBufferPointer<UInt8>, _ writer: inout RowWriter
  ) {
    let outer = link
    if !link.isOpen {
      let checked = hyperlinks ? LinkAddress.checked(parser.links[Int(node.value)]) : nil
      link = (checked.map { writer.links.add($0) } ?? 0, true)
    }
    writer.text(bytes[node.contentStart..<node.contentEnd], style)
    link = outer
  }
}
