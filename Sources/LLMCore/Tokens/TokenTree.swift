/// The files of a count in their folders, each with the tokens of all that is in it.
package struct TokenTree {
  private final class Node {
    let name: [UInt8]
    var tokens = 0
    var children: [[UInt8]: Node] = [:]
    init(_ name: [UInt8]) { self.name = name }
  }

  private let root: Node
  private let isFolder: Bool

  package init(_ input: InputCount) {
    root = Node(input.path.bytes)
    root.tokens = input.tokens
    isFolder = input.kind == .folder
    let prefix = input.path.child([]).bytes.count
    for file in input.files {
      var node = root
      for name in file.path.bytes[min(prefix, file.path.bytes.count)...].split(separator: RawPath.slash) {
        let name = Array(name)
        let child = node.children[name] ?? Node(name)
        node.children[name] = child
        child.tokens += file.tokens
        node = child
      }
    }
  }

  /// A line for each folder and file down to a depth, those with the most tokens first; names are indented by two spaces
  /// for each level, and folders end in a slash.
  func lines(depth: Int) -> [TokenListing.Line] {
    var lines: [TokenListing.Line] = []
    append(root, level: 0, depth: depth, to: &lines)
    return lines
  }

  private func append(_ node: Node, level: Int, depth: Int, to lines: inout [TokenListing.Line]) {
    let isFolder = !node.children.isEmpty || (level == 0 && self.isFolder && node.name.last != RawPath.slash)
    let name = RawName.shown(node.name) + (isFolder && node.name.last != RawPath.slash ? "/" : "")
    lines.append(TokenListing.Line(tokens: node.tokens, label: String(repeating: "  ", count: level) + name))
    guard level < depth else { return }
    for child in Self.children(of: node) { append(child, level: level + 1, depth: depth, to: &lines) }
  }

  /// What is in the top folder, as JSON: a path, its tokens, and for a folder its children down to the depth.
  func json(depth: Int, _ basis: TokenBasis) -> [JSONValue] { Self.json(root, depth: depth, basis) }

  private static func json(_ node: Node, depth: Int, _ basis: TokenBasis) -> [JSONValue] {
    guard depth > 0 else { return [] }
    return children(of: node).map { child in
      var members = RawPath(bytes: child.name).members + TokensDocument.number(child.tokens, basis)
      if !child.children.isEmpty {
        members.append(JSONMember("children", .array(json(child, depth: depth - 1, basis))))
      }
      return .object(members)
    }
  }

  private static func children(of node: Node) -> [Node] {
    node.children.values.sorted { left, right in
      left.tokens == right.tokens
        ? left.name.lexicographicallyPrecedes(right.name) : left.tokens > right.tokens
    }
  }
}
