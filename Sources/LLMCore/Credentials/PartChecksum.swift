internal import Crypto

/// The eight bytes behind each part that tell where a file is damaged. They protect from nobody who means it: that is what the
/// code over the whole file is for.
enum PartChecksum {
  static func of(_ part: ArraySlice<UInt8>) -> [UInt8] {
    Array(SHA256.hash(data: part).prefix(CredentialFormat.checksumSize))
  }

  /// Whether the last bytes of the range are the checksum of those before.
  static func fits(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let end = range.upperBound - CredentialFormat.checksumSize
    return end >= range.lowerBound && of(bytes[range.lowerBound..<end]).elementsEqual(bytes[end..<range.upperBound])
  }

  /// The part with its checksum behind it.
  static func sealed(_ part: [UInt8]) -> [UInt8] { part + of(part[...]) }
}
