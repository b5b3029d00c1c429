/// The texts that a stream brings in parts: the strings at one place of the JSON of its events, put together.
///
/// Models write a secret as they write everything, a few characters in each event, where no search through the bytes finds it.
enum StreamedTexts {
  /// Looks through events (`data: {…}`), objects in lines, and a list of objects.
  static func all(in bytes: [UInt8]) -> [StreamedText] {
    var texts: [String: StreamedText] = [:]
    var (index, lineEnd) = (0, 0)
    while index < bytes.count {
      // All objects of a list may stand on one line.
      if index >= lineEnd { lineEnd = bytes[index...].firstIndex(of: Byte.lineFeed) ?? bytes.count }
      let isData = bytes[index...].starts(with: "data:".utf8)
      var start = isData ? index + 5 : index
      while start < lineEnd, Byte.isBlank(bytes[start]) { start += 1 }
      // In a list that is laid out, an object begins behind a comma.
      if !isData, start < lineEnd, bytes[start] == Byte.comma || bytes[start] == Byte.openBracket { start += 1 }
      while start < lineEnd, Byte.isBlank(bytes[start]) { start += 1 }
      var walk = JSONStringWalk(bytes, from: start)
      if start < lineEnd, bytes[start] == Byte.openBrace, let strings = walk.strings() {
        add(strings, of: walk, to: &texts)
        index = max(walk.end, start + 1)
        // Another object may follow on the same line.
        while index < bytes.count, bytes[index] == Byte.comma || Byte.isBlank(bytes[index]) { index += 1 }
        continue
      }
      if isData, start < lineEnd {
        let end = bytes[lineEnd - 1] == Byte.carriageReturn ? lineEnd - 1 : lineEnd
        texts["", default: StreamedText()].append(bytes[start..<max(start, end)], places: nil)
      }
      index = lineEnd + 1
    }
    return Array(texts.values)
  }

  /// Events are told apart by what they say of their number as well: answers that come at the same time alternate.
  private static func add(
    _ strings: [JSONStringWalk.Text], of walk: JSONStringWalk, to texts: inout [String: StreamedText]
  ) {
    for string in strings {
      for key in Set([string.path, string.path + "#" + walk.numbers]) {
        texts[key, default: StreamedText()].append(string.bytes, places: string.places)
      }
    }
  }
}

/// A text in parts, which knows where in the stream each of its bytes stands.
struct StreamedText {
  private struct Part {
    let start: Int
    let count: Int
    /// Where each byte stands, and where the last one ends; nil where they stand one behind the other from `first` on.
    let places: [Int]?
    let first: Int
  }

  /// All parts, one behind the other.
  private(set) var bytes: [UInt8] = []
  private var parts: [Part] = []

  fileprivate mutating func append(_ text: ArraySlice<UInt8>, places: [Int]?) {
    guard !text.isEmpty else { return }
    parts.append(Part(start: bytes.count, count: text.count, places: places, first: text.startIndex))
    bytes += text
  }

  /// The places in the stream of a range of the text: one in each part that it touches, the placeholder in the first.
  func places(of range: Range<Int>) -> [CassetteStain] {
    var stains: [CassetteStain] = []
    // The first part that ends behind the beginning of the range, by halves.
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].start + parts[middle].count <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    while low < parts.count, parts[low].start < range.upperBound {
      let part = parts[low]
      let from = max(0, range.lowerBound - part.start)
      let to = min(part.count, range.upperBound - part.start)
      let place = part.places.map { $0[from]..<$0[to] } ?? part.first + from..<part.first + to
      stains.append(CassetteStain(place, hasPlaceholder: stains.isEmpty))
      low += 1
    }
    return stains
  }
}
