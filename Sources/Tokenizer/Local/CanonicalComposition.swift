internal import CUnicodeTables

/// Unicode's normalization form C (Unicode Standard Annex #15), by the tables of scripts/composition_tables.py.
///
/// Most characters are stable: they are not changed, not moved, and do not compose with what is before them. So a text is
/// changed only within clusters of a stable character and the unstable ones that follow it.
enum CanonicalComposition {
  /// Whether a character is neither changed, nor moved, nor composed with what is before it.
  @inline(__always)
  static func isStable(_ point: UInt32) -> Bool {
    if point < 0x300 || point > 0x10_FFFF { return true }
    guard unicode_unstable_table(Int(point &>> 12)) &>> UInt64(point &>> 6 & 63) & 1 != 0 else { return true }
    return entry(of: point) == nil
  }

  /// The first unstable character from a place on, where a character must begin.
  static func nextUnstable(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = text.baseAddress else { return nil }
    let reader = TextReader(bytes: base, count: text.count)
    var at = start
    while at < text.count {
      // The characters below U+0300 are those that begin with a byte below CC.
      if base[at] < 0xCC {
        at &+= base[at] < 0x80 ? 1 : 2
        continue
      }
      guard let (point, length) = reader.point(at: at) else { return nil }
      if !isStable(point) { return at }
      at &+= length
    }
    return nil
  }

  /// Bytes up to the last stable character, with which text to come may compose.
  static func stablePrefix(of text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let reader = TextReader(bytes: base, count: text.count)
    var at = text.count
    while at > 0 {
      at -= 1
      while at > 0, base[at] & 0xC0 == 0x80 { at -= 1 }
      if let (point, _) = reader.point(at: at), isStable(point) { return at }
    }
    return 0
  }

  /// Calls with the parts of the composed form of well-formed text; for a part that was changed, with the range it was made
  /// of.
  static func apply(
    to text: UnsafeBufferPointer<UInt8>, _ take: (_ part: UnsafeBufferPointer<UInt8>, _ change: Range<Int>?) -> Void
  ) {
    guard let base = text.baseAddress else { return }
    let reader = TextReader(bytes: base, count: text.count)
    var done = 0
    var from = 0
    while let unstable = nextUnstable(in: text, from: from) {
      var start = unstable
      while start > done {
        start -= 1
        if base[start] & 0xC0 != 0x80 { break }
      }
      var end = unstable
      while let (point, length) = reader.point(at: end), !isStable(point) { end += length }
      from = end
      let cluster = UnsafeBufferPointer(rebasing: text[start..<end])
      let composed = compose(cluster)
      if composed.elementsEqual(cluster) { continue }
      take(UnsafeBufferPointer(rebasing: text[done..<start]), nil)
      composed.withUnsafeBufferPointer { take($0, start..<end) }
      done = end
    }
    take(UnsafeBufferPointer(rebasing: text[done...]), nil)
  }

  // MARK: Clusters

  /// A code point and its combining class.
  private struct Mark {
    var point: UInt32
    var combiningClass: UInt8
  }

  private static func compose(_ cluster: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var marks: [Mark] = []
    for scalar in String(decoding: cluster, as: UTF8.self).unicodeScalars { decompose(scalar.value, into: &marks) }
    order(&marks)
    var text = String.UnicodeScalarView()
    for point in compose(marks) { if let scalar = Unicode.Scalar(point) { text.append(scalar) } }
    return Array(String(text).utf8)
  }

  private static func decompose(_ point: UInt32, into marks: inout [Mark]) {
    if 0xAC00..<0xAC00 + 11172 ~= point {
      let index = point - 0xAC00
      let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
      for part in parts where part != 0x11A7 { marks.append(Mark(point: part, combiningClass: 0)) }
      return
    }
    if let row = row(of: point, 0, in: decompositions) {
      decompose(decompositions[row + 1], into: &marks)
      if decompositions[row + 2] != 0 { decompose(decompositions[row + 2], into: &marks) }
      return
    }
    marks.append(Mark(point: point, combiningClass: entry(of: point) ?? 0))
  }

  /// Puts marks in the order of their classes, between characters of class 0.
  private static func order(_ marks: inout [Mark]) {
    var start = 0
    while start < marks.count {
      guard marks[start].combiningClass != 0 else {
        start += 1
        continue
      }
      let end = marks[start...].firstIndex { $0.combiningClass == 0 } ?? marks.count
      // Swift's sort is stable.
      marks[start..<end].sort { $0.combiningClass < $1.combiningClass }
      start = end
    }
  }

  private static func compose(_ marks: [Mark]) -> [UInt32] {
    var result: [UInt32] = []
    var starter: Int?
    var lastClass: UInt8 = 0
    for mark in marks {
      // A mark is blocked by one of its class or a higher one between it and the starter.
      let isNext = starter == result.count - 1
      if let starter, isNext || (lastClass != 0 && lastClass < mark.combiningClass),
        let composed = composed(result[starter], mark.point)
      {
        result[starter] = composed
        continue
      }
      if mark.combiningClass == 0 { starter = result.count }
      lastClass = mark.combiningClass
      result.append(mark.point)
    }
    return result
  }

  private static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if 0x1100..<0x1113 ~= first, 0x1161..<0x1176 ~= second {
      return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
    }
    if 0xAC00..<0xAC00 + 11172 ~= first, (first - 0xAC00) % 28 == 0, 0x11A8..<0x11C3 ~= second {
      return first + second - 0x11A7
    }
    return row(of: first, second, in: compositions).map { compositions[$0 + 2] }
  }

  // MARK: Tables

  private static var decompositions: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: unicode_decomposition_table(), count: 3 * unicode_decomposition_count)
  }

  private static var compositions: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: unicode_composition_table(), count: 3 * unicode_composition_count)
  }

  /// Where the row begins that has a first number and, unless that is 0, a second.
  private static func row(of first: UInt32, _ second: UInt32, in table: UnsafeBufferPointer<UInt32>) -> Int? {
    var (low, high) = (0, table.count / 3)
    while low < high {
      let middle = (low + high) / 2
      let key = (table[3 * middle], second == 0 ? 0 : table[3 * middle + 1])
      if key == (first, second) { return 3 * middle }
      if key < (first, second) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The combining class of an unstable character.
  private static func entry(of point: UInt32) -> UInt8? {
    let table = UnsafeBufferPointer(start: unicode_unstable_list(), count: unicode_unstable_count)
    var (low, high) = (0, table.count)
    while low < high {
      let middle = (low + high) / 2
      if table[middle] >> 8 == point { return UInt8(truncatingIfNeeded: table[middle]) }
      if table[middle] >> 8 < point { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
