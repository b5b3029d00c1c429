import LLMTestKit
import Testing

@testable import LLMCore

/// What is not exactly what was written is refused, and told where it is damaged.
@Suite struct FormatTests {
  private let vault: Vault
  private let host = "https://api.openai.com"
  private let keys: UnlockedCredentials
  private let bytes: [UInt8]

  init() throws {
    vault = Vault()
    var keys = try vault.made()
    try keys.addMethod(.keyFile("/media/stick/llmctl.key"))
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    try keys.add(Secret(copying: "sk-two"), name: .of("openai", "work", "ci"), host: host)
    // Every change is tried with the right key at hand: nothing is refused for lack of it.
    keys.hold()
    self.keys = keys
    bytes = vault.bytes
  }

  /// Where the parts of the file begin: the header, two methods, two keys, the code over all of them, the end.
  private var parts: [Int] {
    let file = keys.opened.file
    let sizes = [52] + file.slots.map(\.encoded.count) + file.entries.map(\.encoded.count) + [32]
    return sizes.reduce(into: [0]) { starts, size in starts.append((starts.last ?? 0) + size) }
  }

  private func error(of bytes: [UInt8]) -> CredentialError? {
    vault.files[Vault.path] = bytes
    do throws(CredentialError) {
      _ = try vault.store.unlock(UnlockRequest(usesHeldKey: true))
      return nil
    } catch {
      return error
    }
  }

  @Test func `a file is written and read as the same`() throws {
    let file = try SealedFile.decode(bytes, Vault.cheap)
    #expect(file == keys.opened.file)
    #expect(try file.encoded(with: keys.opened.key) == bytes)
    #expect(error(of: bytes) == nil)
    #expect(parts.count == 7 && parts[5] == bytes.count - 32)
  }

  @Test func `every single flipped bit is refused and found`() throws {
    let parts = parts
    for offset in bytes.indices {
      let part = parts.last { $0 <= offset } ?? 0
      for bit in 0..<8 {
        var flipped = bytes
        flipped[offset] ^= 1 << bit
        let error = error(of: flipped)
        vault.files[Vault.path] = bytes
        switch error {
        case .damaged(let place, _):
          // The header's fields name themselves; of the other parts the beginning is told.
          let isFound = part == 0 ? place < 52 : place == part
          #expect(isFound, "bit \(bit) of byte \(offset) was found at \(place)")
        case .newerFormat: #expect(offset == 8 || offset == 9)
        default: Issue.record("bit \(bit) of byte \(offset): \(String(describing: error))")
        }
      }
    }
  }

  @Test func `every truncation is refused and says where the file ends`() {
    for count in bytes.indices {
      guard case .damaged(let offset, let finding) = error(of: Array(bytes[..<count])) else {
        Issue.record("\(count) bytes were taken for the file")
        continue
      }
      #expect(offset == count, "\(count) bytes: \(offset), \(finding)")
    }
    #expect(error(of: []) == .damaged(at: 0, "the file is empty"))
  }

  @Test(arguments: [1, 7, 5000])
  func `bytes behind the end are refused`(_ count: Int) {
    let error = error(of: bytes + [UInt8](repeating: 0, count: count))
    #expect(error == .damaged(at: bytes.count, "there are \(count) bytes behind the file's end"))
  }

  @Test func `a later format is refused before anything of it is read`() {
    let later = bytes[..<8] + [0x01, 0x02] + [UInt8](repeating: 0xEE, count: 3)
    #expect(error(of: Array(later)) == .newerFormat(0x0102))
    #expect(vault.bytes == Array(later), "it is left alone")
    let report = CredentialError.newerFormat(2).report(path: Vault.path)
    #expect(report.message.contains("newer llmctl (format 2)"))
  }

  @Test func `another file is told at its first wrong byte`() {
    #expect(error(of: Array("{\"keys\": []}".utf8)) == .damaged(at: 0, "this is no credential file"))
    // What a transfer as text makes of it.
    let asText = bytes[..<5] + bytes[6...]
    #expect(error(of: Array(asText)) == .damaged(at: 5, "this is no credential file"))
  }

  private func damagedPlace(of bytes: [UInt8]) -> Int? {
    guard case .damaged(let place, _) = error(of: bytes) else { return nil }
    return place
  }

  // MARK: Whoever can mend the checksums

  /// The file with some bytes changed and all checksums made to fit.
  private func forged(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
    var forged = bytes
    change(&forged)
    for (start, end) in zip(parts, parts.dropFirst()).dropLast() {
      forged.replaceSubrange(end - 8..<end, with: PartChecksum.of(forged[start..<end - 8]))
    }
    return forged
  }

  @Test func `without the key, no change can be made to look right`() {
    let parts = parts
    for offset in bytes.indices {
      let error = error(of: forged { $0[offset] ^= 0x40 })
      let isInChecksum = parts.dropFirst().dropLast().contains { ($0 - 8..<$0).contains(offset) }
      guard !isInChecksum else { continue }
      #expect(error != nil, "byte \(offset)")
    }
  }

