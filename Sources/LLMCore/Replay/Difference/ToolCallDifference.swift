/// What two answers asked to have called: calls aligned by name and order, their arguments by structure.
package struct ToolCallDifference: Sendable, Equatable {
  /// One call, or a pair of them.
  package struct Entry: Sendable, Equatable {
    package enum Fate: String, Sendable { case same, changed, moved, added, removed }

    package let fate: Fate
    package let name: String
    /// Places among the calls of each answer, counted from 0; nil where it has none.
    package let oldIndex: Int?
    package let newIndex: Int?
    /// What differs in the arguments, where both are JSON.
    package var arguments: JSONDifference?
    /// The same by words, where one of both is not, as in a call that was cut.
    package var words: WordDifference?
    /// The arguments of a call that only one answer has, as they came.
    package var text: String?
  }

  /// In the order of the new answer, with what is gone where it was.
  package let entries: [Entry]

  package init(_ old: [ToolCall], _ new: [ToolCall]) {
    let (oldKeys, newKeys) = (old.map(\.key), new.map(\.key))
    let entries = ElementAlignment(old.map(\.shape), new.map(\.shape)).pairs.map { pair -> Entry in
      switch pair {
      case (let left?, let right?) where oldKeys[left] == newKeys[right]:
        return Entry(fate: .same, name: new[right].name, oldIndex: left, newIndex: right)
      case (let left?, let right?): return Self.changed(old[left], new[right], left, right)
      case (let left?, nil):
        return Entry(fate: .removed, name: old[left].name, oldIndex: left, newIndex: nil, text: old[left].arguments)
      case (nil, let right):
        let call = right.map { new[$0] } ?? ToolCall()
        return Entry(fate: .added, name: call.name, oldIndex: nil, newIndex: right, text: call.arguments)
      }
    }
    self.entries = Self.joiningMoved(entries, oldKeys, newKeys)
  }

  /// Whether both ask for the same calls with the same arguments, in the same order.
  package var isEmpty: Bool { entries.allSatisfy { $0.fate == .same } }

  private static func changed(_ left: ToolCall, _ right: ToolCall, _ old: Int, _ new: Int) -> Entry {
    var entry = Entry(fate: .changed, name: right.name, oldIndex: old, newIndex: new)
    if let before = left.parsedArguments, let after = right.parsedArguments {
      entry.arguments = JSONDifference(before, after)
    } else {
      entry.words = WordDifference(left.arguments, right.arguments)
    }
    return entry
  }

  /// A call that went and came with the same arguments at another place was only moved.
  private static func joiningMoved(_ entries: [Entry], _ old: [[UInt8]], _ new: [[UInt8]]) -> [Entry] {
    var gone: [[UInt8]: [Int]] = [:]
    for (place, entry) in entries.enumerated().reversed() where entry.fate == .removed {
      if let index = entry.oldIndex { gone[old[index], default: []].append(place) }
    }
    var moved = entries.map(Optional.some)
    for (place, entry) in entries.enumerated() where entry.fate == .added {
      guard let index = entry.newIndex, let source = gone[new[index]]?.popLast() else { continue }
      moved[place] = Entry(fate: .moved, name: entry.name, oldIndex: entries[source].oldIndex, newIndex: index)
      moved[source] = nil
    }
    return moved.compactMap { $0 }
  }
}

extension ToolCall {
  /// The same for calls that ask for the same.
  fileprivate var key: [UInt8] { Array(name.utf8) + [0] + (parsedArguments?.normalForm ?? Array(arguments.utf8)) }

  /// As a value to be aligned: calls of different names have nothing in common.
  fileprivate var shape: JSONValue {
    .object([
      JSONMember("name \(name)", .bool(true)),
      JSONMember("arguments \(name)", parsedArguments ?? .string(arguments)),
    ])
  }
}
