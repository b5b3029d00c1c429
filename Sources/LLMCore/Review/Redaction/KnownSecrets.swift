/// The secrets of a run, with their placeholders.
struct KnownSecrets: Sendable {
  private var placeholders: [ArraySlice<UInt8>: SecretPlaceholder] = [:]
  private var values: [ArraySlice<UInt8>: [UInt8]] = [:]
  private var numbers: [SecretKind: Int] = [:]
  /// Values that are looked for wherever they stand, by their first eight bytes; the longest first.
  private var byHead: [UInt64: [ArraySlice<UInt8>]] = [:]
  /// Which pairs of bytes such values begin with.
  private var heads = Set<UInt16>()

  /// Values that begin alike and are looked for: a bound on the time that a text made for it could take.
  private static let mostAlike = 64

  var count: Int { numbers.reduce(0) { $0 + ($1.key == .lookalike ? 0 : $1.value) } }

  /// The placeholder of a value: the one it has, or a new one of the match's kind.
  mutating func placeholder(for value: ArraySlice<UInt8>, _ match: SecretMatch) -> SecretPlaceholder {
    if let known = placeholders[value] { return known }
    let number = numbers[match.kind, default: 0] + 1
    numbers[match.kind] = number
    let placeholder = SecretPlaceholder(kind: match.kind, number: number)
    // An own copy: a slice would keep the whole text.
    let copy = ArraySlice(Array(value))
    placeholders[copy] = placeholder
    values[placeholder.bytes[...]] = Array(copy)
    // Short values, such as a key's last line, stand elsewhere for other reasons.
    if match.kind != .lookalike, copy.count >= 8 {
      let head = Self.head(of: copy, at: copy.startIndex)
      guard byHead[head, default: []].count < Self.mostAlike else { return placeholder }
      heads.insert(UInt16(truncatingIfNeeded: head))
      byHead[head, default: []].append(copy)
      byHead[head]?.sort { $0.count > $1.count }
    }
    return placeholder
  }

  /// The value behind a placeholder; nil for one that nobody gave out.
  func value(of placeholder: ArraySlice<UInt8>) -> [UInt8]? { values[placeholder] }

  /// The matches together with the places between them where known values stand as words of their own.
  func occurrences(in text: [UInt8], besides matches: [SecretMatch]) -> [SecretMatch] {
    guard !heads.isEmpty else { return matches }
    var isHead = [Bool](repeating: false, count: 1 << 16)
    for head in heads { isHead[Int(head)] = true }
    var result: [SecretMatch] = []
    var at = 0
    for match in matches + [SecretMatch(kind: .lookalike, range: text.count..<text.count)] {
      while at + 8 <= match.range.lowerBound {
        let pair = UInt16(text[at]) | UInt16(text[at + 1]) << 8
        guard isHead[Int(pair)], let found = known(in: text, at: at, before: match.range.lowerBound) else {
          at += 1
          continue
        }
        result.append(found)
        at = found.range.upperBound
      }
      at = match.range.upperBound
      if !match.range.isEmpty { result.append(match) }
    }
    return result
  }

  private func known(in text: [UInt8], at start: Int, before end: Int) -> SecretMatch? {
    if start > 0, Byte.isWord(text[start - 1]), Byte.isWord(text[start]) { return nil }
    for value in byHead[Self.head(of: text[...], at: start)] ?? [] where text[start..<end].starts(with: value) {
      let stop = start + value.count
      let isWhole = stop == text.count || !Byte.isWord(text[stop]) || !Byte.isWord(text[stop - 1])
      if isWhole, let placeholder = placeholders[value] {
        return SecretMatch(kind: placeholder.kind, range: start..<stop)
      }
    }
    return nil
  }

  private static func head(of bytes: ArraySlice<UInt8>, at start: Int) -> UInt64 {
    var head: UInt64 = 0
    for offset in (0..<8).reversed() { head = head << 8 | UInt64(bytes[start + offset]) }
    return head
  }
}
