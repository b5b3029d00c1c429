/// Finds where a value ends whose bytes come in pieces, by brackets and quotes alone.
struct ValueScanner: Sendable {
  private enum State { case start, string, escape, scalar, nested }

  private var state = State.start
  private var depth = 0

  /// Looks at the bytes from `first` on, which go on where the last piece ended; returns the index behind the value's last byte, or nil if it
  /// goes on. A number or literal ends before the first byte that cannot be its own.
  mutating func scan(_ bytes: [UInt8], from first: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      for index in first..<bytes.count {
        let byte = bytes[index]
        switch state {
        case .string:
          if byte == UInt8(ascii: "\\") {
            state = .escape
          } else if byte == UInt8(ascii: "\"") {
            if depth == 0 { return index + 1 }
            state = .nested
          }
        case .escape: state = .string
        case .scalar: if Self.endsScalar(byte) { return index }
        case .start, .nested:
          switch byte {
          case UInt8(ascii: "\""): state = .string
          case UInt8(ascii: "["), UInt8(ascii: "{"):
            depth += 1
            state = .nested
          case UInt8(ascii: "]"), UInt8(ascii: "}"):
            depth -= 1
            if depth <= 0 { return index + 1 }
          default: if depth == 0 { state = .scalar }
          }
        }
      }
      return nil
    }
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case ...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["),
      UInt8(ascii: "{"),
      UInt8(ascii: "\""):
      true
    default: false
    }
  }
}