  @Test func `keys cannot be swapped, dropped, doubled or taken from an older version`() throws {
    let parts = parts
    let (head, one, other, code) = (
      bytes[..<parts[3]], bytes[parts[3]..<parts[4]], bytes[parts[4]..<parts[5]], bytes[parts[5]...]
    )
    let code32 = bytes.count - 32
    #expect(damagedPlace(of: Array(head + other + one + code)) == code32)
    #expect(error(of: Array(head + one + one + code)) == .damaged(at: parts[4], "key 2 is there twice"))
    var without = Array(head + one + code)
    without[43] = 1
    without.replaceSubrange(12..<16, with: withUnsafeBytes(of: UInt32(without.count).bigEndian) { Array($0) })
    without.replaceSubrange(44..<52, with: PartChecksum.of(without[..<44]))
    #expect(damagedPlace(of: without) == without.count - 32)

    var keys = self.keys
    vault.files[Vault.path] = bytes
    try keys.rotate(.of("openai"), host: host, to: Secret(copying: "sk-new"))
    var rolledBack = vault.bytes
    rolledBack.replaceSubrange(parts[3]..<parts[4], with: one)
    #expect(damagedPlace(of: rolledBack) == rolledBack.count - 32)
  }

  @Test func `sealed keys open for nothing else than what they are for`() throws {
    let opened = keys.opened
    let (first, second) = (opened.file.entries[0], opened.file.entries[1])
    let record = opened.records[0]
    #expect(opened.key.secret(of: first, record)?.text == "sk-one")
    let exchanged = SealedEntry(id: first.id, metadata: first.metadata, secret: second.secret)
    #expect(opened.key.secret(of: exchanged, record) == nil)
    for (name, host) in [
      (try CredentialName.of("groq"), record.host), (try .of("openai", "work"), record.host),
      (try .of("openai", "default", "prod"), record.host), (record.name, "https://evil.example"),
      // The same letters, cut elsewhere.
      (try .of("opena", "idefault"), record.host),
    ] {
      let other = CredentialRecord(
        id: record.id, name: name, host: host, created: record.created, rotated: nil, retiring: nil,
        ending: record.ending)
      #expect(opened.key.secret(of: first, other) == nil, "\(name) \(host)")
    }
    let elsewhere = try #require(DataKey(opened.key.secret, of: .random()))
    #expect(elsewhere.secret(of: first, record) == nil)
    #expect(try elsewhere.record(of: first) == nil)
  }

  // MARK: Hostile files

  @Test(arguments: [
    (63, 8, 1), (40, 8, 1), (21, 8, 1), (16, 8, 1), (17, 255, 1), (17, 8, 255), (17, 0, 1), (17, 8, 0), (0, 0, 0),
  ])
  func `a cost that would take all memory, or that protects too little, is refused before it is paid`(
    _ logRounds: UInt8, _ blockSize: UInt8, _ parallelism: UInt8
  ) {
    let hostile = forged { $0.replaceSubrange(52 + 20..<52 + 23, with: [logRounds, blockSize, parallelism]) }
    #expect(throws: FormatFault.damaged(at: 72, "method 1 asks for a cost that is not accepted")) {
      try SealedFile.decode(hostile)
    }
  }

  @Test(arguments: [0, 1, 8, 9, 10, 0xFFFF])
  func `lengths that lead out of the file are refused`(_ length: UInt16) {
    let hostile = forged { file in
      file[52] = UInt8(length >> 8)
      file[53] = UInt8(length & 0xFF)
    }
    #expect(throws: FormatFault.self) { try SealedFile.decode(hostile, Vault.cheap) }
    let entry = forged { file in
      file.replaceSubrange(parts[3]..<parts[3] + 4, with: [0xFF, 0xFF, UInt8(length >> 8), UInt8(length & 0xFF)])
    }
    #expect(throws: FormatFault.self) { try SealedFile.decode(entry, Vault.cheap) }
  }

  @Test func `a file that calls itself unprotected and is not is refused`() {
    #expect(throws: FormatFault.self) { try SealedFile.decode(forged { $0[10] = 2 }, Vault.cheap) }
    for kind in [UInt8(0), 6, 255] {
      #expect(throws: FormatFault.self) { try SealedFile.decode(forged { $0[54] = kind }, Vault.cheap) }
    }
  }

  @Test func `there is a limit to methods and to what they are called`() throws {
    var keys = try Vault().made()
    #expect(throws: CredentialError.self) { try keys.addMethod(.keyFile("/" + String(repeating: "x", count: 1024))) }
    #expect(throws: CredentialError.self) { try keys.addMethod(.command([])) }
    #expect(throws: CredentialError.self) { try keys.addMethod(.environment(variable: "NOT_SET")) }
    for _ in 1..<32 { try keys.addMethod(.passphrase(Secret(copying: "zebra"))) }
    #expect(throws: CredentialError.self) { try keys.addMethod(.passphrase(Secret(copying: "zebra"))) }
    #expect(keys.protection.methods.count == 32)
  }
}
