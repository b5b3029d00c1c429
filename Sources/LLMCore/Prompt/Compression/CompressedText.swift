/// A text without what costs tokens and says nothing: blanks at the ends of lines, rows of empty lines, lines that are repeated over
/// and over, headers with licences, blanks between the tokens of JSON.
///
/// Compressing twice as the same kind of text changes nothing more. Code is left alone, but for blanks at the ends of its lines and
/// a licence at its beginning; a diff is left alone as a whole.
package struct CompressedText: Sendable, Equatable {
  package let text: String

  /// So many equal lines in a row are told as one and a number.
  static let leastRepeats = 4

  package init(_ text: String, kind: ContentKind) {
    switch kind {
    case .diff: self.text = text
    case .json: self.text = CompactJSON.text(of: text)
    case .code: self.text = Self.code(text)
    case .prose: self.text = Self.lines(of: text, joinsBlanks: true)
    case .plain: self.text = Self.lines(of: text, joinsBlanks: false)
    }
  }

  // MARK: Code

  private static func code(_ text: String) -> String {
    LicenceHeader.removed(from: split(text).map(trimmedEnd)).joined(separator: "\n")
  }

  // MARK: Words

  private static func lines(of text: String, joinsBlanks: Bool) -> String {
    var kept: [Substring] = []
    var fence = FenceState()
    var repeats = 0
    func closeRepeats() {
      // The line itself is there already.
      if repeats + 1 >= leastRepeats {
        kept.append("[… the line above \(repeats) times more …]")
      } else if repeats > 0, let line = kept.last {
        kept += Array(repeating: line, count: repeats)
      }
      repeats = 0
    }
    for raw in split(text) {
      let line = trimmedEnd(raw)
      if fence.take(line) {
        closeRepeats()
        kept.append(line)
        continue
      }
      let shown = joinsBlanks ? Substring(withJoinedBlanks(line)) : line
      if line.isEmpty {
        closeRepeats()
        if kept.last?.isEmpty != true || kept.isEmpty { kept.append(line) }
      } else if shown == kept.last {
        repeats += 1
      } else {
        closeRepeats()
        // The line may stand there already, as one of ours.
        if shown == kept.last { repeats = 1 } else { kept.append(shown) }
      }
    }
    closeRepeats()
    return kept.joined(separator: "\n")
  }

  /// Blanks within a line as one. Not at its start, which says how deep a list is; not in code, which is indented by four blanks, by
  /// a tab, or stands between backticks.
  private static func withJoinedBlanks(_ line: Substring) -> String {
    let bytes = line.utf8
    let isCode = bytes.starts(with: "    ".utf8) || bytes.first == 0x09 || bytes.contains(0x60)
    guard !isCode else { return String(line) }
    var (joined, hasBegun, lastIsBlank): ([UInt8], Bool, Bool) = ([], false, false)
    for byte in bytes {
      let isBlank = byte == 0x20 || byte == 0x09
      if !isBlank { hasBegun = true }
      if hasBegun, isBlank, lastIsBlank { continue }
      joined.append(hasBegun && isBlank ? 0x20 : byte)
      lastIsBlank = isBlank
    }
    return String(decoding: joined, as: UTF8.self)
  }

  // MARK: Lines

  private static func split(_ text: String) -> [Substring] {
    // On bytes: a line feed behind a carriage return is one Character with it.
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
  }

  /// Without blanks, tabs and a carriage return at its end.
  static func trimmedEnd(_ line: Substring) -> Substring {
    var bytes = line.utf8
    while let last = bytes.last, last == 0x20 || last == 0x09 || last == 0x0D { bytes.removeLast() }
    return Substring(bytes)
  }
}

/// Whether lines stand between fences of code, as Markdown has them: three backticks or tildes, or more.
struct FenceState {
  private var open: (mark: UInt8, length: Int)?

  /// Takes the next line. Returns whether it belongs to a block of code, its fences included.
  mutating func take(_ line: Substring) -> Bool {
    let rest = line.utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
    let mark = rest.first ?? 0
    let length = mark == 0x60 || mark == 0x7E ? rest.prefix { $0 == mark }.count : 0
    if let open {
      if mark == open.mark, length >= open.length, length == rest.count { self.open = nil }
      return true
    }
    // Three backticks with more of them behind are code within a line.
    guard length >= 3, mark == 0x7E || !rest.dropFirst(length).contains(0x60) else { return false }
    open = (mark, length)
    return true
  }
}
