/// Gzip without compression (RFC 1952 around stored blocks of RFC 1951), so that the kit needs no library to send it.
package enum StoredGzip {
  /// A valid gzip file that holds the bytes.
  package static func bytes(of content: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = content[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      result.append(rest.isEmpty ? 1 : 0)
      result += littleEndian(UInt32(block.count), count: 2) + littleEndian(~UInt32(block.count), count: 2)
      result += block
    } while !rest.isEmpty
    return result + littleEndian(checksum(content), count: 4)
      + littleEndian(UInt32(truncatingIfNeeded: content.count), count: 4)
  }

  private static func littleEndian(_ value: UInt32, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }

  /// CRC-32 as in RFC 1952, bit by bit: fixtures are small.
  private static func checksum(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
  }
}
