/// How an answer is shown.
package struct RenderOptions: Sendable {
  package enum Mode: Sendable {
    /// What is not final is drawn in a few rows at the end and redrawn while it changes.
    case live
    /// Every byte is written once, words as they complete: for screen readers, pipes that want colours, plain terminals.
    case appendOnly
  }

  /// What becomes of the model's reasoning.
  package enum Reasoning: Sendable {
    case hide
    /// Shown, faint.
    case dim
    /// One row that says how much there was.
    case collapsed
  }

  /// The terminal's size; nothing and less count as unknown.
  package var columns: Int
  package var rows: Int
  package var mode: Mode
  package var colors: ColorDepth
  /// Whether links may be control sequences (OSC 8).
  package var hyperlinks: Bool
  /// `TERM=dumb`: no control sequences at all.
  package var plainTerminal: Bool
  package var theme: Theme
  /// The highlighter for the info string of a fence; nil where there is none.
  package var makeLexer: @Sendable (String) -> (any LineLexer)?
  package var reasoning: Reasoning

  package init(
    columns: Int, rows: Int, mode: Mode = .live, colors: ColorDepth = .sixteen, hyperlinks: Bool = true,
    plainTerminal: Bool = false, theme: Theme = .standard,
    makeLexer: @escaping @Sendable (String) -> (any LineLexer)? = { _ in nil }, reasoning: Reasoning = .dim
  ) {
    (self.columns, self.rows, self.mode, self.colors) = (columns, rows, mode, colors)
    (self.hyperlinks, self.plainTerminal, self.theme) = (hyperlinks, plainTerminal, theme)
    (self.makeLexer, self.reasoning) = (makeLexer, reasoning)
  }
}
