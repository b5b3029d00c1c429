/// How compared texts are marked on standard output: with colours, or with signs where there are none.
struct ComparisonPaint: Sendable {
  let isColoured: Bool

  /// Select Graphic Rendition: red and struck through, green and underlined, so that nobody needs to see the colours.
  private static let removed = "31;9"
  private static let added = "32;4"

  /// The segment, safe for a terminal and marked; lines stay lines.
  func marked(_ segment: WordDifference.Segment) -> String {
    let text = Self.safe(segment)
    guard segment.fate != .kept, !text.isEmpty else { return text }
    let isRemoved = segment.fate == .removed
    guard isColoured else { return isRemoved ? "[-\(text)-]" : "{+\(text)+}" }
    // A style that goes on over a line end colours the margin of what stands below.
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? "" : styled(String(line), isRemoved ? Self.removed : Self.added)
    }.joined(separator: "\n")
  }

  /// A piece of a row that was made safe before. Without colours it stays as it is.
  func painted(_ piece: String, _ fate: WordDifference.Fate) -> String {
    switch fate {
    case .kept: piece
    case .removed: styled(piece, Self.removed)
    case .added: styled(piece, Self.added)
    }
  }

  /// A heading.
  func bold(_ text: String) -> String { styled(text, "1") }

  /// What need not be read.
  func faint(_ text: String) -> String { styled(text, "2") }

  private func styled(_ text: String, _ style: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }

  /// A segment's text, safe for a terminal. In what changed nothing stays invisible, because it may be all that changed.
  static func safe(_ segment: WordDifference.Segment) -> String {
    segment.fate == .kept ? SafeText(segment.text).text : SafeText(code: segment.visibleText).text
  }
}
