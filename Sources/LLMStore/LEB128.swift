/// Numbers in as many bytes as they need, seven bits in each, the lowest first (DWARF 5, §7.6).
enum LEB128 {
  /// Appends a number.
  static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(number)
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Takes the first number off; nil where there is none, or it is too large.
  static func take(from bytes: inout ArraySlice<UInt8>) -> Int? {
    var number: UInt = 0
    var shift: UInt = 0
    while let byte = bytes.popFirst() {
      guard shift < 63 else { return nil }
      number |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(number) }
      shift += 7
    }
    return nil
  }
}
