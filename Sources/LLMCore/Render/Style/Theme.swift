/// How each role looks. The standard theme uses the sixteen colours of the palette, which people have set to be readable on
/// their background, light or dark; no theme sets a background.
package struct Theme: Sendable {
  /// A colour in as many ways as terminals need.
  package struct Color: Sendable, Equatable {
    /// 0 to 15.
    package var basic: UInt8
    /// 16 to 255; nil means the basic colour.
    package var indexed: UInt8?
    /// Red, green, blue as 0xRRGGBB; nil means the colour of fewer bits.
    package var rgb: UInt32?

    package init(_ basic: UInt8, indexed: UInt8? = nil, rgb: UInt32? = nil) {
      (self.basic, self.indexed, self.rgb) = (basic, indexed, rgb)
    }
  }

  /// Attributes and colour of a role.
  package struct Look: Sendable, Equatable {
    package var attributes: TextAttributes
    package var color: Color?

    package init(_ attributes: TextAttributes = [], _ color: Color? = nil) {
      (self.attributes, self.color) = (attributes, color)
    }
  }

  private var looks: [Look]

  /// A theme in which the roles that are not named look like body text.
  package init(_ named: [TextRole: Look]) {
    looks = TextRole.allCases.map { named[$0] ?? Look() }
  }

  subscript(role: TextRole) -> Look { looks[Int(role.rawValue)] }

  /// Follows the terminal's own palette.
  package static let standard = Theme([
    .heading1: Look([.bold, .underline], Color(5)), .heading2: Look(.bold, Color(5)), .heading: Look(.bold),
    .codeSpan: Look([], Color(6)), .math: Look([], Color(6)), .link: Look(.underline, Color(4)),
    .address: Look(.faint), .html: Look(.faint), .footnote: Look([], Color(4)), .quoteBar: Look(.faint),
    .listMarker: Look([], Color(5)), .rule: Look(.faint), .tableBorder: Look(.faint), .tableHeader: Look(.bold),
    .faint: Look(.faint), .keyword: Look([], Color(5)), .type: Look([], Color(6)), .string: Look([], Color(2)),
    .number: Look([], Color(3)), .comment: Look(.faint), .function: Look([], Color(4)), .property: Look([], Color(4)),
    .constant: Look([], Color(3)), .inserted: Look([], Color(2)), .deleted: Look([], Color(1)),
    .codeHeading: Look(.bold),
  ])
}
