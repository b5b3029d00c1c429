// Feeds bytes to the readers of a credential file and of the description of a key. What is accepted must be exactly what would be
// written, and nothing may be read outside of it. Nothing is encrypted here: these readers stand before all keys.

/// In the place of the real checksum, which no fuzzer hits: eight zeros.
enum PartChecksum {
  static func of(_ part: ArraySlice<UInt8>) -> [UInt8] { [UInt8](repeating: 0, count: 8) }

  static func fits(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    range.count >= 8 && range.upperBound <= bytes.count
      && bytes[range.upperBound - 8..<range.upperBound].allSatisfy { $0 == 0 }
  }

  static func sealed(_ part: [UInt8]) -> [UInt8] { part + of(part[...]) }
}

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzCredentials(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  readFile(bytes)
  readFile(mended(bytes))
  readDescription(bytes)
  return 0
}

/// With the beginning and the length that a file has, which chance seldom makes.
private func mended(_ bytes: [UInt8]) -> [UInt8] {
  guard bytes.count >= CredentialFormat.headerSize else { return bytes }
  var bytes = bytes
  bytes.replaceSubrange(0..<10, with: CredentialFormat.magic + [0, 1])
  bytes.replaceSubrange(12..<16, with: withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) })
  bytes.replaceSubrange(44..<52, with: PartChecksum.of([]))
  return bytes
}

private func readFile(_ bytes: [UInt8]) {
  do throws(FormatFault) {
    let file = try SealedFile.decode(bytes)
    let written = file.unauthenticated
    precondition(written.elementsEqual(bytes.dropLast(CredentialFormat.macSize)), "a file is not what would be written")
    for slot in file.slots {
      guard let cost = slot.method.cost else { continue }
      precondition(cost.memory <= 1 << 30, "a file asks for \(cost.memory) bytes of memory")
    }
  } catch .damaged(let offset, _) {
    precondition((0...bytes.count).contains(offset), "damage outside of the file")
  } catch {
    precondition(bytes.starts(with: CredentialFormat.magic), "another file taken for a newer one")
  }
}

private func readDescription(_ bytes: [UInt8]) {
  let id = CredentialID(bytes: [UInt8](repeating: 0, count: 16))
  guard let record = try? CredentialRecord.decode(bytes, id: id) else { return }
  precondition(record.encoded.count % CredentialFormat.padding == 0, "the length tells something")
  precondition((try? CredentialRecord.decode(record.encoded, id: id)) == record, "writing and reading again changes it")
}
