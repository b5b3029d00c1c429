/// How each role looks. No theme sets a background: copied rows would be padded with it.
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

  package subscript(role: TextRole) -> Look { looks[Int(role.rawValue)] }

  /// Of sixteen colours those of the user's own scheme; of more, fixed ones for code only, whose kinds sixteen cannot tell apart.
  ///
  /// Nobody can ask a terminal reliably whether its background is light or dark, so the colours can be read on both: of the
  /// palette neither white nor black nor yellow, and of the fixed ones only such as contrast with black and with white by 4 to 1
  /// at least.
  package static let standard = Theme([
    .heading1: Look([.bold, .underline], Color(5)), .heading2: Look(.bold, Color(5)), .heading: Look(.bold),
    .codeSpan: Look([], Color(6)), .math: Look([], Color(6)), .link: Look(.underline, Color(4)),
    .address: Look(.faint), .html: Look(.faint), .footnote: Look([], Color(4)), .quoteBar: Look(.faint),
    .listMarker: Look([], Color(5)), .rule: Look(.faint), .tableBorder: Look(.faint), .tableHeader: Look(.bold),
    .faint: Look(.faint),
    .keyword: Look(.bold, Color(5, indexed: 133, rgb: 0xA65FC8)), .type: Look([], Color(6, indexed: 30, rgb: 0x1A8585)),
    .string: Look([], Color(2, indexed: 64, rgb: 0x3F873F)), .number: Look([], Color(5, indexed: 130, rgb: 0xB36B2B)),
    .comment: Look([.faint, .italic]), .function: Look([], Color(4, indexed: 31, rgb: 0x2F7CC4)),
    .property: Look([], Color(4, indexed: 62, rgb: 0x5B7BA0)),
    .constant: Look([], Color(5, indexed: 130, rgb: 0xB36B2B)),
    .inserted: Look([], Color(2, indexed: 64, rgb: 0x3F873F)),
    .deleted: Look([], Color(1, indexed: 131, rgb: 0xD05050)),
    .codeHeading: Look(.bold),
  ])
}
