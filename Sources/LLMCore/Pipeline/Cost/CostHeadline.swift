/// What is said of a whole report before its rows.
struct CostHeadline {
  /// The money: `$41.23 spent + 3 unpriced`.
  private let money: String
  /// The time: `2026-11-01 to 2026-11-30 (CET)`.
  private let time: String
  /// Everything else, one figure each.
  private let figures: [String]

  init(_ report: CostReport) {
    let (total, period) = (report.total, report.period)
    let days = period.firstDay == period.lastDay ? period.firstDay : "\(period.firstDay) to \(period.lastDay)"
    time = SafeText.line("\(days) (\(period.zone))").text
    if total.isEmpty {
      money = "Nothing was asked"
      figures = []
      return
    }
    let unpriced = total.unpriced > 0 ? "\(total.unpriced.grouped) unpriced" : ""
    let spent = total.isUnknown ? "" : "\(FigureText.money(total.spent)) spent"
    money = [spent, unpriced].filter { !$0.isEmpty }.joined(separator: " + ")
    let cached = total.cacheRead > 0 ? ", \(FigureText.percent(total.cacheRead, of: total.input)) cached" : ""
    let failed = total.failures > 0 ? ", \(total.failures.grouped) failed" : ""
    let hits = total.cacheHits > 0 ? " by \(FigureText.counted(total.cacheHits, "cache hit"))" : ""
    figures = [
      FigureText.counted(total.calls, "call") + failed,
      "\(total.input.short) in\(cached)", "\(total.output.short) out",
      total.saved > .zero ? "\(FigureText.money(total.saved)) saved\(hits)" : nil,
      total.estimated > .zero ? "\(FigureText.money(total.estimated)) of it estimated" : nil,
      report.replays.isEmpty
        ? nil
        : "\(FigureText.money(report.replays.spent)) of it for \(FigureText.counted(report.replays.calls, "replay"))",
      total.possible > .zero ? "at most \(FigureText.money(total.possible)) more possible" : nil,
      "prices of \(report.snapshotDay)",
    ].compactMap { $0 }
  }

  /// The money and the time, on two lines where one is not wide enough.
  func title(width: Int?) -> [String] {
    let line = "\(money), \(time)"
    return displayWidth(of: line) <= width ?? .max ? [line] : [money, time]
  }

  /// The figures in lines of at most so many columns; on one line where there is no limit.
  func parts(width: Int?) -> [String] {
    var lines: [String] = []
    for figure in figures {
      let longer = lines.last.map { "\($0) · \(figure)" }
      if let longer, displayWidth(of: longer) <= width ?? .max {
        lines[lines.count - 1] = longer
      } else {
        lines.append(width.map { cut(figure, toWidth: $0) } ?? figure)
      }
    }
    return lines
  }
}
