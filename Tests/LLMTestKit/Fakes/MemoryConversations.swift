import LLMCore

/// Which calls are the turns of which conversations, by the rules of the real store.
struct MemoryConversations {
  struct Conversation {
    let id: String
    var name: String?
    var parent: String?
    var summary: String?
    /// Those kept by a fork included.
    var turns: [(sequence: Int, call: CallID)] = []
  }

  /// The one that was added to or forked last is the last.
  private(set) var all: [Conversation] = []

  func conversation(_ id: String) -> Conversation? { all.first { $0.id == id } }

  mutating func add(_ call: CallID, to id: String) {
    var conversation = remove(id) ?? Conversation(id: id)
    conversation.turns.append(((conversation.turns.last?.sequence ?? 0) + 1, call))
    all.append(conversation)
  }

  mutating func fork(
    _ id: String, as fork: String, keeping range: ClosedRange<Int>?, summary: String?
  ) throws(LedgerError) {
    guard let source = conversation(id) else { throw .missing("conversation '\(id)'") }
    let kept = source.turns.filter { range?.contains($0.sequence) == true }
    if let range, kept.isEmpty {
      throw .missing("turns \(range.lowerBound) to \(range.upperBound) in conversation '\(id)'")
    }
    let leavesNothingOut = kept.first.map { $0.sequence == source.turns.first?.sequence } ?? false
    all.append(
      Conversation(
        id: fork, parent: id, summary: summary ?? (leavesNothingOut ? source.summary : nil), turns: kept))
  }

  mutating func rename(_ id: String, to name: String?) throws(LedgerError) {
    let name = name?.isEmpty == true ? nil : name
    if let name, all.contains(where: { $0.name == name && $0.id != id }) { throw .nameTaken(name) }
    guard let index = all.firstIndex(where: { $0.id == id }) else { throw .missing("conversation '\(id)'") }
    all[index].name = name
  }

  /// The one that is meant; the last one without a reference.
  func find(_ reference: String?) throws(LedgerError) -> Conversation? {
    guard let reference else { return all.last }
    if let exact = conversation(reference) ?? all.first(where: { $0.name == reference }) { return exact }
    let fitting = reference.isEmpty ? [] : all.filter { $0.id.hasPrefix(reference.uppercased()) }
    guard fitting.count < 2 else { throw .ambiguous(reference) }
    return fitting.first
  }

  private mutating func remove(_ id: String) -> Conversation? {
    all.firstIndex { $0.id == id }.map { all.remove(at: $0) }
  }
}
