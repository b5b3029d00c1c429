/// A JSON value laid out flat: an array of nodes and the bytes of its strings. A validator looks at a value many times; here it does
/// so without counting references, and compares strings by their bytes, as JSON does. (Swift takes two ways to write "é" for equal.)
struct ValueTape: ~Copyable {
  private(set) var nodes = PlainList<TapeNode>()
  private(set) var bytes = PlainList<UInt8>()
  /// Whether a value did not fit: nested deeper than the limit, or of more than two gigabytes.
  private(set) var isOverflown = false
  private let depthLimit: Int

  init(depthLimit: Int = 1_000) { self.depthLimit = depthLimit }

  /// A tape with one value on it.
  init(_ value: JSONValue, depthLimit: Int) {
    self.init(depthLimit: depthLimit)
    append(value)
  }

  /// Puts a value behind those that are there, and returns its place.
  @discardableResult
  mutating func append(_ value: JSONValue) -> Int32 {
    let place = Int32(truncatingIfNeeded: nodes.count)
    append(value, depth: 0)
    if nodes.count > Int(Int32.max) || bytes.count > Int(Int32.max) { isOverflown = true }
    return place
  }

  /// Puts a text behind the bytes that are there, and returns where it begins and ends.
  mutating func append(text: String) -> Range<Int32> {
    let start = Int32(truncatingIfNeeded: bytes.count)
    var text = text
    text.withUTF8 { bytes.append($0) }
    return start..<Int32(truncatingIfNeeded: bytes.count)
  }

  private mutating func append(_ value: borrowing JSONValue, depth: Int) {
    guard depth < depthLimit, bytes.count <= Int(Int32.max) else {
      isOverflown = true
      return
    }
    let place = nodes.count
    switch copy value {
    case .null: nodes.append(TapeNode(kind: JSONKind.null))
    case .bool(let bool):
      var node = TapeNode(kind: JSONKind.bool)
      node.count = bool ? 1 : 0
      nodes.append(node)
    case .number(let text): appendNumber(text)
    case .string(let text):
      var node = TapeNode(kind: JSONKind.string)
      let range = append(text: text)
      (node.start, node.count) = (range.lowerBound, range.upperBound &- range.lowerBound)
      nodes.append(node)
    case .array(let elements):
      var node = TapeNode(kind: JSONKind.array)
      node.count = Int32(truncatingIfNeeded: elements.count)
      nodes.append(node)
      elements.withUnsafeBufferPointer { for index in $0.indices { append($0[index], depth: depth + 1) } }
    case .object(let members):
      var node = TapeNode(kind: JSONKind.object)
      node.count = Int32(truncatingIfNeeded: members.count)
      nodes.append(node)
      members.withUnsafeBufferPointer { for index in $0.indices { append($0[index], depth: depth + 1) } }
    }
    if place < nodes.count { nodes[place].end = Int32(truncatingIfNeeded: nodes.count) }
  }

  private mutating func append(_ member: borrowing JSONMember, depth: Int) {
    let place = nodes.count
    let start = bytes.count
    var name = member.name
    let hash = name.withUTF8 { utf8 in
      bytes.append(utf8)
      return ByteHash.hash(utf8)
    }
    let length = bytes.count - start
    append(member.value, depth: depth)
    guard place < nodes.count else { return }
    nodes[place].nameHash = hash
    nodes[place].nameStart = Int32(truncatingIfNeeded: start)
    nodes[place].nameLength = Int32(truncatingIfNeeded: length)
  }

  private mutating func appendNumber(_ text: String) {
    var text = text
    let node = text.withUTF8 { utf8 in ExactNumber.node(utf8, keeping: &bytes) }
    nodes.append(node)
  }
}

extension ValueTape {
  /// Reads the tape through plain pointers, while it lives.
  func withView<Result>(_ body: (TapeView) -> Result) -> Result {
    body(TapeView(nodes: UnsafePointer(nodes.start), bytes: UnsafePointer(bytes.start)))
  }
}
