/// Goes through one JSON object in the middle of other bytes and tells its strings with their places. It decides nothing: what is no JSON
/// has no strings.
struct JSONStringWalk {
  /// A string that is a value.
  struct Text {
    /// The names that lead to it.
    let path: String
    /// What it says.
    let bytes: ArraySlice<UInt8>
    /// Where each of its bytes stands, and where the last one ends; nil where `bytes` are a part of the stream.
    let places: [Int]?
  }

  /// Values inside each other; deeper ones are not looked at.
  private static let deepest = 200

  private let bytes: [UInt8]
  /// Where it is, and in the end where the object ended.
  private(set) var end: Int
  /// The values of all members `index`, by which events say what they go on with.
  private(set) var numbers = ""
  private var texts: [Text] = []

  init(_ bytes: [UInt8], from start: Int) { (self.bytes, end) = (bytes, start) }

  /// All strings; nil where there is no whole object.
  mutating func strings() -> [Text]? { value("", 0) ? texts : nil }

  private mutating func value(_ path: String, _ depth: Int) -> Bool {
    skipSpace()
    guard end < bytes.count, depth < Self.deepest else { return false }
    switch bytes[end] {
    case Byte.openBrace: return members(path, depth)
    case Byte.openBracket: return elements(path, depth)
    case Byte.quote:
      guard let (text, places) = string() else { return false }
      texts.append(Text(path: path, bytes: text, places: places))
      return true
    default:
      let start = end
      while end < bytes.count, !",]} \t\r\n".utf8.contains(bytes[end]) { end += 1 }
      if path.hasSuffix(".index") { numbers += String(decoding: bytes[start..<end], as: UTF8.self) + "," }
      return end > start
    }
  }

  private mutating func members(_ path: String, _ depth: Int) -> Bool {
    end += 1
    skipSpace()
    if take(Byte.closeBrace) { return true }
    repeat {
      skipSpace()
      guard end < bytes.count, bytes[end] == Byte.quote, let (name, _) = string() else { return false }
      skipSpace()
      guard take(Byte.colon), value(path + "." + String(decoding: name, as: UTF8.self), depth + 1) else { return false }
      skipSpace()
    } while take(Byte.comma)
    return take(Byte.closeBrace)
  }

  private mutating func elements(_ path: String, _ depth: Int) -> Bool {
    end += 1
    skipSpace()
    if take(Byte.closeBracket) { return true }
    var number = 0
    repeat {
      guard value("\(path)[\(number)]", depth + 1) else { return false }
      number += 1
      skipSpace()
    } while take(Byte.comma)
    return take(Byte.closeBracket)
  }

  /// The string that begins here, without its escapes.
  private mutating func string() -> (bytes: ArraySlice<UInt8>, places: [Int]?)? {
    let start = end + 1
    guard let close = closingQuote(from: start) else { return nil }
    end = close + 1
    let raw = bytes[start..<close]
    guard raw.contains(Byte.backslash) else { return (raw, nil) }
    var text: [UInt8] = []
    var places: [Int] = []
    var index = start
    while index < close {
      let length = escapeLength(at: index, before: close)
      // A pair of surrogates is one character: both are read as a string of their own.
      let piece = length == 1 ? [bytes[index]] : unescaped(bytes[index..<index + length])
      text += piece
      places += Array(repeating: index, count: piece.count)
      index += length
    }
    return (text[...], places + [close])
  }

  private func closingQuote(from start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index] != Byte.quote {
      if bytes[index] < Byte.space { return nil }
      index += bytes[index] == Byte.backslash ? 2 : 1
    }
    return index < bytes.count ? index : nil
  }

  private func escapeLength(at index: Int, before close: Int) -> Int {
    guard bytes[index] == Byte.backslash else { return 1 }
    guard bytes[index + 1] == UInt8(ascii: "u") else { return 2 }
    let isPair =
      index + 12 <= close && bytes[index + 2] | 0x20 == UInt8(ascii: "d") && bytes[index + 6] == Byte.backslash
      && "89aAbB".utf8.contains(bytes[index + 3])
    return min(isPair ? 12 : 6, close - index)
  }

  private func unescaped(_ escape: ArraySlice<UInt8>) -> [UInt8] {
    let quoted = [Byte.quote] + escape + [Byte.quote]
    guard let text = (try? JSONReader.parse(quoted))?.text else { return Array(escape) }
    return Array(text.utf8)
  }

  private mutating func skipSpace() {
    while end < bytes.count, bytes[end] == Byte.space || 0x09...0x0D ~= bytes[end] { end += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard end < bytes.count, bytes[end] == byte else { return false }
    end += 1
    return true
  }
}
