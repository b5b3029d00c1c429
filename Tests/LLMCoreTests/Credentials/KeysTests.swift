import LLMTestKit
import Testing

@testable import LLMCore

/// Storing, finding, rotating and removing keys.
@Suite struct KeysTests {
  private let vault = Vault()
  private let host = "https://api.openai.com"

  @Test func `a key comes back as it was stored, for its host alone`() throws {
    var keys = try vault.made()
    let record = try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    let again = try vault.unlock()
    #expect(again.records == [record])
    #expect(try again.secret(of: record, for: host).text == "sk-one")
    #expect(throws: CredentialError.otherHost(stored: host, asked: "https://evil.example")) {
      try again.secret(of: record, for: "https://evil.example")
    }
  }

  @Test func `neither keys nor what they are for can be read in the file`() throws {
    var keys = try vault.made()
    try keys.add(
      Secret(copying: "sk-canary-0123"), name: .of("openai-canary", "label-canary", "canary"), host: "canary")
    let text = String(decoding: vault.bytes, as: UTF8.self)
    #expect(!text.contains("canary") && !text.contains("horse"))
    for secret in ["sk-canary-0123", "canary", "horse"] {
      #expect(!contains(vault.bytes, Array(secret.utf8)))
    }
  }

  private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: part) }
  }

  @Test func `the file's size does not tell how long a key is`() throws {
    var sizes: Set<Int> = []
    for length in [1, 39, 51, 108, 164, 254] {
      let vault = Vault()
      var keys = try vault.made()
      try keys.add(Secret(copying: String(repeating: "k", count: length)), name: .of("openai"), host: host)
      sizes.insert(vault.bytes.count)
    }
    #expect(sizes.count == 1)
  }

  @Test func `a name is taken once for a host`() throws {
    var keys = try vault.made()
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    #expect(throws: CredentialError.nameTaken(try .of("openai"))) {
      try keys.add(Secret(copying: "sk-two"), name: .of("openai"), host: host)
    }
    try keys.add(Secret(copying: "sk-two"), name: .of("openai", "work"), host: host)
    try keys.add(Secret(copying: "sk-three"), name: .of("openai"), host: "https://eu.openai.com")
    #expect(try vault.unlock().records.count == 3)
  }

  @Test func `rotating keeps the old key until it is retired`() throws {
    var keys = try vault.made()
    let first = try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    let start = vault.clock.now()
    vault.clock.advance(by: .seconds(86_400))
    #expect(throws: CredentialError.self, "the same key again is no rotation") {
      try keys.rotate(.of("openai"), host: host, to: Secret(copying: "sk-one"))
    }
    let second = try keys.rotate(.of("openai"), host: host, to: Secret(copying: "sk-two"))
    #expect(second.created == start && second.rotated == vault.clock.now() && second.retiring == nil)

    keys = try vault.unlock()
    let selection = keys.select(CredentialQuery(provider: "openai", host: host))
    #expect(try selection.keys.map { try keys.secret(of: $0, for: host).text } == ["sk-two", "sk-one"])
    #expect(selection.keys.last?.id == first.id && selection.keys.last?.retiring == vault.clock.now())
    #expect(second.age(at: vault.clock.now()) == .zero)
    #expect(try #require(selection.keys.last).age(at: vault.clock.now()) == .seconds(86_400))

    #expect(try keys.retire(.of("openai"), host: host).map(\.id) == [first.id])
    #expect(try vault.unlock().records.map(\.id) == [second.id])
    #expect(try keys.retire(.of("openai"), host: host) == [])
  }

  @Test func `what is not stored can be neither rotated nor removed nor read`() throws {
    var keys = try vault.made()
    let record = try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    try keys.remove([record.id])
    let before = vault.bytes
    #expect(throws: CredentialError.notStored(record.id.text)) { try keys.remove([record.id]) }
    #expect(throws: CredentialError.notStored("openai")) {
      try keys.rotate(.of("openai"), host: host, to: Secret(copying: "sk-two"))
    }
    #expect(throws: CredentialError.notStored("openai")) { try keys.secret(of: record, for: host) }
    #expect(vault.bytes == before)
  }

  @Test func `keys that end alike are told without the key`() throws {
    var keys = try vault.made()
    let record = try keys.add(Secret(copying: "sk-0123-abcd"), name: .of("openai"), host: host)
    #expect(keys.endsAlike(Secret(copying: "sk-other-abcd"), record))
    #expect(!keys.endsAlike(Secret(copying: "sk-0123-abce"), record))
    var other = try Vault().made()
    let there = try other.add(Secret(copying: "sk-0123-abcd"), name: .of("openai"), host: host)
    #expect(there.ending != record.ending, "another file tells nothing of this one")
  }

  @Test(arguments: ["", String(repeating: "k", count: 8193)])
  func `a key of no length, or of too much, is refused`(_ key: String) throws {
    var keys = try vault.made()
    #expect(throws: CredentialError.self) { try keys.add(Secret(copying: key), name: .of("openai"), host: host) }
    #expect(throws: CredentialError.self) { try keys.add(Secret(copying: "k"), name: .of("openai"), host: "") }
  }

  @Test(arguments: [
    ("", "a"), ("a b", "a"), ("a", ""), ("a", "b\n"), ("a", "\u{1B}"), ("a", String(repeating: "x", count: 256)),
  ])
  func `a name is a word`(_ provider: String, _ label: String) {
    #expect(throws: CredentialError.self) { try CredentialName(provider: provider, label: label) }
  }

  @Test func `a change is made to the file as it stands then`() throws {
    var one = try vault.made()
    var other = try vault.unlock()
    try one.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    try other.add(Secret(copying: "sk-two"), name: .of("groq"), host: host)
    try one.add(Secret(copying: "sk-three"), name: .of("xai"), host: host)
    #expect(one.records.map(\.name.provider) == ["openai", "groq", "xai"])
    #expect(try vault.unlock().protection.generation == 4)
    #expect(throws: CredentialError.nameTaken(try .of("openai"))) {
      try other.add(Secret(copying: "sk-four"), name: .of("openai"), host: host)
    }
  }

  @Test func `a file that another has taken the place of is not changed`() throws {
    var keys = try vault.made()
    let other = Vault()
    try other.made()
    vault.files[Vault.path] = other.bytes
    #expect(throws: CredentialError.changedMeanwhile) {
      try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    }
    #expect(vault.bytes == other.bytes)
  }

  @Test func `what cannot be written changes nothing`() throws {
    var keys = try vault.made()
    let before = vault.bytes
    vault.files.refuseWriting(.failed("cannot be written: the disk is full"))
    let error = #expect(throws: CredentialError.self) {
      try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    }
    #expect(error?.report(path: Vault.path).message.contains("the disk is full") == true)
    #expect(keys.records == [] && vault.bytes == before)
    vault.files.refuseWriting(nil)
    try keys.add(Secret(copying: "sk-one"), name: .of("openai"), host: host)
    #expect(try vault.unlock().records.count == 1)
  }
}
