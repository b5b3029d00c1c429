/// A credential file as it can be read without any key.
struct SealedFile: Sendable, Equatable {
  let id: CredentialFileID
  var generation: UInt64
  var isPlaintext: Bool
  var slots: [UnlockSlot]
  var entries: [SealedEntry]

  /// The file but for the code over the whole of it.
  var unauthenticated: [UInt8] {
    let parts = slots.flatMap(\.encoded) + entries.flatMap(\.encoded)
    var header = PartWriter()
    header.append(CredentialFormat.magic)
    header.number(CredentialFormat.version)
    header.append([isPlaintext ? CredentialFormat.plaintext : CredentialFormat.encrypted, 0])
    header.number(UInt32(CredentialFormat.headerSize + parts.count + CredentialFormat.macSize))
    header.append(id.bytes)
    header.number(generation)
    header.number(UInt16(slots.count))
    header.number(UInt16(entries.count))
    return PartChecksum.sealed(header.bytes) + parts
  }

  /// The file's name, as far as a damaged file still tells it.
  static func id(of bytes: [UInt8]) -> CredentialFileID? {
    guard bytes.starts(with: CredentialFormat.magic), bytes.count >= 32 else { return nil }
    return CredentialFileID(bytes: bytes[16..<32])
  }

  /// Reads a file. Every byte is checked for being where it belongs, none for being authentic.
  static func decode(_ bytes: [UInt8], _ policy: ScryptPolicy = .production) throws(FormatFault) -> SealedFile {
    let header = try decodeHeader(bytes)
    var offset = CredentialFormat.headerSize
    var slots: [UnlockSlot] = []
    for number in 0..<header.slotCount {
      let (slot, end) = try UnlockSlot.decode(bytes, at: offset, number: number + 1, policy)
      let isPlain = slot.method.kind == .plaintext
      guard isPlain == header.isPlaintext, !slots.contains(where: { $0.method.id == slot.method.id }) else {
        throw .damaged(at: offset, "method \(number + 1) does not belong into this file")
      }
      slots.append(slot)
      offset = end
    }
    var entries: [SealedEntry] = []
    var starts: [Int] = []
    for number in 0..<header.entryCount {
      let (entry, end) = try SealedEntry.decode(bytes, at: offset, number: number + 1)
      entries.append(entry)
      starts.append(offset)
      offset = end
    }
    if let double = indexOfDouble(entries) { throw .damaged(at: starts[double], "key \(double + 1) is there twice") }
    guard bytes.count - offset == CredentialFormat.macSize else {
      throw .damaged(at: offset, "there are bytes behind the last key")
    }
    return SealedFile(
      id: header.id, generation: header.generation, isPlaintext: header.isPlaintext, slots: slots, entries: entries)
  }

  /// The index of an entry whose name another one before it has. Found by sorting: a set would be instantiated anew in every
  /// process, which takes longer than all of the reading.
  private static func indexOfDouble(_ entries: [SealedEntry]) -> Int? {
    guard entries.count > 1 else { return nil }
    let sorted = entries.indices.sorted { one, other in
      let (left, right) = (entries[one].id.bytes, entries[other].id.bytes)
      return left == right ? one < other : left.lexicographicallyPrecedes(right)
    }
    return zip(sorted, sorted.dropFirst()).first { entries[$0].id == entries[$1].id }?.1
  }

  private struct Header {
    let id: CredentialFileID
    let generation: UInt64
    let isPlaintext: Bool
    let slotCount: Int
    let entryCount: Int
  }

  private static func decodeHeader(_ bytes: [UInt8]) throws(FormatFault) -> Header {
    guard !bytes.isEmpty else { throw .damaged(at: 0, "the file is empty") }
    if let wrong = zip(bytes, CredentialFormat.magic).enumerated().first(where: { $1.0 != $1.1 }) {
      throw .damaged(at: wrong.offset, "this is no credential file")
    }
    let size = CredentialFormat.headerSize
    guard bytes.count >= CredentialFormat.magic.count + 2 else {
      throw .damaged(at: bytes.count, "the file ends within its header")
    }
    var part = PartReader(bytes, in: 8..<bytes.count, of: "the file")
    let version: UInt16 = try part.number()
    // Of a version that is not known, not even the checksum's place is.
    guard version <= CredentialFormat.version else { throw .newer(Int(version)) }
    guard bytes.count >= size else { throw .damaged(at: bytes.count, "the file ends within its header") }
    guard version > 0, PartChecksum.fits(bytes, 0..<size) else {
      throw .damaged(at: 8, "the header is not what was written")
    }
    let protection: UInt8 = try part.number()
    guard [CredentialFormat.encrypted, CredentialFormat.plaintext].contains(protection) else {
      throw .damaged(at: 10, "the header names no known protection")
    }
    try part.zeros(1)
    let length = Int(try part.number(UInt32.self))
    guard bytes.count >= length else {
      throw .damaged(at: bytes.count, "the file ends here, \(length - bytes.count) bytes too early")
    }
    guard bytes.count == length else {
      throw .damaged(at: length, "there are \(bytes.count - length) bytes behind the file's end")
    }
    guard length <= CredentialFormat.largestFile, length >= size + CredentialFormat.macSize,
      let id = CredentialFileID(bytes: try part.take(16))
    else { throw .damaged(at: 12, "the header tells an impossible length") }
    let generation: UInt64 = try part.number()
    let slotCount = Int(try part.number(UInt16.self))
    let entryCount = Int(try part.number(UInt16.self))
    let isPlaintext = protection == CredentialFormat.plaintext
    guard (1...CredentialFormat.mostSlots).contains(slotCount), !isPlaintext || slotCount == 1,
      entryCount <= CredentialFormat.mostEntries
    else { throw .damaged(at: 40, "the header tells impossible numbers of methods or keys") }
    return Header(
      id: id, generation: generation, isPlaintext: isPlaintext, slotCount: slotCount, entryCount: entryCount)
  }
}
