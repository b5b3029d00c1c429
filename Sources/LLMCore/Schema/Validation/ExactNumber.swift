/// Arithmetic on numbers as JSON writes them, without rounding: 0.1 × 3 is 0.3, and 1e400 is larger than 1e399.
enum ExactNumber {
  private static let exponentBound: Int64 = 1 << 30
  /// Digits that fit into the mantissa of a ``TapeNode``.
  private static let narrow = 18

  /// Reads a literal of the JSON grammar. Digits of a long number are put behind `digits`.
  static func node(_ text: UnsafeBufferPointer<UInt8>, keeping digits: inout PlainList<UInt8>) -> TapeNode {
    var node = TapeNode(kind: JSONKind.number)
    let isNegative = text.first == UInt8(ascii: "-")
    var index = isNegative ? 1 : 0
    // The common case: a short whole number that does not end in a zero.
    if text.count - index <= narrow, let last = text.last, last != UInt8(ascii: "0") || text.count - index == 1 {
      var mantissa: Int64 = 0
      while index < text.count, text[index] &- 48 < 10 {
        mantissa = mantissa &* 10 &+ Int64(text[index] &- 48)
        index += 1
      }
      if index == text.count {
        node.mantissa = isNegative ? -mantissa : mantissa
        node.isWrittenWhole = true
        return node
      }
    }
    read(text, isNegative, &node, &digits)
    return node
  }

  private static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ isNegative: Bool, _ node: inout TapeNode, _ kept: inout PlainList<UInt8>
  ) {
    let start = kept.count
    var (exponent, hasPoint, index) = (Int64(0), false, isNegative ? 1 : 0)
    node.isWrittenWhole = true
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        hasPoint = true
      } else if byte &- 48 < 10 {
        if hasPoint { exponent -= 1 }
        if kept.count > start || byte != 48 { kept.append(byte) }
      } else {
        break
      }
      index += 1
    }
    if hasPoint { node.isWrittenWhole = false }
    if index < text.count {
      node.isWrittenWhole = false
      exponent += written(text, from: index + 1)
    }
    while kept.count > start, kept[kept.count - 1] == 48 {
      kept.removeLast()
      exponent += 1
    }
    let count = kept.count - start
    guard count > 0 else { return }
    node.exponent = Int32(max(-exponentBound, min(exponentBound, exponent)))
    guard count <= narrow else {
      (node.start, node.count) = (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: count))
      node.mantissa = isNegative ? -1 : 1
      return
    }
    var mantissa: Int64 = 0
    for index in start..<kept.count { mantissa = mantissa &* 10 &+ Int64(kept[index] &- 48) }
    kept.removeLast(count)
    node.mantissa = isNegative ? -mantissa : mantissa
  }

  /// The exponent as it is written, held at the bound.
  private static func written(_ text: UnsafeBufferPointer<UInt8>, from first: Int) -> Int64 {
    var (index, value) = (first, Int64(0))
    var isNegative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      isNegative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    while index < text.count {
      value = min(value &* 10 &+ Int64(text[index] &- 48), exponentBound * 4)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// Below zero, zero or above, as the left number is smaller, equal or larger. Each comes with the bytes of its tape.
  static func compare(
    _ left: TapeNode, _ leftBytes: UnsafePointer<UInt8>, _ right: TapeNode, _ rightBytes: UnsafePointer<UInt8>
  ) -> Int {
    if !left.keepsDigits, !right.keepsDigits, left.exponent == right.exponent {
      return left.mantissa < right.mantissa ? -1 : left.mantissa > right.mantissa ? 1 : 0
    }
    let (leftSign, rightSign) = (left.mantissa.signum(), right.mantissa.signum())
    if leftSign != rightSign { return leftSign < rightSign ? -1 : 1 }
    if leftSign == 0 { return 0 }
    let (leftDigits, rightDigits) = (Digits(left, leftBytes), Digits(right, rightBytes))
    // Where the first digit stands decides, then the digits themselves.
    let (leftTop, rightTop) = (
      Int(left.exponent) + leftDigits.count, Int(right.exponent) + rightDigits.count
    )
    let order = leftTop != rightTop ? (leftTop < rightTop ? -1 : 1) : leftDigits.compare(rightDigits)
    return Int(leftSign) * order
  }

  /// Whether a number is a whole multiple of another, which is above zero and keeps no digits as text.
  static func isMultiple(_ value: TapeNode, _ bytes: UnsafePointer<UInt8>, of divisor: TapeNode) -> Bool {
    if value.mantissa == 0 { return true }
    // No mantissa ends in a zero, so a value with more decimals than the divisor is no multiple of it.
    guard value.exponent >= divisor.exponent else { return false }
    let modulus = UInt64(divisor.mantissa.magnitude)
    var rest: UInt64 = 0
    if value.keepsDigits {
      for index in 0..<Int(value.count) {
        rest = remainder(rest, 10, UInt64(bytes[Int(value.start) + index] &- 48), modulus)
      }
    } else {
      rest = value.mantissa.magnitude % modulus
    }
    // Times 10^(difference of the exponents), by squaring.
    var (factor, power) = (10 % modulus, Int64(value.exponent) - Int64(divisor.exponent))
    while power > 0, rest != 0 {
      if power & 1 == 1 { rest = remainder(rest, factor, 0, modulus) }
      factor = remainder(factor, factor, 0, modulus)
      power >>= 1
    }
    return rest == 0
  }

  private static func remainder(_ left: UInt64, _ right: UInt64, _ more: UInt64, _ modulus: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    let (low, carry) = product.low.addingReportingOverflow(more)
    return modulus.dividingFullWidth((product.high + (carry ? 1 : 0), low)).remainder
  }

  /// The digits of a number without its sign, from wherever they are.
  private struct Digits {
    let count: Int
    private let text: UnsafePointer<UInt8>?
    private let mantissa: UInt64
    private let scale: UInt64

    init(_ node: TapeNode, _ bytes: UnsafePointer<UInt8>) {
      if node.keepsDigits {
        (count, text, mantissa, scale) = (Int(node.count), bytes + Int(node.start), 0, 0)
        return
      }
      mantissa = node.mantissa.magnitude
      var (digits, scale) = (1, UInt64(1))
      while mantissa / scale >= 10 { (digits, scale) = (digits + 1, scale * 10) }
      (count, text, self.scale) = (digits, nil, scale)
    }

    /// Digit by digit from the first; one with digits left over is larger, since none ends in a zero.
    func compare(_ other: Digits) -> Int {
      var (left, right) = (scale, other.scale)
      for index in 0..<min(count, other.count) {
        let (mine, theirs) = (digit(index, &left), other.digit(index, &right))
        if mine != theirs { return mine < theirs ? -1 : 1 }
      }
      return count == other.count ? 0 : count < other.count ? -1 : 1
    }

    private func digit(_ index: Int, _ scale: inout UInt64) -> UInt64 {
      if let text { return UInt64(text[index] &- 48) }
      defer { scale /= 10 }
      return mantissa / scale % 10
    }
  }
}
