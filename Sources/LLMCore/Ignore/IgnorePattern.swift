/// One line of an ignore file.
struct IgnorePattern {
  /// Whether it takes back what an earlier line ignores.
  let isNegated: Bool
  private let matchesOnlyFolders: Bool
  /// Whether it is about names wherever they are, having no slash but one at the end.
  private let isAboutNames: Bool
  /// What the path must begin with, up to the first special character.
  private let literal: [UInt8]
  /// What comes behind; nil where nothing does.
  private let wildcard: Wildmatch?

  /// Reads a line without its line end; nil for an empty one or a comment.
  init?(_ line: ArraySlice<UInt8>) {
    guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
    var pattern = Self.trimmed(line)
    isNegated = pattern.first == UInt8(ascii: "!")
    if isNegated { pattern = pattern.dropFirst() }
    matchesOnlyFolders = pattern.last == RawPath.slash
    if matchesOnlyFolders { pattern = pattern.dropLast() }
    isAboutNames = !pattern.contains(RawPath.slash)
    if pattern.first == RawPath.slash { pattern = pattern.dropFirst() }
    let special = pattern.firstIndex { "*?[\\".utf8.contains($0) } ?? pattern.endIndex
    // A pattern for names is taken as a whole: what is special in it does not depend on where it stands.
    literal = isAboutNames && special < pattern.endIndex ? [] : Array(pattern[..<special])
    let rest = isAboutNames && special < pattern.endIndex ? pattern : pattern[special...]
    wildcard = rest.isEmpty ? nil : Wildmatch(rest, keepsSlashes: !isAboutNames)
  }

  /// Whether it speaks about a path, relative to the folder of the ignore file, whose last name starts at `name`.
  func matches(_ path: ArraySlice<UInt8>, name: Int, isFolder: Bool) -> Bool {
    if matchesOnlyFolders, !isFolder { return false }
    let subject = isAboutNames ? path[name...] : path
    guard subject.starts(with: literal) else { return false }
    let rest = subject.dropFirst(literal.count)
    return wildcard?.matches(rest) ?? rest.isEmpty
  }

  /// Without the spaces at the end that no backslash stands before.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var at = line.startIndex
    while at < line.endIndex {
      if line[at] == UInt8(ascii: "\\") {
        // A lone backslash at the end keeps everything before it.
        if at + 1 == line.endIndex { return line }
        at += 1
        end = at + 1
      } else if line[at] != UInt8(ascii: " ") {
        end = at + 1
      }
      at += 1
    }
    return line[..<end]
  }
}
