import LLMCore
import Testing

@Suite struct SecretMaskTests {
  @Test(
    arguments: zip(
      [
        "Incorrect API key provided: sk-proj-abcd1234efgh. See", "sk-ab***********yz is wrong", "key AIzaSyA1234567890",
        "(gsk_abcdefgh12)", "\"ghp_abcdefgh12345678\"", "Authorization: Bearer abc.def-ghi", "bearer  x",
        "BEARER 12345678,",
        "my own secret is hunter22hunter, twice: hunter22hunter", "two sk-aaaaaaaa1 and sk-bbbbbbbb2",
        "hunter22hunterhunter22hunter", "x=hunter22hunter",
      ],
      [
        "Incorrect API key provided: [masked] See", "[masked] is wrong", "key [masked]", "([masked])", "\"[masked]\"",
        "Authorization: Bearer [masked]", "bearer  x", "BEARER [masked],", "my own secret is [masked], twice: [masked]",
        "two [masked] and [masked]", "[masked][masked]", "x=[masked]",
      ]))
  func masks(_ text: String, _ masked: String) {
    #expect(mask("hunter22hunter").masked(text) == masked)
  }

  @Test(arguments: [
    "sk-learn is a library", "task-0123456789", "risk-assessment-2026", "", "é€😀", "Bearer of bad news", "AIza",
  ])
  func `words stay`(_ text: String) {
    #expect(SecretMask().masked(text) == text)
  }

  @Test(
    arguments: zip(
      [
        "https://x/v1?key=AIzaSyA1234567890&alt=sse", "api_key=sk-proj-abcd1234efgh", "/sk-abcd1234efgh/",
        "a.sk-abcd1234efgh",
        "key:sk-abcd1234efgh",
      ],
      [
        "https://x/v1?key=[masked]&alt=sse", "api_key=[masked]", "/[masked]", "a.[masked]", "key:[masked]",
      ]))
  func `a key behind punctuation is a key`(_ text: String, _ masked: String) {
    #expect(SecretMask().masked(text) == masked)
  }

  @Test(arguments: [
    "iVBORw0KGgo+AKIA7f3a9c51e2d84b60f3a9c51e2d8", "iVBORw0KGgo/AIzaSy7f3a9c51e2d84b60f3a9c51e2d84b60f3a9c5",
    "AIzaSy7f3a9c51e2d84b60f3a9c51e2d84b60f3a9c51e2d84b60", "AKIA7f3a9c51e2d84b60f3a9c51e2d8",
    "iVBORw0KGgo/AKIA7f3a9c51", "week_2026_report", "iVBORw0KGgo+AIzaSy7f3a9c51==",
  ])
  func `letters that base64 has by chance are no key`(_ text: String) {
    #expect(SecretMask().masked(text) == text)
  }

  @Test(arguments: [
    "AKIAIOSFODNN7EXAMPLE", "AIzaSy" + String(repeating: "a1B2c", count: 6) + "xyz", "ek_0123456789abcdef",
  ])
  func `keys of a known length and short-lived ones are keys`(_ key: String) {
    for text in ["\(key)", "x=\(key)&y", "(\(key))"] {
      #expect(SecretMask().masked(text) == text.replacing(key, with: "[masked]"))
    }
  }

  private func mask(_ secrets: String...) -> SecretMask { SecretMask(secrets: secrets.map { Secret(copying: $0) }) }

  @Test func `short secrets are left out`() {
    #expect(mask("", "a", "seven77").masked("a seven77 b") == "a seven77 b")
    #expect(mask("eight888").masked("a eight888 b") == "a [masked] b")
  }

  @Test func `a secret at the very end and beyond ASCII`() {
    #expect(mask("pässwörter").masked("é pässwörter") == "é [masked]")
    #expect(mask("0123456789").masked("01234567") == "01234567")
  }

  @Test func `a secret that starts another is not half masked`() {
    let mask = self.mask("abcdefgh", "abcdefghijkl")
    #expect(!mask.masked("abcdefghijkl").contains("ijkl"))
  }

  @Test func `where a user's own text must stay, only the secrets themselves go`() {
    let text = "sk-abcdefgh12345 hunter22hunter Bearer 0123456789"
    #expect(mask("hunter22hunter").maskedExactly(text) == "sk-abcdefgh12345 [masked] Bearer 0123456789")
    #expect(SecretMask().maskedExactly(text) == text)
    let bytes: [UInt8] = [0xFF] + Array("hunter22hunter".utf8) + [0xC3]
    #expect(mask("hunter22hunter").maskedExactly(bytes) == [0xFF] + Array("[masked]".utf8) + [0xC3])
    #expect(SecretMask().maskedExactly(bytes) == bytes)
  }

  @Test func `bytes are masked as text is, and secrets are found where they stand`() {
    let mask = mask("hunter22hunter")
    let bytes: [UInt8] = [0xFF] + Array("hunter22hunter sk-abcdefgh12345".utf8) + [0x00]
    #expect(mask.masked(bytes) == [0xFF] + Array("[masked] [masked]".utf8) + [0x00])
    #expect(mask.ranges(in: bytes) == [1..<15, 16..<32])
    #expect(mask.ranges(in: []) == [])
  }

  @Test func `keys in play are masked from the moment they are known`() {
    let keys = KeysInPlay()
    #expect(keys.mask.masked("hunter22hunter") == "hunter22hunter")
    keys.add(Secret(copying: "hunter22hunter"))
    keys.add(Secret(copying: "hunter22hunter"))
    keys.add(Secret(copying: "hunter22"))
    #expect(keys.mask.masked("hunter22hunter, hunter22") == "[masked], [masked]")
  }
}
