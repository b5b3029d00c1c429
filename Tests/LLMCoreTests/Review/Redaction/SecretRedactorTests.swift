import LLMCore
import LLMTestKit
import Testing

@Suite struct SecretRedactorTests {
  private func slice(_ text: String) -> ArraySlice<UInt8> { ArraySlice(Array(text.utf8)) }

  private func redacted(_ text: String, _ layout: SecretRedactor.Layout = .plain) -> (
    text: String, secrets: [FoundSecret]
  ) {
    var redactor = SecretRedactor()
    let result = redactor.redact(slice(text), layout: layout)
    #expect(redactor.restored(result.bytes).elementsEqual(text.utf8), "it is not restored")
    return (String(decoding: result.bytes, as: UTF8.self), result.secrets)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `each issuer's secrets are found and named`(_ seed: UInt64) {
    var secrets = MadeUpSecrets(seed: seed)
    for sample in secrets.issued() + secrets.surrounded() {
      let (text, found) = redacted(sample.text)
      #expect(found.map(\.kind.id) == [sample.kind], "\(sample.text)")
      #expect(text == "\(sample.before)[[SECRET \(sample.kind) 1]]\(sample.after)", "\(sample.text)")
      #expect(found.first.map { $0.range } == sample.before.utf8.count..<(sample.before + sample.value).utf8.count)
      #expect(found.first?.masked.hasSuffix("… (\(sample.value.utf8.count) bytes)") == true)
    }
  }

  @Test func `a report shows what all of a kind have in common, and no more`() {
    var secrets = MadeUpSecrets(seed: 9)
    for sample in secrets.issued() + secrets.surrounded() {
      let masked = redacted(sample.text).secrets.first?.masked ?? ""
      let shown = masked.prefix { $0 != "…" }
      #expect(shown.utf8.count <= sample.value.utf8.count / 2, "\(sample.kind): \(masked)")
      #expect(shown.isEmpty || sample.value.hasPrefix(shown))
    }
  }

  @Test func `the same value has the same number everywhere`() {
    var (secrets, redactor) = (MadeUpSecrets(seed: 3), SecretRedactor())
    let (one, other) = (
      "ghp_" + secrets.draw(MadeUpSecrets.alphanumeric, 36), "ghp_" + secrets.draw(MadeUpSecrets.alphanumeric, 36)
    )
    let first = redactor.redact(slice("a \(one) b \(other) c \(one)"))
    #expect(
      String(decoding: first.bytes, as: UTF8.self)
        == "a [[SECRET github-token 1]] b [[SECRET github-token 2]] c [[SECRET github-token 1]]")
    let second = redactor.redact(slice("\(other)\n\n\(one)"))
    #expect(second.secrets.map(\.number) == [2, 1])
    #expect(second.secrets.map(\.line) == [0, 2])
    #expect(redactor.count == 2)
  }

