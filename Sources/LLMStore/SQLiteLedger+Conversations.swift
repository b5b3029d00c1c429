package import LLMCore

extension SQLiteLedger {
  /// A conversation by its id, its exact name or a prefix of its id; without a reference, the one that was added to or forked
  /// last. Returns nil where there is none.
  ///
  /// Throws `.ambiguous`, `.newerSchema` and `.unavailable`.
  package func storedConversation(_ reference: String?) throws(LedgerError) -> ConversationRecord? {
    try perform { connection throws(StoreFailure) in
      try connection.read { db in
        let found =
          if let reference {
            try ConversationTable.find(reference, in: db)
          } else {
            try ConversationTable.newest(1, in: db).first
          }
        return try found.flatMap { try ConversationReader(db: db, isRunning: isRunning).record(of: $0) }
      }
    }
  }

  /// The conversations last added to, the newest first; with a text, those that contain its words.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func conversations(
    containing text: String?, limit: Int
  ) throws(LedgerError) -> [ConversationSummary] {
    // SQLite takes a negative limit for none.
    let limit = max(0, limit)
    let search = text.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : ConversationSearch($0) }
    return try perform { connection throws(StoreFailure) in
      try connection.read { db in
        let reader = ConversationReader(db: db, isRunning: isRunning)
        guard let search else {
          return try ConversationTable.newest(limit, in: db).compactMap { try reader.summary(of: $0, excerpt: nil) }
        }
        let texts = try search.conversations(db)
        let found = try ConversationTable.newest(limit, of: texts.keys, in: db)
        let shown = Set(found.map(\.id))
        let excerpts = try search.excerpts(from: texts.filter { shown.contains($0.key) }, db)
        return try found.compactMap { try reader.summary(of: $0, excerpt: excerpts[$0.id]) }
      }
    }
  }

  /// Names a conversation; nil or an empty text takes its name away.
  ///
  /// Throws `.nameTaken`, `.missing`, `.newerSchema` and `.unavailable`.
  package func rename(_ id: String, to name: String?) throws(LedgerError) {
    let name = name?.isEmpty == true ? nil : name
    try perform { connection throws(StoreFailure) in
      try connection.write { db in try ConversationTable.rename(id, to: name, in: db) }
    }
  }

  /// Begins a conversation with turns of another one, and returns its id.
  ///
  /// Throws `.missing`, `.newerSchema` and `.unavailable`.
  package func fork(
    _ id: String, keeping range: ClosedRange<Int>?, summary: String?
  ) throws(LedgerError) -> String {
    let (fork, now) = newID()
    try perform { connection throws(StoreFailure) in
      try connection.write { db in
        try ConversationTable.fork(id, as: fork.text, at: now, keeping: range, summary: summary, in: db)
      }
    }
    return fork.text
  }

  /// Closes the row of a call whose process was killed, as a partial answer.
  ///
  /// Throws `.newerSchema` and `.unavailable`.
  package func adopt(_ call: CallID, answer: String) throws(LedgerError) {
    guard !answer.isEmpty else { return }
    try perform { connection throws(StoreFailure) in
      try connection.write { db in
        guard let process = try CallTable.process(ofOpen: call, in: db), !isRunning(process) else { return }
        try CallTable.adopt(call, answerBytes: answer.utf8.count, in: db)
        try TurnTable.answer(call, answer, in: db)
      }
    }
  }
}
