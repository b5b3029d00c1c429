internal import Yams

/// Finds the anchors and aliases of a text before it is composed.
///
/// Yams puts an alias's target in its place while it composes, and hashes what stands as a key: a few hundred bytes of aliases of
/// aliases are then looked at for ever. So the text is composed once with an anchor in the place of every alias. The scanner reads both
/// by the same rules (YAML 1.2.2, §3.2.2.2), so the copy is cut into the same tokens, and an anchor stands for nothing but itself.
enum YAMLAliases {
  /// The line of the first anchor or alias; nil where there is none, or no alias that anything could be copied by.
  ///
  /// Throws `YamlError` for what is no YAML.
  static func line(in text: String) throws -> Int? {
    guard let copy = withAnchors(text) else { return nil }
    // A node's anchor lives no longer than the parser does.
    let parser = try Parser(yaml: copy)
    return try withExtendedLifetime(parser) { try parser.singleRoot().flatMap(firstAnchor) }
  }

  /// The text with an anchor wherever an alias may stand; nil where none may.
  private static func withAnchors(_ text: String) -> String? {
    var bytes = Array(text.utf8)
    var hasAliases = false
    var last = Byte.lineFeed
    for index in bytes.indices {
      // In the middle of a word, and without a name behind it, a star is one.
      if bytes[index] == Byte.star, !isName(last), last != Byte.star, index + 1 < bytes.count, isName(bytes[index + 1])
      {
        bytes[index] = Byte.ampersand
        hasAliases = true
        last = Byte.star
      } else {
        last = bytes[index]
      }
    }
    return hasAliases ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Whether a byte can be part of an anchor's name, as libyaml reads it.
  private static func isName(_ byte: UInt8) -> Bool {
    Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.underscore || byte == Byte.minus
  }

  private static func firstAnchor(_ node: Node) -> Int? {
    if node.anchor != nil { return node.mark?.line ?? 1 }
    switch node {
    case .scalar: return nil
    case .sequence(let sequence):
      for element in sequence { if let line = firstAnchor(element) { return line } }
    case .mapping(let mapping):
      for (key, value) in mapping { if let line = firstAnchor(key) ?? firstAnchor(value) { return line } }
    case .alias: return node.mark?.line ?? 1
    }
    return nil
  }
}
