/// A path as the operating system has it: bytes, which need not be UTF-8.
///
/// Swift's strings repair what is not UTF-8, and a repaired name opens nothing. Command line arguments reach llmctl as
/// strings all the same: `argument(_:)` maps each byte that is no UTF-8 to a private-use character of its own, and
/// `init(_:)` maps it back.
package struct RawPath: Sendable, Hashable, Comparable {
  package var bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// The path of a command line argument, or of any other text.
  package init(_ argument: String) {
    bytes = []
    bytes.reserveCapacity(argument.utf8.count)
    for scalar in argument.unicodeScalars {
      if Self.stowedBytes.contains(scalar.value) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
  }

  /// The last 128 code points, U+10FF80 to U+10FFFF: private, and the lowest byte is the one they stand for.
  private static let stowedBytes: ClosedRange<UInt32> = 0x10FF80...0x10FFFF

  /// Bytes of the command line as a string that `init(_:)` turns back into the same bytes. Text is itself; a byte that is
  /// no UTF-8 (and each byte of one of the code points that stand for such bytes) becomes U+10FF00 plus the byte.
  package static func argument(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { stowedBytes.contains($0.value) })
    {
      return text
    }
    var text = ""
    RawName.forEachPart(of: bytes) { part in
      switch part {
      case .scalar(let scalar) where !stowedBytes.contains(scalar.value): text.unicodeScalars.append(scalar)
      case .scalar(let scalar): for byte in String(scalar).utf8 { text.unicodeScalars.append(stowed(byte)) }
      case .byte(let byte): text.unicodeScalars.append(stowed(byte))
      }
    }
    return text
  }

  private static func stowed(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(0x10FF00 + UInt32(byte)) ?? "\u{FFFD}"
  }

  /// The path as text; nil where it is not UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The path for people, on one line; see `RawName`.
  package var shown: String { RawName.shown(bytes) }

  /// The path for a sentence, where `-` is standard input.
  package var spoken: String { bytes == [UInt8(ascii: "-")] ? "standard input" : shown }

  /// The path of what has this name in the folder.
  package func child(_ name: [UInt8]) -> RawPath {
    bytes.last == Self.slash ? RawPath(bytes: bytes + name) : RawPath(bytes: bytes + [Self.slash] + name)
  }

  /// The folder that holds it; nil for the root. Only for absolute paths without `.` and `..`.
  package var parent: RawPath? {
    guard bytes.count > 1, let last = bytes.lastIndex(of: Self.slash) else { return nil }
    return RawPath(bytes: last == 0 ? [Self.slash] : Array(bytes[..<last]))
  }

  /// The byte between the names of a path.
  package static let slash = UInt8(ascii: "/")

  /// In the order of bytes, eight of them at a time: paths of one folder begin alike.
  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in
        let shared = min(left.count, right.count)
        var at = 0
        while at + 8 <= shared {
          let ours = UInt64(bigEndian: left.loadUnaligned(fromByteOffset: at, as: UInt64.self))
          let theirs = UInt64(bigEndian: right.loadUnaligned(fromByteOffset: at, as: UInt64.self))
          if ours != theirs { return ours < theirs }
          at += 8
        }
        while at < shared {
          if left[at] != right[at] { return left[at] < right[at] }
          at += 1
        }
        return left.count < right.count
      }
    }
  }
}

/// Names of files as text.
package enum RawName {
  /// A piece of a name.
  enum Part {
    case scalar(Unicode.Scalar)
    /// A byte that belongs to no character.
    case byte(UInt8)
  }

  /// Calls with the characters of a name, and with the bytes that are none.
  static func forEachPart(of name: [UInt8], _ body: (Part) -> Void) {
    var rest = name[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      if let text = String(validating: rest.prefix(length), as: UTF8.self), let scalar = text.unicodeScalars.first {
        body(.scalar(scalar))
        rest = rest.dropFirst(length)
      } else {
        body(.byte(first))
        rest = rest.dropFirst()
      }
    }
  }

  /// The name as git shows it with `core.quotePath=false`: as it is, but in double quotes with C's escapes where it has
  /// control characters, quotes, backslashes or bytes that are not UTF-8, so that no two names look the same.
  package static func shown(_ name: [UInt8]) -> String {
    if name.isEmpty { return "\"\"" }
    guard name.contains(where: mustBeEscaped) || String(validating: name, as: UTF8.self) == nil else {
      return String(decoding: name, as: UTF8.self)
    }
    var text = ""
    forEachPart(of: name) { part in
      switch part {
      case .byte(let byte): text += octal(byte)
      case .scalar("\""): text += "\\\""
      case .scalar("\\"): text += "\\\\"
      case .scalar("\n"): text += "\\n"
      case .scalar("\t"): text += "\\t"
      case .scalar("\r"): text += "\\r"
      case .scalar(let scalar) where scalar.value < 0x80 && mustBeEscaped(UInt8(scalar.value)):
        text += octal(UInt8(scalar.value))
      case .scalar(let scalar): text.unicodeScalars.append(scalar)
      }
    }
    return "\"\(text)\""
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
