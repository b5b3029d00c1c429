/// Finds a text in others, in time linear in both whatever they are (Knuth, Morris and Pratt, 1977).
struct TextSearch {
  private let needle: [UInt8]
  /// For each prefix of the needle, how long the longest prefix is that it also ends with.
  private let borders: [Int]

  init(_ needle: [UInt8]) {
    self.needle = needle
    var borders = [Int](repeating: 0, count: needle.count)
    var length = 0
    for index in needle.indices.dropFirst() {
      while length > 0, needle[length] != needle[index] { length = borders[length - 1] }
      if needle[length] == needle[index] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  /// Calls with the offset of every occurrence, also of those that overlap; none of an empty text.
  func forEachOccurrence(in text: [UInt8], _ body: (Int) -> Void) {
    guard let first = needle.first else { return }
    text.withUnsafeBufferPointer { text in
      var length = 0
      var index = 0
      while index < text.count {
        // Most bytes begin nothing: they are passed over as fast as they can be read.
        if length == 0 {
          while index < text.count, text[index] != first { index += 1 }
          if index == text.count { return }
        }
        while length > 0, needle[length] != text[index] { length = borders[length - 1] }
        if needle[length] == text[index] { length += 1 }
        index += 1
        if length == needle.count {
          body(index - length)
          length = borders[length - 1]
        }
      }
    }
  }
}
