/// A tape that is being read: where its nodes and bytes are, while the arrays that hold them are kept alive by the caller.
struct TapeView {
  let nodes: UnsafePointer<TapeNode>
  let bytes: UnsafePointer<UInt8>

  /// The bytes of a string.
  func text(_ node: TapeNode) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(node.start), count: Int(node.count))
  }

  /// The bytes of a member's name.
  func name(_ node: TapeNode) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(node.nameStart), count: Int(node.nameLength))
  }

  /// Whether two values are equal as JSON Schema sees it: numbers by what they are, objects in any order. Every comparison of two
  /// values or names is taken from `steps`; where they run out the answer is no.
  func isEqual(_ place: Int, to otherPlace: Int, on other: TapeView, steps: inout Int) -> Bool {
    steps -= 1
    guard steps > 0 else { return false }
    let (left, right) = (nodes[place], other.nodes[otherPlace])
    guard left.kind == right.kind else { return false }
    switch left.kind {
    case JSONKind.null: return true
    case JSONKind.bool: return left.count == right.count
    case JSONKind.number: return ExactNumber.compare(left, bytes, right, other.bytes) == 0
    case JSONKind.string: return Self.isSame(text(left), other.text(right))
    case JSONKind.array:
      guard left.count == right.count else { return false }
      var (mine, theirs) = (place + 1, otherPlace + 1)
      while mine < left.end {
        guard isEqual(mine, to: theirs, on: other, steps: &steps) else { return false }
        (mine, theirs) = (Int(nodes[mine].end), Int(other.nodes[theirs].end))
      }
      return true
    default: return hasEqualMembers(place, otherPlace, other, &steps)
    }
  }

  private func hasEqualMembers(_ place: Int, _ otherPlace: Int, _ other: TapeView, _ steps: inout Int) -> Bool {
    let (left, right) = (nodes[place], other.nodes[otherPlace])
    guard left.count == right.count else { return false }
    var (mine, theirs) = (place + 1, otherPlace + 1)
    while mine < left.end {
      // Equal objects mostly have their members in the same order, so the search begins at the same place.
      guard let found = member(of: otherPlace, named: mine, on: other, from: theirs, steps: &steps),
        isEqual(mine, to: found, on: other, steps: &steps)
      else { return false }
      theirs = Int(other.nodes[found].end)
      mine = Int(nodes[mine].end)
    }
    return true
  }

  /// The member of another tape's object that is named as the one here, searched for in a circle.
  private func member(
    of object: Int, named mine: Int, on other: TapeView, from first: Int, steps: inout Int
  ) -> Int? {
    let (name, end) = (nodes[mine], Int(other.nodes[object].end))
    var place = first < end ? first : object + 1
    for _ in 0..<other.nodes[object].count {
      steps -= 1
      guard steps > 0 else { return nil }
      let candidate = other.nodes[place]
      if candidate.nameHash == name.nameHash, Self.isSame(other.name(candidate), self.name(name)) { return place }
      place = candidate.end < end ? Int(candidate.end) : object + 1
    }
    return nil
  }

  static func isSame(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    guard let mine = left.baseAddress, let theirs = right.baseAddress else { return true }
    return memoryIsSame(mine, theirs, left.count)
  }

  /// A hash that equal values share.
  func hash(_ place: Int) -> UInt64 {
    let node = nodes[place]
    switch node.kind {
    case JSONKind.number where node.keepsDigits:
      let digits = ByteHash.wide(bytes + Int(node.start), Int(node.count))
      return ByteHash.mix(digits, UInt64(bitPattern: node.mantissa &+ Int64(node.exponent)))
    case JSONKind.number:
      return ByteHash.mix(UInt64(bitPattern: node.mantissa), UInt64(UInt32(bitPattern: node.exponent)) &+ 4)
    case JSONKind.string: return ByteHash.wide(bytes + Int(node.start), Int(node.count)) ^ 8
    case JSONKind.array:
      var (hash, element) = (UInt64(16), place + 1)
      while element < node.end {
        hash = ByteHash.mix(hash, self.hash(element))
        element = Int(nodes[element].end)
      }
      return hash
    case JSONKind.object:
      var (hash, member) = (UInt64(node.count), place + 1)
      while member < node.end {
        hash &+= ByteHash.mix(UInt64(nodes[member].nameHash), self.hash(member))
        member = Int(nodes[member].end)
      }
      return ByteHash.mix(hash, 32)
    default: return UInt64(node.kind) << 8 | UInt64(node.count)
    }
  }
}

/// Compares byte by byte, eight at a time: most of what is compared here is shorter than a call of `memcmp` takes.
@inline(__always)
private func memoryIsSame(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  let (mine, theirs) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
  var index = 0
  while index + 8 <= count {
    guard
      mine.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        == theirs.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    else { return false }
    index += 8
  }
  while index < count {
    guard left[index] == right[index] else { return false }
    index += 1
  }
  return true
}
