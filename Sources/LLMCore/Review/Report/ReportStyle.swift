/// How text for people looks.
package struct ReportStyle: Sendable {
  /// Roles of text, which a terminal may colour.
  package enum Role: Sendable, CaseIterable {
    case path, critical, warning, info, code, caret, added, removed, heading, faint
  }

  /// What stands before a text of a role, and what behind it; both empty where there are no colours.
  package let marks: @Sendable (Role) -> (before: String, after: String)
  /// How wide the terminal is, in columns; nil where lines may have any length.
  package let columns: Int?
  /// How many columns a text takes on a terminal.
  package let width: @Sendable (String) -> Int
  /// Puts back what was replaced before sending, such as secrets. Only for a person at a terminal.
  package let restore: @Sendable (String) -> String
  /// Whether findings that are no news are listed, and not only counted.
  package let showsKnown: Bool

  package init(
    marks: @escaping @Sendable (Role) -> (before: String, after: String) = { _ in ("", "") }, columns: Int? = nil,
    width: @escaping @Sendable (String) -> Int = { $0.unicodeScalars.count },
    restore: @escaping @Sendable (String) -> String = { $0 }, showsKnown: Bool = false
  ) {
    self.marks = marks
    self.columns = columns
    self.width = width
    self.restore = restore
    self.showsKnown = showsKnown
  }

  /// Without colours.
  package static let plain = ReportStyle()

  /// With the sixteen colours of the palette.
  package static func coloured(
    columns: Int? = nil, width: @escaping @Sendable (String) -> Int = { $0.unicodeScalars.count },
    restore: @escaping @Sendable (String) -> String = { $0 }, showsKnown: Bool = false
  ) -> ReportStyle {
    ReportStyle(marks: sixteenColours, columns: columns, width: width, restore: restore, showsKnown: showsKnown)
  }

  private static let sixteenColours: @Sendable (Role) -> (before: String, after: String) = { role in
    let code =
      switch role {
      case .path, .heading: "1"
      case .critical: "1;31"
      case .warning: "1;33"
      case .info: "1;36"
      case .code: ""
      case .caret: "35"
      case .added: "32"
      case .removed: "31"
      case .faint: "2"
      }
    return code.isEmpty ? ("", "") : ("\u{1B}[\(code)m", "\u{1B}[0m")
  }

  func painted(_ text: String, _ role: Role) -> String {
    let (before, after) = marks(role)
    return before + text + after
  }
}
