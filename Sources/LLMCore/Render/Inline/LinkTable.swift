/// The addresses that links of the open block lead to, numbered from 1.
struct LinkTable: Sendable {
  private var addresses: [[UInt8]] = []
  /// Links of blocks that are over. The terminal joins the parts of a link that is split over rows by its number, so none is
  /// used twice.
  private var earlier = 0

  /// Adds a link that may be written (`LinkAddress`), and gives its number.
  mutating func add(_ address: [UInt8]) -> Int32 {
    addresses.append(address)
    return Int32(truncatingIfNeeded: addresses.count)
  }

  /// Forgets the links of a block that is over.
  mutating func clear() {
    earlier &+= addresses.count
    addresses.removeAll(keepingCapacity: true)
  }

  func open(_ number: Int32, into result: inout [UInt8]) {
    guard addresses.indices.contains(Int(number) - 1) else { return }
    result += [0x1B, UInt8(ascii: "]"), UInt8(ascii: "8"), UInt8(ascii: ";")]
    result += "id=".utf8
    Decimal.append(UInt32(truncatingIfNeeded: earlier &+ Int(number)), to: &result)
    result.append(UInt8(ascii: ";"))
    result += addresses[Int(number) - 1]
    result += [0x1B, UInt8(ascii: "\\")]
  }

  static func close(into result: inout [UInt8]) {
    result += [
      0x1B, UInt8(ascii: "]"), UInt8(ascii: "8"), UInt8(ascii: ";"), UInt8(ascii: ";"), 0x1B, UInt8(ascii: "\\"),
    ]
  }
}
