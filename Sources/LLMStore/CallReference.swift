import LLMCore

/// How a call is named: by its id or a part of it, or by how many calls ago it was.
struct CallReference {
  enum Kind {
    /// The beginning or the end of an id.
    case part(IDPrefix)
    /// So many calls before the newest.
    case back(Int)
  }

  let text: String
  let kind: Kind

  /// Returns nil for what names no call, ever.
  init?(_ text: String) {
    self.text = text
    let words = text.split(separator: "~", omittingEmptySubsequences: false)
    if words.first == "last", words.count <= 2 {
      guard let count = words.count == 1 ? 0 : Int(words[1]), count >= 0 else { return nil }
      kind = .back(count)
    } else {
      guard let prefix = IDPrefix(text) else { return nil }
      kind = .part(prefix)
    }
  }
}
