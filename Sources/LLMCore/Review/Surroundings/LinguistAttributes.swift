/// What `.gitattributes` says of files that were made or brought along (gitattributes(5), and the attributes of GitHub's Linguist
/// and of GitLab).
struct LinguistAttributes: Sendable {
  /// What can be said of a file.
  enum Attribute: String, Sendable {
    case generated = "linguist-generated"
    case vendored = "linguist-vendored"
    /// What has no diff is no text.
    case diff
  }

  private struct Line: Sendable {
    let pattern: [UInt8]
    let settings: [Attribute: Bool]
  }

  private let lines: [Line]
  /// Lines that are read; more are no file that people write.
  private static let mostLines = 10_000

  init(_ content: [UInt8]) {
    lines = content.split(separator: Byte.lineFeed, maxSplits: Self.mostLines).prefix(Self.mostLines).compactMap(
      Self.line)
  }

  private static func line(_ text: ArraySlice<UInt8>) -> Line? {
    var words = text.split { $0 <= Byte.space }
    guard let pattern = words.first, pattern.first != Byte.hash, !pattern.starts(with: "[attr]".utf8) else {
      return nil
    }
    words.removeFirst()
    var settings: [Attribute: Bool] = [:]
    for word in words {
      let text = String(decoding: word, as: UTF8.self)
      let isUnset = text.hasPrefix("-") || text.hasPrefix("!")
      let parts = (isUnset ? text.dropFirst() : text[...]).split(separator: "=", maxSplits: 1)
      guard let name = parts.first else { continue }
      let isOn = !isUnset && (parts.count == 1 || !["false", "0"].contains(parts[1]))
      switch name {
      case "gitlab-generated": settings[.generated] = isOn
      // The macro that git has built in.
      case "binary": settings[.diff] = !isOn
      default: if let attribute = Attribute(rawValue: String(name)) { settings[attribute] = isOn }
      }
    }
    let bare = pattern.first == Byte.quote && pattern.last == Byte.quote ? pattern.dropFirst().dropLast() : pattern
    return settings.isEmpty ? nil : Line(pattern: Array(bare), settings: settings)
  }

  /// What the last line that speaks of it says; nil where none does.
  func value(of attribute: Attribute, path: [UInt8], matches: FileScreening.Matcher) -> Bool? {
    lines.last { $0.settings[attribute] != nil && matches($0.pattern, path) }?.settings[attribute]
  }
}
