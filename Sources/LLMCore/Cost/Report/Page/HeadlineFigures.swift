/// The few figures that a reader wants first.
struct HeadlineFigures {
  let total: Spend

  /// A figure with what is to be said of it.
  private struct Tile {
    var title: String
    var figure: String
    var notes: [String?]
  }

  var markup: Markup {
    let tiles = [spent, calls, input, output, saved] + (total.possible > .zero ? [possible] : [])
    return "<dl class=\"figures\">\n\(tiles.map(Self.markup))</dl>\n"
  }

  private var spent: Tile {
    Tile(
      title: "Spent", figure: FigureText.spent(total),
      notes: [
        total.isUnknown ? "\(total.unpriced.grouped) charged" : nil,
        total.unpriced > 0 && !total.isUnknown ? "+ \(total.unpriced.grouped) unpriced" : nil,
        total.estimated > .zero ? "\(FigureText.money(total.estimated)) of it estimated" : nil,
      ])
  }

  private var calls: Tile {
    Tile(
      title: "Calls", figure: total.calls.grouped,
      notes: [
        total.failures > 0 ? "\(total.failures.grouped) failed" : nil,
        total.retries > 0 ? "\(total.retries.grouped) tried again" : nil,
      ])
  }

  private var input: Tile {
    let cached = total.cacheRead > 0 ? "\(FigureText.percent(total.cacheRead, of: total.input)) cached" : nil
    return Tile(title: "Tokens in", figure: total.input.short, notes: [cached])
  }

  private var output: Tile {
    let reasoning =
      total.reasoningOutput > 0 ? "\(FigureText.percent(total.reasoningOutput, of: total.output)) reasoning" : nil
    return Tile(title: "Tokens out", figure: total.output.short, notes: [reasoning])
  }

  private var saved: Tile {
    let hits = total.cacheHits > 0 ? FigureText.counted(total.cacheHits, "cache hit") : nil
    return Tile(title: "Saved", figure: FigureText.money(total.saved), notes: [hits])
  }

  private var possible: Tile {
    Tile(title: "Possible besides", figure: FigureText.money(total.possible), notes: ["at most; not in the sum"])
  }

  private static func markup(_ tile: Tile) -> Markup {
    let notes = tile.notes.compactMap { $0 }.map { note -> Markup in "<dd class=\"note\">\(note)</dd>" }
    return "<div><dt>\(tile.title)</dt><dd class=\"figure\">\(tile.figure)</dd>\(notes)</div>\n"
  }
}
