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
}
