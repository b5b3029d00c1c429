internal import CVocabulary

/// Builds a trie over tokens as a double array; a branch with one token left ends in a leaf that counts the bytes to come.
///
/// `VocabularyTables` describes the units. The same tokens give the same units as `double_array` in scripts/vocabulary.py.
struct DoubleArray {
  /// The tokens, of which some are in the trie.
  private let tokens: [[UInt8]]
  /// The tokens that are in it, in the order of their bytes.
  private let order: [Int]

  private var nodes: [Node] = []
  private var branches: [Branch] = []
  private var bases: [Int] = [0]
  private var isFree: [UInt8] = []
  private var isBase: [Bool] = []

  /// A place where tokens part.
  private struct Node {
    var depth: Int
    /// Its branches.
    var range: Range<Int>
  }

  /// The tokens that go on with one byte.
  private struct Branch {
    var label: UInt8
    var low: Int
    var high: Int
    /// The node it leads to, -1 for a single token.
    var node = -1
  }

  private init(_ tokens: [[UInt8]], members: [Int]) {
    self.tokens = tokens
    order = members.sorted { tokens[$0].precedes(tokens[$1]) }
  }

  /// The units of the trie over the tokens with the given numbers; none of them may be empty, and no two alike. Nil when
  /// there are too many of them for the layout.
  static func units(of tokens: [[UInt8]], members: [Int]) -> [UInt64]? {
    guard !members.isEmpty else { return (0..<256).map { UInt64($0 == 0 ? 1 : 0) } }
    var trie = DoubleArray(tokens, members: members)
    trie.collectNodes()
    trie.placeNodes()
    return trie.units()
  }

  private mutating func collectNodes() {
    var stack: [(low: Int, high: Int, depth: Int, branch: Int)] = [(0, order.count, 0, -1)]
    while let next = stack.popLast() {
      let start = branches.count
      var low = next.low
      if tokens[order[low]].count == next.depth { low += 1 }
      while low < next.high {
        let label = tokens[order[low]][next.depth]
        var end = low + 1
        while end < next.high, tokens[order[end]][next.depth] == label { end += 1 }
        branches.append(Branch(label: label, low: low, high: end))
        low = end
      }
      if next.branch >= 0 { branches[next.branch].node = nodes.count }
      nodes.append(Node(depth: next.depth, range: start..<branches.count))
      for branch in start..<branches.count where branches[branch].high - branches[branch].low > 1 {
        stack.append((branches[branch].low, branches[branch].high, next.depth + 1, branch))
      }
    }
  }

  /// Gives every node its base, the wide ones first, while there is room.
  private mutating func placeNodes() {
    bases = [Int](repeating: 0, count: nodes.count)
    grow(to: 1 << 20)
    isBase[0] = true
    for byte in 0..<256 { isFree[byte] = 0 }
    var nextFree = 256
    let widest = nodes.indices.dropFirst().sorted {
      (nodes[$1].range.count, $0) < (nodes[$0].range.count, $1)
    }
    for number in widest {
      let range = nodes[number].range
      let first = Int(branches[range.lowerBound].label)
      var slot = firstFree(from: nextFree)
      if range.count == 1 { nextFree = slot }
      var tries = 0
      while !fits(range, base: slot ^ first) {
        slot = firstFree(from: slot + 1)
        tries += 1
      }
      let base = slot ^ first
      bases[number] = base
      isBase[base] = true
      for branch in range { isFree[base ^ Int(branches[branch].label)] = 0 }
      if tries > 2000 { nextFree = min(slot, nextFree + 64) }
    }
  }

  private func fits(_ range: Range<Int>, base: Int) -> Bool {
    !isBase[base] && range.allSatisfy { isFree[base ^ Int(branches[$0].label)] != 0 }
  }

  private mutating func firstFree(from start: Int) -> Int {
    while true {
      let found = isFree.withUnsafeBufferPointer { bytes -> Int? in
        guard let base = bytes.baseAddress, start < bytes.count else { return nil }
        return llmctl_find_byte(base + start, 1, bytes.count - start).map { $0 - base }
      }
      if let found { return found }
      grow(to: 2 * isFree.count)
    }
  }

  private mutating func grow(to count: Int) {
    isFree += [UInt8](repeating: 1, count: count - isFree.count)
    isBase += [Bool](repeating: false, count: count - isBase.count)
  }

  private func units() -> [UInt64]? {
    var units: [UInt64?] = []
    for (number, node) in nodes.enumerated() {
      for branch in branches[node.range] {
        let token = order[branch.low]
        let length = tokens[token].count
        let value: UInt64
        if branch.node < 0 {
          value = UInt64(length - node.depth - 1) << 8 | UInt64(token + 1) << 32 | 1 << 63
        } else {
          guard bases[branch.node] < 1 << 24 else { return nil }
          value = UInt64(bases[branch.node]) << 8 | (length == node.depth + 1 ? UInt64(token + 1) << 32 : 0)
        }
        let slot = bases[number] ^ Int(branch.label)
        if slot >= units.count { units += [UInt64?](repeating: nil, count: slot + 1 - units.count) }
        units[slot] = UInt64(branch.label) | value
      }
    }
    units += [UInt64?](repeating: nil, count: (units.count - 1 | 255) + 1 - units.count)
    // An unused unit has a label by which no base leads to it.
    var all: [UInt64] = []
    all.reserveCapacity(units.count)
    for (slot, unit) in units.enumerated() {
      guard let unit = unit ?? (0..<256).first(where: { !isBase[slot ^ $0] }).map({ UInt64($0) }) else { return nil }
      all.append(unit)
    }
    return all
  }
}

extension [UInt8] {
  /// Whether it comes before another in the order of bytes.
  fileprivate func precedes(_ other: [UInt8]) -> Bool {
    withUnsafeBytes { mine in
      other.withUnsafeBytes { theirs in
        let difference = llmctl_compare(mine.baseAddress, theirs.baseAddress, Swift.min(mine.count, theirs.count))
        return difference != 0 ? difference < 0 : mine.count < theirs.count
      }
    }
  }
}
