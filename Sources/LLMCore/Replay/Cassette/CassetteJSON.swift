/// JSON as a cassette shows it and as it was sent: the layouts that the writers of servers use.
package enum CassetteJSON {
  /// How JSON was laid out.
  package struct Layout: Sendable, Equatable {
    /// Where white space stands.
    package enum Spacing: String, Sendable, CaseIterable {
      /// Nowhere, as JavaScript's and Rust's writers have it.
      case compact
      /// Behind commas and colons, as Python's has it.
      case spaced
      /// Two spaces for each level.
      case indented
    }

    package var spacing: Spacing
    /// Whether everything beyond ASCII is escaped.
    package var isASCII: Bool
    /// Whether a line feed stands behind it, as Go's writer has it.
    package var endsLine: Bool

    package init(_ spacing: Spacing, isASCII: Bool = false, endsLine: Bool = false) {
      (self.spacing, self.isASCII, self.endsLine) = (spacing, isASCII, endsLine)
    }

    package static let compact = Layout(.compact)
    /// As the file shows it.
    package static let shown = Layout(.indented)

    /// As the file names it, such as `spaced` or `compact ascii`.
    package var name: String { spacing.rawValue + (isASCII ? " ascii" : "") + (endsLine ? " line" : "") }

    package init?(name: String) {
      let words = name.split(separator: " ")
      guard let spacing = words.first.flatMap({ Spacing(rawValue: String($0)) }) else { return nil }
      self.init(spacing, isASCII: words.contains("ascii"), endsLine: words.contains("line"))
      guard self.name == name else { return nil }
    }
  }

  /// Reads JSON together with the layout that gives back exactly these bytes; nil where none does.
  package static func read(_ bytes: [UInt8]) -> (value: JSONValue, layout: Layout)? {
    guard let value = try? JSONReader.parse(bytes) else { return nil }
    let endsLine = bytes.last == Byte.lineFeed
    // JSON has line ends inside only where it is laid out: in texts they are escaped.
    let spacings: [Layout.Spacing] = bytes.dropLast().contains(Byte.lineFeed) ? [.indented] : [.compact, .spaced]
    for spacing in spacings {
      for isASCII in bytes.contains(where: { $0 >= 0x80 }) ? [false] : [false, true] {
        let layout = Layout(spacing, isASCII: isASCII, endsLine: endsLine)
        if self.bytes(of: value, layout) == bytes { return (value, layout) }
      }
    }
    return nil
  }

  /// The bytes of a value.
  package static func bytes(of value: JSONValue, _ layout: Layout) -> [UInt8] {
    if layout == .compact { return JSONWriter.bytes(of: value) }
    var bytes: [UInt8] = []
    write(value, layout, depth: 0, to: &bytes)
    return layout.endsLine ? bytes + [Byte.lineFeed] : bytes
  }

  private static func write(_ value: JSONValue, _ layout: Layout, depth: Int, to bytes: inout [UInt8]) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      write(elements, "[", "]", layout, depth, to: &bytes) { write($0, layout, depth: depth + 1, to: &$1) }
    case .object(let members) where !members.isEmpty:
      write(members, "{", "}", layout, depth, to: &bytes) { member, bytes in
        write(.string(member.name), layout, depth: 0, to: &bytes)
        bytes += layout.spacing == .compact ? [Byte.colon] : [Byte.colon, Byte.space]
        write(member.value, layout, depth: depth + 1, to: &bytes)
      }
    default: bytes += layout.isASCII ? escaped(JSONWriter.bytes(of: value)) : JSONWriter.bytes(of: value)
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ opener: Unicode.Scalar, _ closer: Unicode.Scalar, _ layout: Layout, _ depth: Int,
    to bytes: inout [UInt8], _ element: (Element, inout [UInt8]) -> Void
  ) {
    func breakLine(_ depth: Int) {
      if layout.spacing == .indented { bytes += [Byte.lineFeed] + Array(repeating: Byte.space, count: 2 * depth) }
    }
    bytes.append(UInt8(ascii: opener))
    for (index, value) in elements.enumerated() {
      if index > 0 { bytes += layout.spacing == .spaced ? [Byte.comma, Byte.space] : [Byte.comma] }
      breakLine(depth + 1)
      element(value, &bytes)
    }
    breakLine(depth)
    bytes.append(UInt8(ascii: closer))
  }

  /// Everything beyond ASCII as escapes, in pairs where UTF-16 has pairs.
  private static func escaped(_ json: [UInt8]) -> [UInt8] {
    guard json.contains(where: { $0 >= 0x80 }) else { return json }
    var bytes: [UInt8] = []
    for unit in String(decoding: json, as: UTF8.self).utf16 {
      if unit < 0x80 {
        bytes.append(UInt8(unit))
      } else {
        let digits = String(unit, radix: 16)
        bytes += "\\u".utf8
        bytes += Array(repeating: UInt8(ascii: "0"), count: 4 - digits.utf8.count) + Array(digits.utf8)
      }
    }
    return bytes
  }
}
