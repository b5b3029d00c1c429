/// Looks at what follows without reading it: whether there comes a name with its colon, or another value.
///
/// A look goes no further than the end of the next quoted name, so that no byte is looked at more than a few times.
struct Lookahead {
  private let bytes: [UInt8]
  private let end: Int

  init(_ bytes: [UInt8], _ end: Int) { (self.bytes, self.end) = (bytes, end) }

  /// The next byte that is neither white space nor invisible, or the end.
  func solid(from index: Int) -> Int {
    var index = index
    while index < end {
      if InvisibleMark.isSpace(bytes[index]) {
        index += 1
      } else {
        let length = InvisibleMark.length(in: bytes, at: index, before: end)
        guard length > 0 else { break }
        index += length
      }
    }
    return index
  }

  /// Whether a comma and a quoted name with its colon follow: the next member of an object.
  func isNextMember(behind index: Int) -> Bool {
    let comma = solid(from: index)
    guard comma < end, bytes[comma] == UInt8(ascii: ",") else { return false }
    let name = solid(from: comma + 1)
    return name < end && QuoteMark(in: bytes, at: name, before: end) != nil && isQuotedName(at: name, orCut: false)
  }

  /// Whether a quoted name and its colon stand here, as far as the text goes.
  func isQuotedName(at index: Int, orCut: Bool = true) -> Bool {
    guard let quote = QuoteMark(in: bytes, at: index, before: end) else { return false }
    var next = index + quote.length
    while next < end {
      if bytes[next] == UInt8(ascii: "\\") {
        next += 2
      } else if bytes[next] == 0x0A {
        return false
      } else if let length = quote.closingLength(in: bytes, at: next, before: end) {
        let colon = solid(from: next + length)
        return colon < end ? bytes[colon] == UInt8(ascii: ":") : orCut
      } else {
        next += 1
      }
    }
    return orCut
  }

  /// Whether a name without quotes and its colon stand here, as far as the text goes.
  func isBareName(at index: Int) -> Bool {
    let behind = endOfBareName(at: index)
    guard behind > index else { return false }
    let colon = solid(from: behind)
    return colon == end || bytes[colon] == UInt8(ascii: ":")
  }

  /// Where a name without quotes ends that begins here: letters, digits, `_`, `$`, `-`, `.` and all that is not ASCII.
  func endOfBareName(at index: Int) -> Int {
    var next = index
    while next < end {
      switch bytes[next] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        next += 1
      case 0x80...:
        guard InvisibleMark.length(in: bytes, at: next, before: end) == 0 else { return next }
        guard QuoteMark(in: bytes, at: next, before: end) == nil else { return next }
        next += 1
      default: return next
      }
    }
    return next
  }

  /// Whether a comment begins here.
  func isComment(at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "#"): true
    case UInt8(ascii: "/"): index + 1 < end && [UInt8(ascii: "/"), UInt8(ascii: "*")].contains(bytes[index + 1])
    default: false
    }
  }

  /// Whether a literal of JSON's or Python's stands here, as a whole word as far as the text goes.
  func isLiteral(at index: Int) -> Bool {
    let behind = endOfBareName(at: index)
    guard behind - index <= 9 else { return false }
    if behind == end { return behind > index }
    return BareToken.isLiteral(String(decoding: bytes[index..<behind], as: UTF8.self))
  }
}
