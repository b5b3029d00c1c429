import LLMTestKit
import Synchronization
import Testing

@testable import LLMCore

/// The ways to open a file, and what is said where none does.
@Suite struct UnlockTests {
  @Test func `a passphrase opens the file, and no other does`() throws {
    let vault = Vault()
    try vault.made()
    guard case .method(let method) = try vault.unlock().route else { throw Unexpected() }
    #expect(method.kind == .passphrase)
    #expect(throws: CredentialError.wrongPassphrase) { try vault.unlock("Horse") }
    #expect(throws: CredentialError.wrongPassphrase) { try vault.unlock("horse ") }
  }

  private struct Unexpected: Error {}

  @Test func `a person may try three times`() throws {
    let vault = Vault()
    try vault.made()
    let attempts = Mutex<[Int]>([])
    let request = UnlockRequest { attempt in
      attempts.withLock { $0.append(attempt) }
      return Secret(copying: attempt == 3 ? "horse" : "donkey")
    }
    _ = try vault.store.unlock(request)
    #expect(attempts.withLock { $0 } == [1, 2, 3])
    attempts.withLock { $0 = [] }
    let wrong = UnlockRequest { attempt in
      attempts.withLock { $0.append(attempt) }
      return Secret(copying: "donkey")
    }
    #expect(throws: CredentialError.wrongPassphrase) { try vault.store.unlock(wrong) }
    #expect(attempts.withLock { $0 } == [1, 2, 3])
  }

