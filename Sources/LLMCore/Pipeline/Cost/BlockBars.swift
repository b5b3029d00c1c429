/// Bars made of the block characters of Unicode, in eighths of a column.
enum BlockBars {
  private static let across: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
  private static let upright: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A bar whose length is to the width as a part is to the whole; what is more than nothing is an eighth at least.
  static func bar(_ part: Money, of whole: Money, width: Int) -> String {
    guard part > .zero, whole > .zero else { return "" }
    let eighths = max(1, min(8 * width, rounded(part, of: whole, in: 8 * width)))
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest == 0 ? "" : String(across[rest - 1]))
  }

  /// A line of small upright bars, one for each amount, or for the sum of several where there are more than columns. An amount
  /// of nothing is a space.
  static func line(_ amounts: [Money], width: Int) -> String {
    guard !amounts.isEmpty, width > 0 else { return "" }
    let size = (amounts.count + width - 1) / width
    let sums = stride(from: 0, to: amounts.count, by: size).map { start in
      amounts[start..<min(start + size, amounts.count)].reduce(Money.zero, +)
    }
    let highest = sums.max() ?? .zero
    let line = sums.map { sum -> Character in
      sum > .zero ? upright[max(0, min(7, rounded(sum, of: highest, in: 8) - 1))] : " "
    }
    return String(line)
  }

  /// So many parts of `count`, rounded to the nearest.
  private static func rounded(_ part: Money, of whole: Money, in count: Int) -> Int {
    var (part, whole) = (part.femtodollars, whole.femtodollars)
    while max(part, whole) > .max / Int128(4 * count) { (part, whole) = (part / 2, max(1, whole / 2)) }
    return Int(clamping: (part * Int128(2 * count) + whole) / (2 * whole))
  }
}
