/// A method and the data key, wrapped so that only this method unwraps it.
struct UnlockSlot: Sendable, Equatable {
  let method: UnlockMethod
  /// `CredentialFormat.saltSize` random bytes; zeros for plain text.
  let salt: [UInt8]
  /// The data key in a seal; for plain text, the data key itself between zeros in the places of nonce and tag.
  let wrappedKey: [UInt8]

  private static let wrappedSize = CredentialFormat.dataKeySize + CredentialFormat.sealSize

  /// How the wrapping key is made: the numbers of the file.
  private enum Derivation {
    static let none: UInt8 = 0
    static let scrypt: UInt8 = 1
    static let highEntropy: UInt8 = 2
  }

  /// What the method says about itself, which is authenticated along with the wrapped key: everything before that.
  static func description(of method: UnlockMethod, salt: [UInt8]) -> [UInt8] {
    var part = PartWriter()
    let details = method.details.map { Array($0.utf8) }
    let size = 2 + 1 + 1 + 8 + 8 + 4 + salt.count + 1 + details.reduce(0) { $0 + 2 + $1.count } + wrappedSize
    part.number(UInt16(truncatingIfNeeded: size + CredentialFormat.checksumSize))
    part.number(method.kind.rawValue)
    part.number(derivation(of: method.kind))
    part.number(method.id)
    part.moment(method.created)
    part.append([method.cost?.logRounds ?? 0, method.cost?.blockSize ?? 0, method.cost?.parallelism ?? 0, 0])
    part.append(salt)
    part.number(UInt8(truncatingIfNeeded: details.count))
    for detail in details { part.field(detail) }
    return part.bytes
  }

  /// As it stands in the file.
  var encoded: [UInt8] { PartChecksum.sealed(Self.description(of: method, salt: salt) + wrappedKey) }

  /// Reads the slot that begins at `start`. Returns it and where the next part begins.
  static func decode(
    _ bytes: [UInt8], at start: Int, number: Int, _ policy: ScryptPolicy
  ) throws(FormatFault) -> (slot: UnlockSlot, end: Int) {
    let name = "method \(number)"
    var length = PartReader(bytes, in: start..<bytes.count - CredentialFormat.macSize, of: name)
    let size = Int(try length.number(UInt16.self))
    let end = start + size
    guard size >= 2 + CredentialFormat.checksumSize, end <= bytes.count - CredentialFormat.macSize,
      PartChecksum.fits(bytes, start..<end)
    else {
      throw .damaged(at: start, "\(name) is not what was written")
    }
    var part = PartReader(bytes, in: start + 2..<end - CredentialFormat.checksumSize, of: name)
    let kindOffset = part.offset
    guard let kind = UnlockMethod.Kind(rawValue: try part.number()) else {
      throw .damaged(at: kindOffset, "\(name) is of no known kind")
    }
    guard try part.number(UInt8.self) == derivation(of: kind) else {
      throw .damaged(at: kindOffset + 1, "\(name) has a derivation that is not that of its kind")
    }
    let id: UInt64 = try part.number()
    let created = try part.moment() ?? Timestamp(milliseconds: 0)
    let cost = try readCost(&part, kind, name, policy)
    let salt = Array(try part.take(CredentialFormat.saltSize))
    let detailsOffset = part.offset
    let count = Int(try part.number(UInt8.self))
    guard count <= CredentialFormat.mostDetails else {
      throw .damaged(at: detailsOffset, "\(name) has too many details")
    }
    var details: [String] = []
    for _ in 0..<count { details.append(try part.text(atMost: CredentialFormat.longestDetail)) }
    guard hasDetails(kind, details) else { throw .damaged(at: detailsOffset, "\(name) lacks its details") }
    let wrappedKey = Array(try part.take(wrappedSize))
    try part.finish()
    let method = UnlockMethod(id: id, kind: kind, created: created, cost: cost, details: details)
    return (UnlockSlot(method: method, salt: salt, wrappedKey: wrappedKey), end)
  }

  private static func readCost(
    _ part: inout PartReader, _ kind: UnlockMethod.Kind, _ name: String, _ policy: ScryptPolicy
  ) throws(FormatFault) -> ScryptCost? {
    let start = part.offset
    let numbers = Array(try part.take(3))
    try part.zeros(1)
    guard derivation(of: kind) == Derivation.scrypt else {
      guard numbers == [0, 0, 0] else { throw .damaged(at: start, "\(name) has a cost and needs none") }
      return nil
    }
    let cost = ScryptCost(logRounds: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
    guard policy.accepts(cost) else { throw .damaged(at: start, "\(name) asks for a cost that is not accepted") }
    return cost
  }

  private static func derivation(of kind: UnlockMethod.Kind) -> UInt8 {
    switch kind {
    case .plaintext: Derivation.none
    case .keyFile: Derivation.highEntropy
    case .passphrase, .command, .descriptor, .environment: Derivation.scrypt
    }
  }

  private static func hasDetails(_ kind: UnlockMethod.Kind, _ details: [String]) -> Bool {
    switch kind {
    case .plaintext, .passphrase: details.isEmpty
    case .keyFile, .descriptor, .environment: details.count == 1 && details != [""]
    case .command: details.first.map { !$0.isEmpty } ?? false
    }
  }
}
