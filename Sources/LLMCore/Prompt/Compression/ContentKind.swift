/// What a text is, as far as that decides which of its blanks mean nothing. Where there is doubt, more of them mean something.
package enum ContentKind: Sendable, CaseIterable {
  /// A change, in which every blank counts.
  case diff
  /// One JSON value.
  case json
  /// A program, or data whose indentation means something.
  case code
  /// Markdown and plain words, with code between fences.
  case prose
  /// What nobody named: logs, listings, the output of a program.
  case plain

  private static let proseEndings: Set = ["md", "markdown", "txt", "text", "rst", "adoc", "log"]
  /// Of what is looked at to tell programs from other lines, in lines.
  private static let sample = 400

  /// - Parameter name: of the file; nil for standard input.
  package init(of text: String, name: String?) {
    let ending = name.flatMap(Self.ending)
    if ending == "diff" || ending == "patch" || Self.isDiff(text) {
      self = .diff
    } else if Self.isJSON(text) {
      self = .json
    } else if let ending {
      self = Self.proseEndings.contains(ending) ? .prose : .code
    } else {
      self = Self.looksLikeCode(text) ? .code : .plain
    }
  }

  /// What stands behind the last point of a file's name, in small letters; nil without one.
  private static func ending(_ path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
    return name[name.index(after: point)...].lowercased()
  }

  private static func isDiff(_ text: String) -> Bool {
    let lines = text.utf8.split(separator: 0x0A, maxSplits: Self.sample)
    return lines.contains { $0.starts(with: "diff --git ".utf8) || $0.starts(with: "@@ -".utf8) }
      || zip(lines, lines.dropFirst()).contains { $0.starts(with: "--- ".utf8) && $1.starts(with: "+++ ".utf8) }
  }

  private static func isJSON(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B else { return false }
    return (try? JSONReader.parse(Array(text.utf8))) != nil
  }

  /// Whether many lines end as those of programs do, or are indented.
  private static func looksLikeCode(_ text: String) -> Bool {
    let ends: Set<UInt8> = Set("{};,:()[]\\\"'`".utf8)
    var (lines, marks) = (0, 0)
    for line in text.utf8.split(separator: 0x0A, maxSplits: sample) {
      guard let last = line.last(where: { $0 > 0x20 }), let first = line.first else { continue }
      lines += 1
      if ends.contains(last) || first == 0x20 || first == 0x09 { marks += 1 }
    }
    return marks * 5 >= lines
  }
}
