/// The encoding of RFC 3492, over code points.
enum Punycode {
  private static let (base, lowest, highest, skew, damp): (UInt32, UInt32, UInt32, UInt32, UInt32) = (
    36, 1, 26, 38, 700
  )

  static func decode(_ text: [UInt32]) -> [UInt32]? {
    var output: [UInt32] = []
    var input = text[...]
    if let delimiter = text.lastIndex(of: 0x2D) {
      output = Array(text[..<delimiter])
      input = text[(delimiter + 1)...]
    }
    var (code, index, bias): (UInt32, UInt32, UInt32) = (128, 0, 72)
    while !input.isEmpty {
      let previous = index
      var (weight, step): (UInt32, UInt32) = (1, base)
      while true {
        guard let digit = input.popFirst().flatMap(value) else { return nil }
        let (product, isTooLarge) = digit.multipliedReportingOverflow(by: weight)
        let (sum, isTooLargeToo) = index.addingReportingOverflow(product)
        guard !isTooLarge, !isTooLargeToo else { return nil }
        index = sum
        let threshold = threshold(step, bias)
        if digit < threshold { break }
        let (next, hasOverflown) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !hasOverflown else { return nil }
        (weight, step) = (next, step + base)
      }
      let count = UInt32(output.count) + 1
      bias = adapt(index - previous, count, isFirst: previous == 0)
      let (next, isTooLarge) = code.addingReportingOverflow(index / count)
      guard !isTooLarge, next <= 0x10FFFF, !(0xD800..<0xE000).contains(next) else { return nil }
      (code, index) = (next, index % count)
      output.insert(code, at: Int(index))
      index += 1
    }
    return output
  }

  static func encode(_ label: [UInt32]) -> [UInt32]? {
    var output = label.filter { $0 < 0x80 }
    let basic = UInt32(output.count)
    if basic > 0 { output.append(0x2D) }
    var (code, delta, bias, handled): (UInt32, UInt32, UInt32, UInt32) = (128, 0, 72, basic)
    while handled < label.count {
      guard let next = label.filter({ $0 >= code }).min() else { return nil }
      let (step, isTooLarge) = (next - code).multipliedReportingOverflow(by: handled + 1)
      guard !isTooLarge else { return nil }
      delta += step
      code = next
      for point in label {
        if point < code { delta += 1 }
        guard point == code else { continue }
        appendDigits(of: delta, bias, to: &output)
        bias = adapt(delta, handled + 1, isFirst: handled == basic)
        (delta, handled) = (0, handled + 1)
      }
      (delta, code) = (delta + 1, code + 1)
    }
    return output
  }

  private static func appendDigits(of delta: UInt32, _ bias: UInt32, to output: inout [UInt32]) {
    var (rest, step) = (delta, base)
    while true {
      let threshold = threshold(step, bias)
      if rest < threshold { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      (rest, step) = ((rest - threshold) / (base - threshold), step + base)
    }
    output.append(digit(rest))
  }

  private static func threshold(_ step: UInt32, _ bias: UInt32) -> UInt32 {
    step <= bias + lowest ? lowest : step >= bias + highest ? highest : step - bias
  }

  private static func adapt(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var step: UInt32 = 0
    while delta > ((base - lowest) * highest) / 2 {
      delta /= base - lowest
      step += base
    }
    return step + (base - lowest + 1) * delta / (delta + skew)
  }

  private static func value(_ code: UInt32) -> UInt32? {
    switch code {
    case 0x61...0x7A: code - 0x61
    case 0x30...0x39: code - 0x30 + 26
    default: nil
    }
  }

  private static func digit(_ value: UInt32) -> UInt32 { value < 26 ? value + 0x61 : value - 26 + 0x30 }
}
