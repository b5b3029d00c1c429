/// A part of a whole, in hundredths of a percent: what bars and charts are drawn with.
struct Proportion: Comparable {
  let points: Int

  init(points: Int) { self.points = points }

  /// Rounded to the nearest; nothing of nothing is nothing. Both are at least zero.
  init(_ part: Int128, of whole: Int128) {
    guard whole > 0 else {
      points = 0
      return
    }
    // Amounts that would not stand being multiplied are halved together first.
    var (part, whole) = (max(0, part), whole)
    while max(part, whole) > .max / 20_000 { (part, whole) = (part / 2, max(1, whole / 2)) }
    points = Int(clamping: (part * 20_000 + whole) / (2 * whole))
  }

  init(_ part: Int, of whole: Int) { self.init(Int128(part), of: Int128(whole)) }

  init(_ part: Money, of whole: Money) { self.init(part.femtodollars, of: whole.femtodollars) }

  static func < (left: Self, right: Self) -> Bool { left.points < right.points }

  /// As attributes of SVG take it: `12.34%`.
  var length: String {
    let (whole, rest) = points.quotientAndRemainder(dividingBy: 100)
    return rest == 0 ? "\(whole)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
