import LLMTestKit
import Testing

@testable import LLMCore

/// Backups that stand for themselves.
@Suite struct ArchiveTests {
  private let host = "https://api.openai.com"
  private let passphrase = Secret(copying: "zebra")

  private func filled(_ vault: Vault) throws -> UnlockedCredentials {
    var keys = try vault.made()
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    try keys.rotate(.of("openai"), host: host, to: Secret(copying: "sk-two"))
    try keys.add(Secret(copying: "gsk-one"), name: .of("groq", "work"), host: "https://api.groq.com")
    return keys
  }

  @Test func `a backup opens with its own passphrase alone, and brings everything back`() throws {
    let keys = try filled(Vault())
    let bytes = try keys.archive(passphrase: passphrase)
    #expect(throws: CredentialError.wrongPassphrase) {
      try CredentialArchive(bytes, passphrase: Secret(copying: "horse"), Vault.cheap)
    }
    let archive = try CredentialArchive(bytes, passphrase: passphrase, Vault.cheap)
    #expect(archive.records.map(\.name) == keys.records.map(\.name))
    let target = Vault()
    var there = try target.made()
    let report = try there.take(from: archive)
    #expect(report.added.count == 3 && report.present == [] && report.conflicting == [])
    there = try target.unlock()
    #expect(there.records.map(\.id) == keys.records.map(\.id))
    #expect(there.records.map(\.created) == keys.records.map(\.created))
    #expect(there.records.map(\.retiring) == keys.records.map(\.retiring))
    let selection = there.select(CredentialQuery(provider: "openai", host: host))
    #expect(try selection.keys.map { try there.secret(of: $0, for: host).text } == ["sk-two", "sk-one"])
    #expect(try there.take(from: archive).present.count == 3, "a second time there is nothing to do")
    #expect(there.records.count == 3)
  }

  @Test func `a backup has another name and another key than the file`() throws {
    let keys = try filled(Vault())
    let file = try SealedFile.decode(try keys.archive(passphrase: passphrase), Vault.cheap)
    #expect(file.id != keys.opened.file.id && file.generation == 1 && file.slots.count == 1)
    #expect(throws: FormatFault.self) {
      try SealedFile.decode(try keys.archive(passphrase: passphrase).dropLast(), Vault.cheap)
    }
  }

  @Test func `another key of the same name stays, or retires when told to`() throws {
    let bytes = try filled(Vault()).archive(passphrase: passphrase)
    let archive = try CredentialArchive(bytes, passphrase: passphrase, Vault.cheap)
    let target = Vault()
    var keys = try target.made()
    let mine = try keys.add(Secret(copying: "sk-mine"), name: .of("openai"), host: host)
    let report = try keys.take(from: archive)
    #expect(report.conflicting.map(\.name.provider) == ["openai"])
    #expect(keys.select(CredentialQuery(provider: "openai", host: host)).keys.first == mine)
    #expect(try keys.take(from: archive, replaces: true).added.count == 1)
    let selection = keys.select(CredentialQuery(provider: "openai", host: host))
    #expect(try keys.secret(of: try #require(selection.keys.first), for: host).text == "sk-two")
    #expect(selection.keys.contains { $0.id == mine.id && $0.retiring != nil })
  }

  @Test func `a file from elsewhere is opened by passphrases alone`() throws {
    let vault = Vault()
    let keys = try vault.store.create(.keyFile("/k"))
    #expect(keys.records == [])
    let error = #expect(throws: CredentialError.self) {
      try CredentialArchive(vault.bytes, passphrase: passphrase, Vault.cheap)
    }
    #expect(error?.report(path: "x").message.contains("no passphrase opens this file") == true)
    #expect(throws: CredentialError.self) { try CredentialArchive([], passphrase: passphrase) }
    #expect(throws: CredentialError.self) { try CredentialArchive(Array("hello".utf8), passphrase: passphrase) }
  }
}
