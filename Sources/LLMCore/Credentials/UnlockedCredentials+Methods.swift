extension UnlockedCredentials {
  /// Adds a way to open the file. A file without protection gets a new data key by its first one, and its backup is made anew.
  ///
  /// Throws `CredentialError`.
  @discardableResult
  package mutating func addMethod(_ new: NewUnlockMethod) throws(CredentialError) -> UnlockMethod {
    let prepared = try store.prepare(new)
    let wasPlaintext = opened.file.isPlaintext
    try change(backup: wasPlaintext ? .renewed : .previous) { (draft) throws(CredentialError) in
      if wasPlaintext {
        let id = draft.file.id
        try draft.renewKey { (key) throws(CredentialError) in [try prepared.slot(wrapping: key, file: id)] }
      } else {
        draft.store(try prepared.slot(wrapping: draft.key, file: draft.file.id))
      }
    }
    return prepared.method
  }

  /// Changes a passphrase. What it opened before it opens no more, and neither does the backup; the data key stays.
  ///
  /// - Parameter id: of the method; nil for the only passphrase there is.
  ///
  /// Throws `CredentialError.notStored` where there is no such method, `.invalid` where there are several to choose from.
  package mutating func changePassphrase(_ id: UInt64? = nil, to passphrase: Secret) throws(CredentialError) {
    let candidates = opened.file.slots.map(\.method).filter { $0.kind == .passphrase && (id == nil || $0.id == id) }
    guard let method = candidates.first else { throw .notStored("a passphrase") }
    guard candidates.count == 1 else { throw .invalid("there are several passphrases; name one by its id") }
    let prepared = try store.prepare(.passphrase, [], from: passphrase, id: method.id)
    try change(backup: .renewed) { (draft) throws(CredentialError) in
      guard draft.file.slots.contains(where: { $0.method.id == method.id }) else { throw .changedMeanwhile }
      draft.store(try prepared.slot(wrapping: draft.key, file: draft.file.id))
    }
  }

  /// Removes a way to open the file, for good: the file gets a new data key, under which everything is sealed anew, and so does
  /// the backup. Whoever had the old key by this method has nothing by it any more.
  ///
  /// That takes what the other methods need. Those that cannot have it are listed in the error, or removed too.
  ///
  /// - Parameters:
  ///   - request: asks for the passphrase.
  ///   - dropsUnavailable: whether methods go that are not at hand.
  ///
  /// Throws `CredentialError`: `.notStored`, `.lastMethod`, `.methodsNeeded`, `.wrongPassphrase`.
  package mutating func removeMethod(
    _ id: UInt64, _ request: UnlockRequest, dropsUnavailable: Bool = false
  ) throws(CredentialError) {
    let slots = opened.file.slots
    guard slots.contains(where: { $0.method.id == id }) else { throw .notStored("a method with this id") }
    let others = slots.filter { $0.method.id != id }
    guard !others.isEmpty else { throw .lastMethod }
    let (prepared, unavailable) = try prepareAnew(others, request)
    guard unavailable.isEmpty || dropsUnavailable else { throw .methodsNeeded(unavailable) }
    guard !prepared.isEmpty else { throw .lastMethod }
    try change(backup: .renewed) { (draft) throws(CredentialError) in
      guard draft.file.slots == slots else { throw .changedMeanwhile }
      let id = draft.file.id
      try draft.renewKey { (key) throws(CredentialError) in
        var renewed: [UnlockSlot] = []
        for method in prepared { renewed.append(try method.slot(wrapping: key, file: id)) }
        return renewed
      }
    }
    store.holder.drop(opened.file.id)
  }

  /// Derives new keys for methods from what opens them now: a passphrase with a slip of the finger must not become the one.
  private func prepareAnew(
    _ slots: [UnlockSlot], _ request: UnlockRequest
  ) throws(CredentialError) -> (prepared: [CredentialStore.PreparedMethod], unavailable: [SkippedMethod]) {
    var prepared: [CredentialStore.PreparedMethod] = []
    var unavailable: [SkippedMethod] = []
    let bytes = try opened.file.encoded(with: opened.key)
    for slot in slots {
      let method = slot.method
      var attempt = UnlockAttempt(bytes, opened.file, time: store.time, inputs: store.inputs(for: slots.map(\.method)))
      do throws(CredentialError) {
        let only = UnlockRequest(methods: [method.id], passphrase: request.passphrase)
        guard let input = try attempt.run(only).input else { continue }
        prepared.append(
          try store.prepare(
            method.kind, method.details, from: input, id: method.id, created: method.created, atLeast: method.cost))
      } catch .locked(let reasons) {
        unavailable += reasons
      }
    }
    return (prepared, unavailable)
  }

  /// Makes guessing a passphrase more expensive where it has become too cheap. That it could not be done is no failure.
  mutating func raiseCost(of method: UnlockMethod, _ input: Secret, thatTook time: Duration) {
    guard let cost = method.cost else { return }
    let wanted = store.policy.raised(cost, thatTook: time)
    guard wanted != cost else { return }
    do throws(CredentialError) {
      let prepared = try store.prepare(
        method.kind, method.details, from: input, id: method.id, created: method.created, atLeast: wanted)
      try change { (draft) throws(CredentialError) in
        guard draft.file.slots.contains(where: { $0.method == method }) else { throw .changedMeanwhile }
        draft.store(try prepared.slot(wrapping: draft.key, file: draft.file.id))
      }
      note(.costRaised(prepared.method, from: cost))
    } catch {
      note(.costNotRaised(method, error))
    }
  }
}
