/// What each kind of code looks like. Pure data: a writer makes a terminal's sequences of it, or none.
///
/// Nobody can ask a terminal reliably whether its background is light or dark, so the colours are those that can be read on
/// both: of the palette neither white nor black nor yellow, and of the fixed colours only such as contrast with black and
/// with white by 4 to 1 at least. A background is never set: copied rows would be padded with it.
package struct CodeTheme: Equatable, Sendable {
  /// One colour for the text.
  package enum Color: Equatable, Sendable {
    /// One of the first eight, which the user's own scheme defines.
    case palette(Palette)
    /// One of the 256, by number; only those above 15 are the same everywhere.
    case indexed(UInt8)
    /// Red, green, blue.
    case rgb(UInt8, UInt8, UInt8)
  }

  /// The palette's colours that are used, with their numbers.
  package enum Palette: UInt8, Sendable {
    case red = 1, green = 2, blue = 4, magenta = 5, cyan = 6
  }

  /// How a stretch is drawn; all false and nil for as it is.
  package struct Style: Equatable, Sendable {
    /// The colour of the text; nil for the terminal's own.
    package var color: Color?
    /// Drawn bold.
    package var isBold = false
    /// Drawn dim.
    package var isFaint = false
    /// Drawn slanted.
    package var isItalic = false

    /// The terminal's own style.
    package static let plain = Style()
  }

  private var styles: [Style]

  /// A theme of the styles that the function tells.
  package init(_ style: (CodeKind) -> Style) { styles = CodeKind.allCases.map(style) }

  /// The style of a kind.
  package func style(of kind: CodeKind) -> Style { styles[Int(kind.rawValue)] }

  /// The 16 colours of the palette, so that code follows the user's scheme.
  package static let sixteen = CodeTheme { kind in
    switch kind {
    case .keyword: Style(color: .palette(.magenta), isBold: true)
    case .type: Style(color: .palette(.cyan))
    case .string, .inserted: Style(color: .palette(.green))
    case .number, .constant: Style(color: .palette(.magenta))
    case .comment: Style(isFaint: true, isItalic: true)
    case .function, .property: Style(color: .palette(.blue))
    case .deleted: Style(color: .palette(.red))
    case .heading: Style(isBold: true)
    case .operator, .punctuation, .plain: .plain
    }
  }

  /// Of the 256 colours the cube's, which no scheme changes.
  package static let palette256 = CodeTheme { kind in
    switch kind {
    case .keyword: Style(color: .indexed(133), isBold: true)
    case .type: Style(color: .indexed(30))
    case .string, .inserted: Style(color: .indexed(64))
    case .number, .constant: Style(color: .indexed(130))
    case .comment: Style(color: .indexed(243), isItalic: true)
    case .function: Style(color: .indexed(31))
    case .property: Style(color: .indexed(62))
    case .deleted: Style(color: .indexed(131))
    case .heading: Style(isBold: true)
    case .operator, .punctuation, .plain: .plain
    }
  }

  /// Any colour.
  package static let trueColor = CodeTheme { kind in
    switch kind {
    case .keyword: Style(color: .rgb(0xA6, 0x5F, 0xC8), isBold: true)
    case .type: Style(color: .rgb(0x1A, 0x85, 0x85))
    case .string, .inserted: Style(color: .rgb(0x3F, 0x87, 0x3F))
    case .number, .constant: Style(color: .rgb(0xB3, 0x6B, 0x2B))
    case .comment: Style(color: .rgb(0x76, 0x76, 0x76), isItalic: true)
    case .function: Style(color: .rgb(0x2F, 0x7C, 0xC4))
    case .property: Style(color: .rgb(0x5B, 0x7B, 0xA0))
    case .deleted: Style(color: .rgb(0xD0, 0x50, 0x50))
    case .heading: Style(isBold: true)
    case .operator, .punctuation, .plain: .plain
    }
  }
}
