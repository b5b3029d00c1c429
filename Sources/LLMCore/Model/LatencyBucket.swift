/// A stretch of milliseconds: eight for each power of two, so that its middle is at most 6 % from any of its values. The layout is
/// that of HdrHistogram with three bits.
package struct LatencyBucket: Sendable, Hashable, Comparable {
  package let number: Int

  package init(number: Int) { self.number = number }

  /// The one that holds a duration.
  package init(milliseconds: Int) {
    let value = max(0, milliseconds)
    guard value >= 8 else {
      number = value
      return
    }
    let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
    number = (exponent - 2) * 8 + (value >> (exponent - 3)) & 7
  }

  /// Its values, in milliseconds.
  package var range: Range<Int> {
    guard number >= 8 else { return number..<number + 1 }
    // Beyond this there is no stored duration; it would not fit into 64 bits.
    let exponent = min(number / 8 + 2, 60)
    let width = 1 << (exponent - 3)
    let start = (8 + number % 8) * width
    return start..<start + width
  }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
