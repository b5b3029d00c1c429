/// Eight bytes looked at together.
struct ByteWord {
  private let bytes: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  init(_ bytes: UInt64) { self.bytes = bytes }

  /// Whether one of them is this byte: with it taken away that one is zero, and only for a zero does taking away one change the
  /// highest bit from 0 to 1, be it by a borrow from the zero below.
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let rest = bytes ^ (Self.ones &* UInt64(byte))
    return (rest &- Self.ones) & ~rest & Self.highBits != 0
  }

  /// Whether one of them is smaller than a limit of at most 0x80, by the same test.
  @inline(__always)
  func hasByte(below limit: UInt8) -> Bool { (bytes &- Self.ones &* UInt64(limit)) & ~bytes & Self.highBits != 0 }
}
