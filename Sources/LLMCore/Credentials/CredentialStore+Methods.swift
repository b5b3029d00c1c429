extension CredentialStore {
  /// What a method is made of before there is a data key to wrap. Making it takes as long as a guess will.
  struct PreparedMethod {
    let method: UnlockMethod
    let salt: [UInt8]
    let key: WrappingKey

    func slot(wrapping dataKey: DataKey, file: CredentialFileID) throws(CredentialError) -> UnlockSlot {
      try key.wrap(dataKey, for: method, salt: salt, file: file)
    }
  }

  /// A slot for a new method.
  func slot(
    for new: NewUnlockMethod, key: DataKey, file: CredentialFileID
  ) throws(CredentialError) -> UnlockSlot {
    if case .insecurePlaintext = new { return .plaintext(key, created: time.now()) }
    return try prepare(new).slot(wrapping: key, file: file)
  }

  /// Gets hold of what a new method needs, and derives its key. A key file is made where there is none.
  func prepare(_ new: NewUnlockMethod) throws(CredentialError) -> PreparedMethod {
    let (kind, details) = Self.kindAndDetails(of: new)
    try Self.check(kind, details)
    if case .passphrase(let passphrase) = new { return try prepare(kind, details, from: passphrase) }
    if case .keyFile(let path) = new, !files.exists(path) {
      let key = KeyFile.newKey()
      do throws(CredentialFileError) { try files.writeSecret(path, KeyFile.line(for: key)) } catch {
        throw .invalid("the key file '\(path)' cannot be made: \(error.phrase)")
      }
      return try prepare(kind, details, from: key)
    }
    var inputs = inputs(for: [])
    switch inputs.input(kind, details) {
    case .success(let input): return try prepare(kind, details, from: input)
    case .failure(let absence):
      let method = UnlockMethod(id: 0, kind: kind, created: time.now(), cost: nil, details: details)
      throw .invalid("the \(method.summary) \(absence.phrase)")
    }
  }

  /// Derives a key with a salt of its own, at the cost that guessing shall have on this machine.
  ///
  /// - Parameter id: of the method that is made anew; nil for a new one.
  func prepare(
    _ kind: UnlockMethod.Kind, _ details: [String], from input: Secret, id: UInt64? = nil, created: Timestamp? = nil,
    atLeast least: ScryptCost? = nil
  ) throws(CredentialError) -> PreparedMethod {
    let salt = Secret.random(count: CredentialFormat.saltSize).withExposedBytes { Array($0) }
    var cost = kind == .keyFile ? nil : least ?? policy.first
    while true {
      let start = time.processorTime()
      let key = try WrappingKey(from: input, salt: salt, cost: cost)
      if let tried = cost {
        let enough = policy.raised(tried, thatTook: time.processorTime() - start)
        if enough != tried {
          cost = enough
          continue
        }
      }
      let method = UnlockMethod(
        id: id ?? UnlockMethod.newID(), kind: kind, created: created ?? time.now(), cost: cost, details: details)
      return PreparedMethod(method: method, salt: salt, key: key)
    }
  }

  private static func kindAndDetails(of new: NewUnlockMethod) -> (UnlockMethod.Kind, [String]) {
    switch new {
    case .passphrase: (.passphrase, [])
    case .keyFile(let path): (.keyFile, [path])
    case .command(let words): (.command, words)
    case .descriptor(let variable): (.descriptor, [variable])
    case .environment(let variable): (.environment, [variable])
    case .insecurePlaintext: (.plaintext, [])
    }
  }

  private static func check(_ kind: UnlockMethod.Kind, _ details: [String]) throws(CredentialError) {
    guard kind != .plaintext else { throw .invalid("only a new file can be without protection") }
    guard details.count <= CredentialFormat.mostDetails,
      details.allSatisfy({ $0.utf8.count <= CredentialFormat.longestDetail && !$0.utf8.contains(0) })
    else { throw .invalid("the description of the method is too long, or has a zero byte in it") }
    switch kind {
    case .keyFile where !(details.first?.hasPrefix("/") ?? false):
      throw .invalid("the path of a key file must be absolute")
    case .command, .descriptor, .environment:
      guard let first = details.first, !first.isEmpty else { throw .invalid("the method names nothing") }
    default: break
    }
  }
}