  @Test func `who is interrupted while typing is told so, and who types nothing gets the reasons`() throws {
    let vault = Vault()
    try vault.made()
    let interrupted = LLMError(.interrupted, "interrupted")
    #expect(throws: CredentialError.outside(interrupted)) {
      try vault.store.unlock(UnlockRequest { (_) throws(LLMError) in throw interrupted })
    }
    let error = #expect(throws: CredentialError.self) { try vault.store.unlock(UnlockRequest { _ in nil }) }
    #expect(error?.report(path: Vault.path).code == .locked)
    #expect(error?.report(path: Vault.path).message == "the stored keys are locked: passphrase was not given")
  }

  @Test func `an empty passphrase is none`() throws {
    let vault = Vault()
    #expect(throws: CredentialError.self) { try vault.store.create(.passphrase(Secret(copying: ""))) }
    #expect(vault.files.paths == [])
    try vault.made()
    #expect(throws: CredentialError.self) { try vault.unlock("") }
  }

  @Test func `a key file is made where there is none, and opens the file without asking`() throws {
    let vault = Vault()
    _ = try vault.store.create(.keyFile("/media/stick/llmctl.key"))
    #expect(vault.files.paths.contains("/media/stick/llmctl.key"))
    #expect(try vault.unlock(nil).records == [])
    let line = try vault.files.readSecret("/media/stick/llmctl.key").text
    vault.files.setLine(nil, of: "/media/stick/llmctl.key")
    let absent = #expect(throws: CredentialError.self) { try vault.unlock(nil) }
    #expect(
      absent?.report(path: Vault.path).message
        == "the stored keys are locked: key file /media/stick/llmctl.key is not there")
    for other in ["horse", String(line.dropLast()), line + "0", String(line.dropLast()) + "g"] {
      vault.files.setLine(other, of: "/media/stick/llmctl.key")
      let error = #expect(throws: CredentialError.self) { try vault.unlock(nil) }
      #expect(error?.report(path: Vault.path).message.hasSuffix("is no key file of llmctl") == true)
    }
    vault.files.setLine(String(line.dropLast()) + (line.hasSuffix("0") ? "1" : "0"), of: "/media/stick/llmctl.key")
    let wrong = #expect(throws: CredentialError.self) { try vault.unlock(nil) }
    #expect(wrong?.report(path: Vault.path).message.hasSuffix("does not open the file") == true)
  }

  @Test func `a key file of another file is used as it is`() throws {
    let vault = Vault()
    let line = KeyFile.line(for: KeyFile.newKey()).text
    vault.files.setLine(line, of: "/k")
    _ = try vault.store.create(.keyFile("/k"))
    #expect(try vault.files.readSecret("/k").text == line)
    #expect(throws: CredentialError.self, "relative paths lead elsewhere tomorrow") {
      try Vault().store.create(.keyFile("k"))
    }
  }

  @Test func `a command's first line opens the file, without a shell and without our passphrase`() throws {
    var vault = Vault()
    let programs = PrintingPrograms(["pass": .init(output: "horse\r\nsecond line\n")])
    vault.programs = programs
    vault.environment = ["LLMCTL_PASSPHRASE": "zebra"]
    _ = try vault.store.create(.command(["pass", "show", "llmctl; rm -rf /"]))
    _ = try vault.unlock(nil)
    #expect(
      programs.starts.map(\.words) == [["pass", "show", "llmctl; rm -rf /"], ["pass", "show", "llmctl; rm -rf /"]])
    #expect(programs.starts.allSatisfy { $0.environment == ["LLMCTL_PASSPHRASE": ""] })
  }

  @Test(
    arguments: [
      ([:], "cannot be run: no such file"), (["pass": .init(output: "horse\n", status: 1)], "failed (status 1)"),
      (["pass": .init(output: "")], "is empty"), (["pass": .init(output: "\n")], "is empty"),
      (["pass": .init(output: "donkey\n")], "does not open the file"),
      (["pass": .init(output: String(repeating: "x", count: 5000))], "is empty"),
    ] as [([String: PrintingPrograms.Behaviour], String)])
  func `a command that does not help is told`(
    _ programs: [String: PrintingPrograms.Behaviour], _ reason: String
  ) throws {
    var vault = Vault()
    vault.programs = PrintingPrograms(["pass": .init(output: "horse")])
    _ = try vault.store.create(.command(["pass"]))
    vault.programs = PrintingPrograms(programs)
    let error = #expect(throws: CredentialError.self) { try vault.unlock(nil) }
    #expect(error?.report(path: Vault.path).message == "the stored keys are locked: command pass \(reason)")
  }

  @Test func `a descriptor and a variable open their methods, and passphrases too`() throws {
    var vault = Vault()
    vault.environment = ["CI_KEY": "giraffe", "LLMCTL_PASSPHRASE_FD": "7"]
    vault.files.setLines(["horse"], ofDescriptor: 7)
    var keys = try vault.store.create(.descriptor(variable: "LLMCTL_PASSPHRASE_FD"))
    try keys.addMethod(.environment(variable: "CI_KEY"))
    let byVariable = try vault.unlock(nil)
    #expect(byVariable.notices.contains(.environmentUsed("CI_KEY")))

    let other = Vault(environment: ["LLMCTL_PASSPHRASE_FD": "9", "LLMCTL_PASSPHRASE": "horse"])
    try other.made()
    #expect(try other.unlock(nil).notices == [.environmentUsed("LLMCTL_PASSPHRASE")])
    other.files.setLines(["horse", "never read"], ofDescriptor: 9)
    #expect(try other.unlock(nil).notices == [])
    #expect(try other.files.readSecret(fromDescriptor: 9).text == "never read", "a descriptor is read once")
  }

  @Test(arguments: ["1", "2", "-1", "x", "", "99999999999"])
  func `numbers that are no descriptor to read from are refused`(_ number: String) throws {
    var vault = Vault()
    vault.environment = ["FD": number]
    #expect(throws: CredentialError.self) { try vault.store.create(.descriptor(variable: "FD")) }
    #expect(vault.files.paths == [])
  }

  @Test func `a wrong passphrase in the environment does not keep a person out`() throws {
    var vault = Vault()
    try vault.made()
    vault.environment = ["LLMCTL_PASSPHRASE": "donkey"]
    #expect(throws: CredentialError.wrongPassphrase) { try vault.unlock(nil) }
    #expect(try vault.unlock().records == [])
  }

  @Test func `a held key opens the file without asking until it is locked`() throws {
    let vault = Vault()
    let keys = try vault.made()
    #expect(try vault.store.protection()?.isHeld == false)
    #expect(keys.hold())
    #expect(try vault.store.protection()?.isHeld == true)
    #expect(try vault.unlock(nil, usesHeldKey: true).route == .held)
    #expect(throws: CredentialError.self) { try vault.unlock(nil, usesHeldKey: false) }
    #expect(try vault.store.lock())
    #expect(try !vault.store.lock())
    #expect(throws: CredentialError.self) { try vault.unlock(nil, usesHeldKey: true) }
  }

  @Test(arguments: [0, 31, 32, 33])
  func `a held key that is not the file's is forgotten`(_ count: Int) throws {
    let vault = Vault()
    let file = try vault.made().protection.file
    #expect(vault.holder.hold(Secret.random(count: count), of: file, for: .seconds(9)))
    #expect(throws: CredentialError.self) { try vault.unlock(nil, usesHeldKey: true) }
    #expect(vault.holder.count == 0)
    #expect(vault.holder.hold(Secret.random(count: count), of: file, for: .seconds(9)))
    guard case .method = try vault.unlock(usesHeldKey: true).route else { throw Unexpected() }
  }

  @Test func `locking works with a damaged file`() throws {
    let vault = Vault()
    try vault.made().hold()
    vault.files[Vault.path]?[60] ^= 1
    #expect(try vault.store.lock())
    #expect(vault.holder.count == 0)
  }

  @Test func `nothing is made anew where something is missing`() throws {
    let vault = Vault()
    #expect(try vault.store.protection() == nil)
    #expect(throws: CredentialError.missing) { try vault.unlock() }
    try vault.made()
    #expect(throws: CredentialError.exists) { try vault.made() }
    vault.files[Vault.backup] = vault.bytes
    vault.files[Vault.path] = nil
    #expect(throws: CredentialError.onlyBackup) { try vault.made() }
    #expect(throws: CredentialError.onlyBackup) { try vault.unlock() }
    let error = #expect(throws: CredentialError.onlyBackup) { try vault.store.protection() }
    #expect(error?.report(path: Vault.path).advice?.contains("cp -p '\(Vault.backup)' '\(Vault.path)'") == true)
    #expect(vault.files.paths == [Vault.backup])
  }
}
