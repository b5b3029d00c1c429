import LLMCore
import Testing

@Suite struct SecretTests {
  private static let text = "sk-canary-0123456789abcdef"
  private let secret = Secret(copying: SecretTests.text)

  private struct Holder {
    let name = "openai"
    let key: Secret
    let more: [Secret]
    let perhaps: Secret?
  }

  @Test func `nothing that describes values shows it`() {
    let holder = Holder(key: secret, more: [secret], perhaps: secret)
    var dumped = ""
    dump(holder, to: &dumped)
    dump(secret, to: &dumped)
    let mirrored = Mirror(reflecting: secret).children.map { "\($0)" }.joined()
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), secret.description, secret.debugDescription,
      "\(holder)", String(reflecting: holder), "\([secret])", "\(["a": secret])", "\(secret as Any)", dumped, mirrored,
    ]
    for text in texts { #expect(!text.contains("canary")) }
    #expect("\(secret)" == "[secret]")
    #expect("\(holder)".contains("[secret]"))
    #expect(mirrored.isEmpty)
  }

  @Test func `it is neither encodable nor hashable nor equatable`() {
    let value: Any = secret
    #expect(!(value is any Encodable))
    #expect(!(value is any Hashable))
    #expect(!(value is any Equatable))
    #expect(!(value is any CustomPlaygroundDisplayConvertible))
  }

  @Test func `the bytes are those that came in, whatever their number`() {
    for count in [0, 1, 63, 64, 65, 4096, 16_384, 100_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let secret = bytes.withUnsafeBytes { Secret(copying: $0) }
      #expect(secret.count == count)
      #expect(secret.isEmpty == (count == 0))
      #expect(secret.withExposedBytes { Array($0) } == bytes)
      #expect(secret.part(count / 2..<count).withExposedBytes { Array($0) } == Array(bytes[(count / 2)...]))
    }
  }

  /// Small pieces come from a pool that stays mapped, so their memory can be looked at afterwards.
  @Test func `its memory is wiped with the last copy`() {
    var one: Secret? = Secret(copying: Self.text)
    var other = one
    let memory = one?.withExposedBytes { $0 } ?? UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(memory.count == Self.text.utf8.count)
    one = nil
    #expect(other != nil)
    #expect(memory.elementsEqual(Self.text.utf8), "a copy was wiped that is still in use")
    other = nil
    // Another thread may have got the same memory by now; what it holds is not this text.
    #expect(!memory.elementsEqual(Self.text.utf8))
    #expect(!String(decoding: memory, as: UTF8.self).contains("canary"))
  }

  @Test func `a draft that was longer than what was written is wiped too`() {
    var draft = UnsafeRawBufferPointer(start: nil, count: 0)
    let secret = Secret(capacity: 64) { room in
      room.copyBytes(from: Self.text.utf8)
      draft = UnsafeRawBufferPointer(room)
      return 6
    }
    #expect(secret.withExposedBytes { String(decoding: $0, as: UTF8.self) } == "sk-can")
    #expect(!String(decoding: draft, as: UTF8.self).contains("canary"))
  }

  @Test func `a failure while it is written leaves nothing behind`() {
    struct Broken: Error {}
    var draft = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(throws: Broken.self) {
      try Secret(capacity: 64) { (room) throws(Broken) in
        room.copyBytes(from: Self.text.utf8)
        draft = UnsafeRawBufferPointer(room)
        throw Broken()
      }
    }
    #expect(!String(decoding: draft, as: UTF8.self).contains("canary"))
  }

  @Test func `comparing tells equal bytes from others`() {
    #expect(secret.hasSameBytes(as: Secret(copying: Self.text)))
    #expect(!secret.hasSameBytes(as: Secret(copying: Self.text + "0")))
    #expect(!secret.hasSameBytes(as: Secret(copying: Self.text.dropLast() + "0")))
    #expect(Secret(copying: "").hasSameBytes(as: Secret(copying: "")))
  }

  @Test func `random secrets differ`() {
    let secrets = (0..<64).map { _ in Secret.random(count: 32).withExposedBytes { Array($0) } }
    #expect(Set(secrets).count == 64)
    #expect(Set(secrets.joined()).count > 200, "of 2,048 random bytes nearly all values are there")
  }

  @Test func `many at once are many different pieces of memory`() async {
    let intact = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<64 {
        group.addTask {
          let secrets = (0..<50).map { Secret(copying: "\(number)-\($0)-" + String(repeating: "x", count: $0 * 7)) }
          return secrets.indices.allSatisfy { index in
            secrets[index].hasSameBytes(
              as: Secret(copying: "\(number)-\(index)-" + String(repeating: "x", count: index * 7)))
          }
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(intact)
  }
}
