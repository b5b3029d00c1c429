/// A report for people: what was spent in all, a line of small bars over time, and a row for each group.
///
/// No line is wider than the terminal, down to 40 columns: where it is narrow the bars get shorter, then columns are left out, the
/// least important first, then names are cut. In a pipe there are neither bars nor colours, and lines have any length.
package struct CostTable {
  /// What the output can show.
  package struct Setting: Sendable {
    /// The terminal's columns; nil for what is no terminal.
    package var columns: Int?
    /// Whether headings are bold and bars faint.
    package var isColoured: Bool
    /// Whether the terminal shows UTF-8, and with it the blocks that bars are made of.
    package var hasBlocks: Bool

    package init(columns: Int? = nil, isColoured: Bool = false, hasBlocks: Bool = true) {
      (self.columns, self.isColoured, self.hasBlocks) = (columns, isColoured, hasBlocks)
    }
  }

  /// The lines; each ends in a line feed.
  package let text: String

  private static let narrowest = 40

  package init(_ report: CostReport, _ setting: Setting = Setting()) {
    let width = setting.columns.map { max(Self.narrowest, $0) }
    let headline = CostHeadline(report)
    var lines = headline.title(width: width).map { setting.painted($0, "1", width: width) }
    lines += headline.parts(width: width)
    if let width, setting.hasBlocks, report.trend.contains(where: { $0 > .zero }) {
      lines.append(BlockBars.line(report.trend, width: width))
    }
    if !report.rows.isEmpty { lines += [""] + CostRows(report).lines(setting, width: width) }
    if report.omitted > 0 {
      lines.append("and \(report.omitted.grouped) more \(report.omitted == 1 ? "row" : "rows")")
    }
    text = lines.map { $0 + "\n" }.joined()
  }
}

extension CostTable.Setting {
  /// The text, cut to the width, in a style of the terminal (SGR) where there are colours.
  func painted(_ text: String, _ style: String, width: Int?) -> String {
    let text = width.map { cut(text, toWidth: $0) } ?? text
    return isColoured && !text.isEmpty ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
  }
}
