import Crypto
import CryptoExtras
import FoundationEssentials
import Testing

/// The library computes what the standards say: the published vectors of all that a credential file is made with.
@Suite struct PrimitiveVectorTests {
  private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  private func bytes(_ key: SymmetricKey) -> [UInt8] { key.withUnsafeBytes { Array($0) } }

  /// RFC 7914 §12; the first vector has an empty passphrase, which the library does not take.
  @Test(arguments: [
    (
      "password", "NaCl", 1024, 8, 16,
      """
      fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360c
      bdfa2cc0640
      """
    ),
    (
      "pleaseletmein", "SodiumChloride", 16384, 8, 1,
      """
      7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf0
      17b45575887
      """
    ),
  ])
  func `scrypt of RFC 7914`(
    _ passphrase: String, _ salt: String, _ rounds: Int, _ blockSize: Int, _ parallelism: Int, _ expected: String
  ) throws {
    let key = try KDF.Scrypt.deriveKey(
      from: Array(passphrase.utf8), salt: Array(salt.utf8), outputByteCount: 64, rounds: rounds, blockSize: blockSize,
      parallelism: parallelism)
    #expect(bytes(key) == bytes(expected))
  }

  /// RFC 8439 §2.8.2.
  @Test func `ChaCha20-Poly1305 of RFC 8439`() throws {
    let text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
    let box = try ChaChaPoly.seal(
      Array(text.utf8), using: SymmetricKey(data: Array(UInt8(0x80)...0x9F)),
      nonce: ChaChaPoly.Nonce(data: bytes("070000004041424344454647")),
      authenticating: bytes("50515253c0c1c2c3c4c5c6c7"))
    #expect(
      Array(box.ciphertext)
        == bytes(
          """
          d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b
          1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc
          3ff4def08e4b7a9de576d26586cec64b6116
          """))
    #expect(Array(box.tag) == bytes("1ae10b594f09e26a7e902ecbd0600691"))
  }

  /// RFC 5869, appendices A.1 and A.2.
  @Test(
    arguments: [
      (
        22, 0x0b...0x0b, 0x00...0x0c, 0xf0...0xf9, 42,
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
      ),
      (
        80, 0x00...0x4f, 0x60...0xaf, 0xb0...0xff, 82,
        """
        b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b836779
        3a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87
        """
      ),
    ] as [(Int, ClosedRange<UInt8>, ClosedRange<UInt8>, ClosedRange<UInt8>, Int, String)])
  func `HKDF-SHA-256 of RFC 5869`(
    _ count: Int, _ material: ClosedRange<UInt8>, _ salt: ClosedRange<UInt8>, _ info: ClosedRange<UInt8>, _ size: Int,
    _ expected: String
  ) {
    let material = material.count == 1 ? [UInt8](repeating: material.lowerBound, count: count) : Array(material)
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: material), salt: Array(salt), info: Array(info), outputByteCount: size)
    #expect(bytes(key) == bytes(expected))
  }

  /// RFC 4231 §4.3.
  @Test func `HMAC-SHA-256 of RFC 4231`() {
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("what do ya want for nothing?".utf8), using: SymmetricKey(data: Array("Jefe".utf8)))
    #expect(Array(code) == bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
  }
}
