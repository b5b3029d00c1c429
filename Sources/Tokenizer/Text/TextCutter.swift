/// Cuts a well-formed text between tokens and characters.
///
/// The tokens of a part on its own need not be those that it has within the text, since the rule that cuts pieces looks
/// around, and a token may hold only a part of a character. So each cut is checked by counting, and moved while the part has
/// too many tokens.
struct TextCutter {
  let encoding: Encoding
  let text: UnsafeBufferPointer<UInt8>

  /// What is left of the text.
  struct Cut {
    var head: Range<Int>
    var tail: Range<Int>
    var tokens: Int
    var isCut: Bool
  }

  func cut(to limit: Int, keeping part: KeptPart, marker: [UInt8]) -> Cut {
    let limit = max(0, limit)
    let total = count(text, upTo: limit)
    if total <= limit { return Cut(head: 0..<text.count, tail: text.count..<text.count, tokens: total, isCut: false) }
    switch part {
    case .start:
      let (end, tokens) = longestHead(from: 0, limit: limit)
      return Cut(head: 0..<end, tail: text.count..<text.count, tokens: tokens, isCut: true)
    case .end: return cutTail(to: limit)
    case .bothEnds: return cutMiddle(to: limit, marker: marker)
    }
  }

  func split(into limit: Int, overlap: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < text.count {
      var end = longestHead(from: start, limit: limit).end
      if let last = ranges.last, start < last.upperBound, end <= last.upperBound {
        // The overlap leaves no room for more.
        start = last.upperBound
        continue
      }
      if end == start { end = characterEnd(start + 1) }
      ranges.append(start..<end)
      if end == text.count { break }
      start = overlapStart(of: start..<end, tokens: min(overlap, limit - 1))
    }
    return ranges
  }

  /// Where the stretch after another begins so that they share so many tokens: behind the start of the first.
  private func overlapStart(of stretch: Range<Int>, tokens: Int) -> Int {
    guard tokens > 0 else { return stretch.upperBound }
    let ends = tokenEnds(from: stretch.lowerBound, to: stretch.upperBound, atMost: .max)
    guard ends.count > tokens else { return stretch.upperBound }
    return min(characterEnd(ends[ends.count - 1 - tokens]), stretch.upperBound)
  }

  /// The end of the longest part from a place on that has at most so many tokens, and how many it has.
  private func longestHead(from start: Int, limit: Int) -> (end: Int, tokens: Int) {
    var ends = tokenEnds(from: start, to: text.count, atMost: limit)
    while let last = ends.popLast() {
      let end = characterStart(last)
      guard end > start else { break }
      let tokens = count(UnsafeBufferPointer(rebasing: text[start..<end]), upTo: limit)
      if tokens <= limit { return (end, tokens) }
    }
    return (start, 0)
  }

  private func cutTail(to limit: Int) -> Cut {
    let ends = [0] + tokenEnds(from: 0, to: text.count, atMost: .max)
    for place in ends.suffix(limit + 1) {
      let start = characterEnd(place)
      let tokens = count(UnsafeBufferPointer(rebasing: text[start...]), upTo: limit)
      if tokens <= limit { return Cut(head: 0..<0, tail: start..<text.count, tokens: tokens, isCut: true) }
    }
    return Cut(head: 0..<0, tail: text.count..<text.count, tokens: 0, isCut: true)
  }

  private func cutMiddle(to limit: Int, marker: [UInt8]) -> Cut {
    let ends = [0] + tokenEnds(from: 0, to: text.count, atMost: .max)
    let room = limit - marker.withUnsafeBufferPointer { count($0, upTo: .max) }
    var kept = max(0, room)
    while kept > 0 {
      let head = 0..<characterStart(ends[(kept + 1) / 2])
      let tail = characterEnd(ends[ends.count - 1 - kept / 2])..<text.count
      let joined = Array(text[head]) + marker + Array(text[tail])
      let tokens = joined.withUnsafeBufferPointer { count($0, upTo: limit) }
      if tokens <= limit { return Cut(head: head, tail: tail, tokens: tokens, isCut: true) }
      kept -= 1
    }
    return Cut(head: 0..<0, tail: text.count..<text.count, tokens: 0, isCut: true)
  }

  /// The ends of the tokens of a part, at most so many.
  private func tokenEnds(from start: Int, to end: Int, atMost limit: Int) -> [Int] {
    guard limit > 0 else { return [] }
    var ends: [Int] = []
    let part = UnsafeBufferPointer(rebasing: text[start..<end])
    let workspace = workspace(for: part, limit: limit)
    // Special tokens that are text are never refused.
    try? encoding.forEachToken(of: part, with: workspace, policy: .asText) { _, end in
      ends.append(start + end)
      return ends.count < limit
    }
    return ends
  }

  private func count(_ part: UnsafeBufferPointer<UInt8>, upTo limit: Int) -> Int {
    let workspace = workspace(for: part, limit: limit)
    return (try? encoding.count(wellFormed: part, with: workspace, upTo: limit, policy: .asText)) ?? 0
  }

  /// Memory for so many tokens of a part, of some four bytes each.
  private func workspace(for part: UnsafeBufferPointer<UInt8>, limit: Int) -> Workspace {
    Workspace(encoding.vocabulary.tables, expecting: min(part.count, min(limit, 1 << 20) * 4))
  }

  /// The place itself or the start of the character that it is in.
  private func characterStart(_ place: Int) -> Int {
    var place = place
    while place < text.count, place > 0, text[place] & 0xC0 == 0x80 { place -= 1 }
    return place
  }

  /// The place itself or the end of the character that it is in.
  private func characterEnd(_ place: Int) -> Int {
    var place = place
    while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
    return place
  }
}
