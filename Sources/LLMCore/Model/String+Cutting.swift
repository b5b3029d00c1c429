extension String {
  /// As much of the beginning as so many bytes hold, without half a character of Unicode.
  package func prefix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: limit)
    while end > startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return String(self[..<end])
  }

  /// As much of the end as so many bytes hold, without half a character of Unicode.
  package func suffix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var start = utf8.index(endIndex, offsetBy: -limit)
    while start < endIndex, utf8[start] & 0xC0 == 0x80 { start = utf8.index(after: start) }
    return String(self[start...])
  }
}
