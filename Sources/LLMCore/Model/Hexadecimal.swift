/// Bytes as people read them.
package enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits for each byte.
  package static func text(of bytes: [UInt8]) -> String {
    // A loop, and not a chain of generic calls: it runs at every start, and their first use costs more than all the rest.
    String(unsafeUninitializedCapacity: 2 * bytes.count) { room in
      for (index, byte) in bytes.enumerated() {
        room[2 * index] = digits[Int(byte >> 4)]
        room[2 * index + 1] = digits[Int(byte & 15)]
      }
      return 2 * bytes.count
    }
  }

  /// The bytes that digits of either case stand for; nil for anything else.
  package static func bytes(of text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var half: UInt8?
    for digit in text.utf8 {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      if let high = half { bytes.append(high << 4 | value) }
      half = half == nil ? value : nil
    }
    return half == nil ? bytes : nil
  }
}
