/// A piece of a paragraph. Offsets are bytes of the text that is parsed.
struct InlineNode {
  enum Kind: UInt8 {
    /// The text from `start` to `end`.
    case text
    /// A run of `*`, `_` or `~`. What of it is not used for emphasis is text.
    case delimiter
    /// The content from `contentStart` to `contentEnd` as code.
    case code
    case math
    case softBreak
    case hardBreak
    /// An entity: shows the character `value`.
    case character
    /// `[` or `![` that may begin a link; else text.
    case bracket
    /// Links begin and end; `value` is their number among `InlineParser.links`.
    case linkStart
    case linkEnd
    /// The text from `start` to `end` is a tag that is shown.
    case tag
    /// A tag that changes attributes: `value` of `TextAttributes`, on where `isOpening`.
    case style
    /// An address as it stands.
    case address
    /// `[^label]`.
    case footnote
    /// `]`, and what belongs to it, of a reference without definition; the content is the label.
    case unresolved
    /// Markup that shows nothing: comments, what may yet become something.
    case hidden
    /// `<sup>` and `<sub>`: the text `^` or `_`.
    case script
  }

  var kind: Kind
  var character: UInt8 = 0
  var canOpen = false
  var canClose = false
  var isOpening = false
  var start: Int
  var end: Int
  var contentStart = 0
  var contentEnd = 0
  var value: UInt32 = 0
  /// Of a delimiter: how many of its characters are text, and what it opens and closes.
  var remaining = 0
  var opened = EmphasisCount()
  var closed = EmphasisCount()
  /// How many spans enclose what follows the node.
  var depth = 0

  init(_ kind: Kind, _ start: Int, _ end: Int) { (self.kind, self.start, self.end) = (kind, start, end) }
}

/// How often each kind of emphasis begins or ends.
struct EmphasisCount: Equatable {
  var italic: Int16 = 0
  var bold: Int16 = 0
  var strike: Int16 = 0

  var total: Int { Int(italic) + Int(bold) + Int(strike) }

  static func += (left: inout EmphasisCount, right: EmphasisCount) {
    left.italic += right.italic
    left.bold += right.bold
    left.strike += right.strike
  }

  static func -= (left: inout EmphasisCount, right: EmphasisCount) {
    left.italic -= right.italic
    left.bold -= right.bold
    left.strike -= right.strike
  }

  var attributes: TextAttributes {
    var result: TextAttributes = []
    if italic > 0 { result.insert(.italic) }
    if bold > 0 { result.insert(.bold) }
    if strike > 0 { result.insert(.strike) }
    return result
  }
}
