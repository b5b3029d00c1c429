/// The control sequences of one theme on one kind of terminal: the only place of the renderer that makes sequences for
/// styles (SGR) and links (OSC 8).
struct StylePalette: Sendable {
  let theme: Theme
  let colors: ColorDepth
  /// Nothing but text may be written.
  let isPlain: Bool

  /// Appends what leads from any style to this one.
  func select(_ style: TextStyle, into result: inout [UInt8]) {
    guard !isPlain else { return }
    let look = theme[style.role]
    let attributes = look.attributes.union(style.attributes)
    result.append(0x1B)
    result.append(UInt8(ascii: "["))
    result.append(UInt8(ascii: "0"))
    if attributes.contains(.bold) { append(1, to: &result) }
    if attributes.contains(.faint) { append(2, to: &result) }
    if attributes.contains(.italic) { append(3, to: &result) }
    if attributes.contains(.underline) { append(4, to: &result) }
    if attributes.contains(.strike) { append(9, to: &result) }
    if let color = look.color { append(color, to: &result) }
    result.append(UInt8(ascii: "m"))
  }

  /// Appends what leads from any style to plain text.
  func reset(into result: inout [UInt8]) {
    guard !isPlain else { return }
    result += [0x1B, UInt8(ascii: "["), UInt8(ascii: "m")]
  }

  /// Whether text in this style looks like plain text here, so that nothing needs to be written for it.
  @inline(__always)
  func isInvisible(_ style: TextStyle) -> Bool {
    if isPlain { return true }
    guard style.attributes.isEmpty else { return false }
    if style.role == .body { return true }
    let look = theme[style.role]
    return look.attributes.isEmpty && (look.color == nil || colors == .none)
  }

  private func append(_ color: Theme.Color, to result: inout [UInt8]) {
    switch colors {
    case .none: return
    case .trueColor:
      if let rgb = color.rgb {
        for part in [38, 2, rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF] { append(part, to: &result) }
        return
      }
      fallthrough
    case .palette256:
      if let indexed = color.indexed {
        for part in [38, 5, UInt32(indexed)] { append(part, to: &result) }
        return
      }
      fallthrough
    case .sixteen:
      append(color.basic < 8 ? 30 + UInt32(color.basic) : 82 + UInt32(color.basic), to: &result)
    }
  }

  private func append(_ number: UInt32, to result: inout [UInt8]) {
    result.append(UInt8(ascii: ";"))
    Decimal.append(number, to: &result)
  }
}

/// Numbers in letters.
enum Decimal {
  static func append(_ number: UInt32, to result: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &result) }
    result.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
