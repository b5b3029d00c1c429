/// What a piece of shown text is. The theme says how each looks.
package enum TextRole: UInt8, Sendable, CaseIterable {
  case body, heading1, heading2, heading, codeSpan, codeBlock, math, link, address, html, footnote
  case quoteBar, listMarker, rule, tableBorder, tableHeader, faint
  case keyword, type, string, number, comment, function, property, constant, `operator`, punctuation
  case inserted, deleted, codeHeading

  init(_ kind: CodeKind) {
    self =
      switch kind {
      case .plain: .codeBlock
      case .keyword: .keyword
      case .type: .type
      case .string: .string
      case .number: .number
      case .comment: .comment
      case .function: .function
      case .property: .property
      case .constant: .constant
      case .operator: .operator
      case .punctuation: .punctuation
      case .inserted: .inserted
      case .deleted: .deleted
      case .heading: .codeHeading
      }
  }

  /// Whether the text is code, an address or a tag, in which every character must be seen.
  var showsInvisible: Bool {
    switch self {
    case .codeSpan, .codeBlock, .math, .address, .html: true
    case .body, .heading1, .heading2, .heading, .link, .footnote, .quoteBar, .listMarker, .rule, .tableBorder,
      .tableHeader, .faint:
      false
    default: true
    }
  }
}

/// How letters are drawn, apart from their colour.
package struct TextAttributes: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = TextAttributes(rawValue: 1)
  package static let faint = TextAttributes(rawValue: 2)
  package static let italic = TextAttributes(rawValue: 4)
  package static let underline = TextAttributes(rawValue: 8)
  package static let strike = TextAttributes(rawValue: 16)
}

/// How one piece of text is shown.
struct TextStyle: Equatable, Sendable {
  var role: TextRole = .body
  var attributes: TextAttributes = []
  /// A number of `LinkTable`, 0 for none.
  var link: Int32 = 0

  static let plain = TextStyle()

  init(_ role: TextRole = .body, _ attributes: TextAttributes = [], link: Int32 = 0) {
    (self.role, self.attributes, self.link) = (role, attributes, link)
  }
}

/// How many colours the terminal shows.
package enum ColorDepth: Sendable { case none, sixteen, palette256, trueColor }
