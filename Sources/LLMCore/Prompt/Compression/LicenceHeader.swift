/// The comment at the beginning of a source file that says under which licence it stands.
enum LicenceHeader {
  /// A shorter one costs less than saying that it is gone.
  private static let leastLines = 3
  private static let words = ["copyright", "licence", "license", "spdx-"]
  private static let linePrefixes = ["//", "#", "--", ";", "%"]
  /// A longer comment is no header: the rest of the file must not go with it.
  private static let mostLines = 80
  private static let note = "[… licence left out …]"

  /// Lines, with one that says so in place of the licence; as they are where there is none.
  static func removed(from lines: [Substring]) -> [Substring] {
    let start = lines.first.map { $0.hasPrefix("#!") || $0.hasPrefix("<?xml") } == true ? 1 : 0
    guard start < lines.count, let (end, mark) = header(in: lines, from: start), end - start >= leastLines else {
      return lines
    }
    return Array(lines[..<start]) + [mark] + lines[end...]
  }

  /// Where the header ends that begins at a line, and what stands in its place.
  private static func header(in lines: [Substring], from start: Int) -> (end: Int, mark: Substring)? {
    let limit = min(lines.count, start + mostLines)
    for (opening, closing) in [("/*", "*/"), ("<!--", "-->")] where lines[start].hasPrefix(opening) {
      guard let last = lines[start..<limit].firstIndex(where: { $0.contains(closing) }), lines[last].hasSuffix(closing),
        // What follows the licence in the same comment is about the program.
        licenceEnd(lines[start...last]) == last + 1
      else { return nil }
      return (last + 1, "\(opening) \(note) \(closing)")
    }
    guard let prefix = linePrefixes.first(where: { isComment(lines[start], $0) }) else { return nil }
    let end = lines[start...].firstIndex { !isComment($0, prefix) } ?? lines.count
    guard end <= limit, let licenceEnd = licenceEnd(lines[start..<end]) else { return nil }
    return (licenceEnd, "\(prefix) \(note)")
  }

  /// Whether a line is a comment. `#include` is none.
  private static func isComment(_ line: Substring, _ prefix: String) -> Bool {
    guard line.hasPrefix(prefix) else { return false }
    guard prefix != "//", let next = line.dropFirst(prefix.count).first else { return true }
    return next == " " || next == "\t" || next == prefix.first
  }

  /// Where the last paragraph ends that speaks of a licence, lines without a letter behind it included where nothing else follows.
  private static func licenceEnd(_ lines: ArraySlice<Substring>) -> Int? {
    var (end, isInside): (Int?, Bool) = (nil, false)
    for index in lines.indices {
      let line = lines[index].lowercased()
      if !line.contains(where: \.isLetter) {
        isInside = false
      } else if words.contains(where: line.contains) {
        isInside = true
      }
      if isInside { end = index + 1 }
    }
    guard let end, lines[end...].allSatisfy({ !$0.contains(where: \.isLetter) }) else { return end }
    return lines.endIndex
  }
}
