extension Session {
  /// Conversations that a list shows.
  private static let listLength = 20

  /// Names the conversation.
  mutating func rename(_ name: String) async throws(LLMError) {
    guard !name.isEmpty else { throw LLMError(.usage, "a name is missing", advice: "/save NAME") }
    guard isStored else {
      throw LLMError(
        .usage, invocation.isLogged ? "nothing was asked yet" : "with --no-log the conversation is not kept",
        advice: "'/export md' writes it to a file")
    }
    try await conversations.rename(conversation.id, to: name)
    conversation.name = name
    reporter.notice("saved as '\(name)'; 'llmctl chat --conversation \(name)' goes on with it")
  }

  /// Lists conversations, numbered for `/resume`.
  mutating func listSessions(_ text: String) async throws(LLMError) {
    listed = try await conversations.list(text.isEmpty ? nil : text, limit: Self.listLength)
    guard !listed.isEmpty else {
      reporter.notice(text.isEmpty ? "there are no conversations yet" : "'\(text)' stands in no conversation")
      return
    }
    try output.show(SessionListing(listed, current: conversation.id).text)
  }

  /// Goes on with another conversation.
  mutating func resume(_ reference: String) async throws(LLMError) {
    var reference: String? = reference.isEmpty ? nil : reference
    if let number = reference.flatMap({ Int($0) }), listed.indices.contains(number - 1) {
      reference = listed[number - 1].id
    }
    let found = try await conversations.find(reference)
    if let model = try Conversations.model(of: found, maker.settings), model != choice.target.name {
      try await changeModel(model)
    }
    if let text = found.system { system = text }
    begin(found, "going on with \(found.name ?? found.id), \(found.turns.count) turns so far")
    if let last = found.turns.last {
      try output.show("\(SessionExport.quoted(last.prompt))\n\n\(last.answer ?? "")\n")
    }
  }

  /// Goes on in a copy.
  mutating func fork() async throws(LLMError) {
    guard isStored, let first = conversation.turns.first, let last = conversation.turns.last else {
      throw Self.nothingAsked
    }
    let before = conversation.name ?? conversation.id
    conversation = try await conversations.fork(conversation, keeping: first.sequence...last.sequence)
    reporter.notice("this is a copy now; '/resume \(before)' goes back")
  }

  /// Writes the conversation to a file that does not exist yet.
  func export(_ words: String) throws(LLMError) {
    let parts = words.split(separator: " ", maxSplits: 1).map { String($0).trimmingBlanks }
    guard let format = SessionExport.Format(rawValue: parts.first ?? "md") else {
      throw LLMError(.usage, "'\(parts.first ?? "")' is no format", advice: "/export md|json [PATH]")
    }
    guard !conversation.turns.isEmpty else { throw Self.nothingAsked }
    let name = conversation.name ?? (isStored ? conversation.id : "conversation")
    let path =
      parts.count > 1
      ? parts[1] : "llmctl-\(name.map { $0 == "/" ? "-" : $0 }.map(String.init).joined()).\(format.rawValue)"
    try write(Array(SessionExport(conversation, system: system).text(format).utf8), to: path)
  }

  /// Makes a new file; never replaces one.
  func write(_ bytes: [UInt8], to path: String) throws(LLMError) {
    do throws(FileError) {
      try context.tree.create(RawPath(bytes: Array(path.utf8)), context.keysInPlay.mask.maskedExactly(bytes))
    } catch {
      throw LLMError(
        .cannotWrite, "cannot write \(path): \(error.phrase)", advice: "Name another file; none is replaced")
    }
    reporter.notice("wrote \(path)")
  }
}
