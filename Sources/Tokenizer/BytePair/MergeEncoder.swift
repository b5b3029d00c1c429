/// Encodes a piece in the way byte-pair encoding is defined, with any merges: the one of the least priority among those
/// that can be made now, of two the left one.
struct MergeEncoder {
  let tables: VocabularyTables
  let merges: MergeTable

  /// Tokens up to which a piece is searched for the next merge from end to end; in longer ones a heap keeps them in order.
  private static let longestSearch = 64
  private static let none = UInt32.max

  /// Encodes a piece into memory for as many tokens as it has bytes, and returns the number of its tokens.
  func encode(_ text: UnsafePointer<UInt8>, count: Int, into tokens: UnsafeMutablePointer<TokenID>) -> Int {
    let number = begin(text, count: count, in: tokens)
    return number <= Self.longestSearch ? mergeSearching(tokens, number) : mergeInOrder(tokens, number)
  }

  /// What the text begins as.
  private func begin(_ text: UnsafePointer<UInt8>, count: Int, in tokens: UnsafeMutablePointer<TokenID>) -> Int {
    guard merges.beginsWithCharacters else {
      for at in 0..<count { tokens[at] = merges.byteTokens[Int(text[at])] }
      return count
    }
    var (at, number) = (0, 0)
    while at < count {
      let length = min(UTF8Check.length(ofLead: text[at]), count - at)
      let match = tables.longestMatch(text + at, count: length)
      if match.length == length {
        tokens[number] = match.token
        number += 1
      } else {
        for offset in 0..<length { tokens[number + offset] = merges.byteTokens[Int(text[at + offset])] }
        number += length
      }
      at += length
    }
    return number
  }

  private func mergeSearching(_ tokens: UnsafeMutablePointer<TokenID>, _ count: Int) -> Int {
    withUnsafeTemporaryAllocation(of: MergeTable.Merge.self, capacity: Self.longestSearch) { next in
      var count = count
      func look(_ at: Int) {
        next[at] =
          (at + 1 < count ? merges.merge(tokens[at], tokens[at + 1]) : nil)
          ?? MergeTable.Merge(priority: Self.none, token: 0)
      }
      for at in 0..<count { look(at) }
      while true {
        var best = 0
        for at in 1..<max(count, 1) where next[at].priority < next[best].priority { best = at }
        guard count > 1, next[best].priority != Self.none else { return count }
        tokens[best] = next[best].token
        count -= 1
        for at in stride(from: best + 1, to: count, by: 1) {
          tokens[at] = tokens[at + 1]
          next[at] = next[at + 1]
        }
        look(best)
        if best > 0 { look(best - 1) }
      }
    }
  }

  private func mergeInOrder(_ tokens: UnsafeMutablePointer<TokenID>, _ count: Int) -> Int {
    var next = [MergeTable.Merge](repeating: MergeTable.Merge(priority: Self.none, token: 0), count: count)
    // Where the neighbours of a token stand.
    var after = [UInt32](unsafeUninitializedCapacity: count) { buffer, made in
      for at in 0..<count { buffer[at] = UInt32(truncatingIfNeeded: at + 1) }
      made = count
    }
    var before = [UInt32](unsafeUninitializedCapacity: count) { buffer, made in
      for at in 0..<count { buffer[at] = UInt32(truncatingIfNeeded: at &- 1) }
      made = count
    }
    var heap = MergeHeap()
    func look(_ at: Int) {
      let right = Int(after[at])
      guard right < count, let merge = merges.merge(tokens[at], tokens[right]) else {
        next[at].priority = Self.none
        return
      }
      next[at] = merge
      heap.insert(UInt64(merge.priority) << 32 | UInt64(at))
    }
    for at in 0..<count { look(at) }
    while let least = heap.removeLeast() {
      let at = Int(least & 0xFFFF_FFFF)
      // What was in the heap before its neighbours merged is out of date.
      guard next[at].priority == UInt32(least >> 32), next[at].priority != Self.none else { continue }
      let gone = Int(after[at])
      tokens[at] = next[at].token
      next[gone].priority = Self.none
      after[at] = after[gone]
      if Int(after[at]) < count { before[Int(after[at])] = UInt32(truncatingIfNeeded: at) }
      look(at)
      if at > 0 { look(Int(before[at])) }
    }
    var (at, number) = (0, 0)
    while at < count {
      tokens[number] = tokens[at]
      number += 1
      at = Int(after[at])
    }
    return number
  }
}

/// A binary heap of merges to make: the priority above, the place below.
struct MergeHeap {
  private var keys: [UInt64] = []

  mutating func insert(_ key: UInt64) {
    keys.append(key)
    var at = keys.count - 1
    while at > 0, keys[(at - 1) / 2] > key {
      keys[at] = keys[(at - 1) / 2]
      at = (at - 1) / 2
    }
    keys[at] = key
  }

  mutating func removeLeast() -> UInt64? {
    guard let least = keys.first, let last = keys.popLast() else { return nil }
    guard !keys.isEmpty else { return least }
    var at = 0
    while true {
      var child = 2 * at + 1
      guard child < keys.count else { break }
      if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
      guard keys[child] < last else { break }
      keys[at] = keys[child]
      at = child
    }
    keys[at] = last
    return least
  }
}