  @Test func `what one place shows to be a secret is replaced in all places`() {
    var (secrets, redactor) = (MadeUpSecrets(seed: 4), SecretRedactor())
    let password = secrets.draw(MadeUpSecrets.alphanumeric, 14)
    let use = slice("connect(\"app\", \"\(password)\") // x\(password)y")
    #expect(redactor.redact(use).secrets.isEmpty)
    redactor.learn(slice("password = \"\(password)\"\n"))
    let result = redactor.redact(use)
    #expect(
      String(decoding: result.bytes, as: UTF8.self) == "connect(\"app\", \"[[SECRET password 1]]\") // x\(password)y")
    #expect(result.secrets.map(\.kind) == [.password])
  }

  @Test func `what looks like a placeholder cannot be taken for one`() {
    var (secrets, redactor) = (MadeUpSecrets(seed: 5), SecretRedactor())
    let key = "ghp_" + secrets.draw(MadeUpSecrets.alphanumeric, 36)
    let text = "\(key) [[SECRET github-token 1]] [[SECRET [[[SECRET lookalike 1]]"
    let result = redactor.redact(slice(text))
    #expect(result.secrets.count == 1)
    #expect(redactor.restored(result.bytes).elementsEqual(text.utf8))
    #expect(
      redactor.restored("see [[SECRET github-token 1]] and [[SECRET github-token 2]] and [[SECRET")
        == "see \(key) and [[SECRET github-token 2]] and [[SECRET")
    #expect(
      SecretRedactor.unnumbered(slice("a [[SECRET x-y 12]] b [[SECRET]]")).elementsEqual(
        "a [[SECRET x-y]] b [[SECRET]]".utf8))
  }

  @Test(arguments: [
    "RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
    "PGP PRIVATE KEY BLOCK",
  ])
  func `a private key is one secret over its lines`(_ label: String) {
    var secrets = MadeUpSecrets(seed: 6)
    let key = secrets.privateKey(label)
    for (layout, marks) in [
      (SecretRedactor.Layout.plain, [""]), (.hunk, ["+"]), (.hunk, ["-"]), (.hunk, [" ", "+", "-"]),
    ] {
      let lines = key.enumerated().map { marks[$0.offset % marks.count] + $0.element }
      let text = (["\(marks[0])let a = 1"] + lines + ["\(marks[0])let b = 2"]).joined(separator: "\n")
      let (result, found) = redacted(text, layout)
      #expect(found.count == 1 && found.first?.kind == .privateKey && found.first?.line == 2)
      for line in key.dropFirst().dropLast() { #expect(!result.contains(line)) }
      #expect(result.split(separator: "\n").count == key.count + 2)
      #expect(result.hasSuffix("\n\(marks[0])let b = 2"))
    }
  }

  @Test func `a key of which a hunk shows only an end is found`() {
    var secrets = MadeUpSecrets(seed: 7)
    let key = secrets.privateKey(lines: 6)
    for part in [key.dropFirst(3), key.dropLast(3)] {
      let (result, found) = redacted(part.map { " " + $0 }.joined(separator: "\n"), .hunk)
      #expect(found.count == 1)
      for line in part where !line.hasPrefix("-") { #expect(!result.contains(line)) }
    }
  }

  @Test func `keys in JSON, in literals and below headers are found`() {
    var secrets = MadeUpSecrets(seed: 8)
    let key = secrets.privateKey("PRIVATE KEY")
    let body = key.dropFirst().dropLast()
    let texts = [
      "{\"type\": \"service_account\", \"private_key\": \"\(key.joined(separator: "\\n"))\\n\", \"client_id\": \"1\"}",
      key.map { "    \"\($0)\\n\"" }.joined(separator: "\n"), key.map { " * \($0)" }.joined(separator: "\n"),
      ([key[0], "Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-256-CBC,00", ""] + key.dropFirst()).joined(separator: "\n"),
      key.map { "    \($0)\r" }.joined(separator: "\n"),
    ]
    for text in texts {
      let (result, found) = redacted(text)
      #expect(found.map(\.kind) == [.privateKey], "\(text)")
      for line in body { #expect(!result.contains(line), "\(text)") }
    }
  }

  @Test func `a secret of a hunk says whether the change brings it in`() {
    var secrets = MadeUpSecrets(seed: 10)
    let keys = (0..<3).map { _ in "npm_" + secrets.draw(MadeUpSecrets.alphanumeric, 36) }
    let (text, found) = redacted("-\(keys[0])\n+\(keys[1])\n \(keys[2])\n", .hunk)
    #expect(found.map(\.isAdded) == [false, true, false])
    #expect(found.map(\.line) == [0, 1, 2])
    #expect(text == "-[[SECRET npm-token 1]]\n+[[SECRET npm-token 2]]\n [[SECRET npm-token 3]]\n")
  }

  @Test(arguments: HarmlessTexts.all)
  func `what is no secret stays`(_ text: String) {
    let (result, found) = redacted(text)
    #expect(found.isEmpty, "\(found.map(\.kind.id)) in \(text)")
    #expect(result == text)
  }

  @Test func `bytes that are no text come back as they were`() {
    var random = SeededRandom(seed: 11)
    var secrets = MadeUpSecrets(seed: 12)
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      var values: [String] = []
      for _ in 0..<random.integer(1...12) {
        switch random.integer(0...4) {
        case 0: bytes += (0..<random.integer(0...40)).map { _ in UInt8(random.integer(0...255)) } + [0x20]
        case 1:
          bytes += Array(
            random.pick(["[[SECRET", "]]", " 1]]", "\n", "password=", "\"", "-----", "://", "@", "eyJ"]).utf8)
        default:
          let sample = random.pick(secrets.issued())
          values.append(sample.value)
          bytes += Array(" \(sample.value)\n".utf8)
        }
      }
      var redactor = SecretRedactor()
      let result = redactor.redact(bytes[...], layout: random.chance(0.5) ? .hunk : .plain)
      #expect(redactor.restored(result.bytes).elementsEqual(bytes))
      #expect(result.bytes.count { $0 == 0x0A } == bytes.count { $0 == 0x0A })
      let text = String(decoding: result.bytes, as: UTF8.self)
      for value in values { #expect(!text.contains(value)) }
    }
  }
}
