/// What the blocks need to know of the terminal. It changes when the terminal's size does.
struct RenderSetup: Sendable {
  let palette: StylePalette
  let hyperlinks: Bool
  /// Rows are written once, words as they complete; nothing is drawn that could change.
  let isAppendOnly: Bool
  let makeLexer: @Sendable (String) -> (any LineLexer)?
  /// Columns of a row of prose and of a table; nil where the terminal is too narrow for rows to be wrapped.
  var proseLimit: Int?
  var fullLimit: Int?
  /// How many rows may be drawn that are not committed.
  var tailRows: Int
  /// Fewer than 24 columns: no more than two are spent on an indent.
  var isNarrow: Bool

  /// Widest prose that is comfortable to read.
  static let widestProse = 100

  init(_ options: RenderOptions, columns: Int, rows: Int, isReasoning: Bool = false) {
    palette = StylePalette(theme: options.theme, colors: options.colors, isPlain: options.plainTerminal)
    hyperlinks = options.hyperlinks && !options.plainTerminal
    makeLexer = options.makeLexer
    let columns = columns > 0 ? columns : 80
    let isWrapped = columns >= 8
    // The last column stays free: what terminals do after a character there differs.
    proseLimit = isWrapped ? min(columns - 1, Self.widestProse) : nil
    fullLimit = isWrapped ? columns - 1 : nil
    isAppendOnly = options.mode == .appendOnly || !isWrapped || options.plainTerminal
    tailRows = max(1, min(8, rows - 2))
    isNarrow = columns < 24
  }

  /// Bytes of a line that tell what it is, so that text may go on from there before its end.
  var lineThreshold: Int { min(256, (proseLimit ?? 256) * tailRows) }

  /// After how many more bytes of a line what it holds is looked at again.
  var lineStep: Int { max(32, proseLimit ?? 80) }
}
