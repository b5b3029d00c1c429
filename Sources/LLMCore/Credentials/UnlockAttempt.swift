/// One try to open a file by all that is at hand: what needs nobody first, a person last.
struct UnlockAttempt {
  private let bytes: [UInt8]
  private let file: SealedFile
  private let time: any TimeSource
  private var inputs: UnlockInputs
  private(set) var skipped: [SkippedMethod] = []
  private(set) var notices: [CredentialNotice] = []
  /// Whether something that should be the passphrase was tried.
  private var wasGuessed = false

  /// What opened the file.
  struct Success {
    let opened: OpenedFile
    let method: UnlockMethod
    /// What the method needs, and what deriving from it cost; nil for plain text.
    let input: Secret?
    let cost: Duration
  }

  init(_ bytes: [UInt8], _ file: SealedFile, time: any TimeSource, inputs: UnlockInputs) {
    (self.bytes, self.file, self.time, self.inputs) = (bytes, file, time, inputs)
  }

  /// Methods that need nobody come first, the cheapest before all.
  private static let order: [UnlockMethod.Kind] = [.plaintext, .keyFile, .descriptor, .environment, .command]

  mutating func run(_ request: UnlockRequest) throws(CredentialError) -> Success {
    let slots = file.slots.filter { request.methods?.contains($0.method.id) ?? true }
    for kind in Self.order {
      for slot in slots where slot.method.kind == kind {
        if let success = try open(slot) { return success }
      }
    }
    let passphrases = slots.filter { $0.method.kind == .passphrase }
    if let success = try openByGivenPassphrase(passphrases) { return success }
    if let success = try openByAsking(passphrases, request.passphrase) { return success }
    if wasGuessed, skipped.isEmpty { throw .wrongPassphrase }
    throw .locked(skipped)
  }

  private mutating func open(_ slot: UnlockSlot) throws(CredentialError) -> Success? {
    if let key = slot.plaintextKey(of: file.id) {
      return Success(opened: try verified(key), method: slot.method, input: nil, cost: .zero)
    }
    switch inputs.input(slot.method.kind, slot.method.details) {
    case .failure(let absence): skipped.append(SkippedMethod(slot.method, absence.phrase))
    case .success(let input):
      if let success = try open(slot, with: input) {
        if slot.method.kind == .environment { notices.append(.environmentUsed(slot.method.details.joined())) }
        return success
      }
      skipped.append(SkippedMethod(slot.method, "does not open the file"))
    }
    return nil
  }

  /// What a script hands over instead of a person's typing.
  private mutating func openByGivenPassphrase(_ slots: [UnlockSlot]) throws(CredentialError) -> Success? {
    guard !slots.isEmpty else { return nil }
    let sources: [(UnlockMethod.Kind, String)] = [
      (.descriptor, NewUnlockMethod.usualDescriptorVariable), (.environment, NewUnlockMethod.usualVariable),
    ]
    for (kind, variable) in sources {
      guard case .success(let input) = inputs.input(kind, [variable]) else { continue }
      wasGuessed = true
      for slot in slots {
        guard let success = try open(slot, with: input) else { continue }
        if kind == .environment { notices.append(.environmentUsed(variable)) }
        return success
      }
    }
    return nil
  }

  private mutating func openByAsking(
    _ slots: [UnlockSlot], _ ask: UnlockRequest.Asking?
  ) throws(CredentialError) -> Success? {
    guard !slots.isEmpty else { return nil }
    guard let ask else {
      if !wasGuessed { skipped += slots.map { SkippedMethod($0.method, "was not given") } }
      return nil
    }
    for attempt in 1...UnlockRequest.mostAttempts {
      let answer: Secret?
      do throws(LLMError) { answer = try ask(attempt) } catch { throw .outside(error) }
      guard let answer, !answer.isEmpty else { break }
      wasGuessed = true
      for slot in slots {
        if let success = try open(slot, with: answer) { return success }
      }
    }
    if wasGuessed { throw .wrongPassphrase }
    skipped += slots.map { SkippedMethod($0.method, "was not given") }
    return nil
  }

  private func open(_ slot: UnlockSlot, with input: Secret) throws(CredentialError) -> Success? {
    let start = time.processorTime()
    let key = try WrappingKey(from: input, salt: slot.salt, cost: slot.method.cost)
    let cost = time.processorTime() - start
    guard let dataKey = key.unwrap(slot, file: file.id) else { return nil }
    return Success(opened: try verified(dataKey), method: slot.method, input: input, cost: cost)
  }

  private func verified(_ key: DataKey) throws(CredentialError) -> OpenedFile {
    try OpenedFile(verifying: file, of: bytes, with: key)
  }
}

extension CredentialError {
  init(_ fault: FormatFault) {
    switch fault {
    case .damaged(let offset, let finding): self = .damaged(at: offset, finding)
    case .newer(let version): self = .newerFormat(version)
    }
  }
}
