import Glibc
import LLMTestKit
import Testing

@testable import LLMCore

/// A file that was written once and for all opens as long as there is version 1 of the format.
@Suite struct FormatFixtureTests {
  private static let folder = #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Fixtures"
  private let file = DiskFile(folder + "/version-1.credentials")
  private let keyFile = DiskFile(folder + "/version-1.key")
  private let keyPath = "/media/stick/llmctl.key"

  /// What was stored: provider, label, environment, host and key.
  private static let stored = [
    ["openai", "default", "", "https://api.openai.com", "sk-proj-example-0"],
    ["openai", "default", "", "https://api.openai.com", "sk-proj-example-1"],
    ["groq", "büro", "ci", "https://api.groq.com", "gsk_example"],
    ["local", "default", "", "http+unix:/run/llama.sock", String(repeating: "x", count: 300)],
  ]

  init() throws { if getenv("LLMCTL_RECORD_SNAPSHOTS") != nil { try record() } }

  private func record() throws {
    var vault = Vault()
    vault.policy = .production
    var keys = try vault.store.create(.passphrase(Secret(copying: "correct horse battery staple")))
    try keys.addMethod(.keyFile(keyPath))
    for row in Self.stored {
      let name = try CredentialName(provider: row[0], label: row[1], environment: row[2])
      let isThere = keys.opened.current(name, row[3]) != nil
      if isThere {
        try keys.rotate(name, host: row[3], to: Secret(copying: row[4]))
      } else {
        try keys.add(Secret(copying: row[4]), name: name, host: row[3])
      }
    }
    try file.write(vault.bytes)
    try keyFile.write(Array(try vault.files.readSecret(keyPath).text.utf8))
  }

  @Test func `it opens, and holds what was stored`() throws {
    var vault = Vault()
    vault.policy = .production
    vault.files[Vault.path] = try file.read()
    vault.files.setLine(String(decoding: try keyFile.read(), as: UTF8.self), of: keyPath)
    var keys = try vault.unlock(nil)
    let rows = try keys.records.map { record in
      [record.name.provider, record.name.label, record.name.environment, record.host]
        + [try keys.secret(of: record, for: record.host).text]
    }
    #expect(rows == Self.stored)
    #expect(keys.records.map { $0.retiring == nil } == [false, true, true, true])
    #expect(keys.protection.methods.map(\.kind) == [.passphrase, .keyFile])
    #expect(keys.protection.methods.first?.cost == ScryptCost(logRounds: 17))
    #expect(keys.protection.generation == 6)
    let before = keys.opened.file.entries
    try keys.retire(try .of("openai"), host: "https://api.openai.com")
    #expect(keys.opened.file.entries == Array(before[1...]), "what did not change is copied as it is")
  }
}
