internal import Glibc
internal import LLMCore

/// What llmctl has to know of the user's settings for libedit, which reads them itself.
enum EditorSettings {
  /// Nobody has larger ones.
  private static let sizeLimit = 256 << 10

  /// The escape sequences that the settings bind.
  static func boundSequences(_ environment: Environment) -> Set<[UInt8]> {
    guard let path = environment["EDITRC"] ?? environment["HOME"].map({ $0 + "/.editrc" }) else { return [] }
    return boundSequences(in: String(decoding: read(path), as: UTF8.self))
  }

  /// The same from the settings' text: lines such as `bind "\e[A" ed-search-prev-history`, with the name of a program before
  /// it or not.
  static func boundSequences(in settings: String) -> Set<[UInt8]> {
    var sequences: Set<[UInt8]> = []
    for line in settings.split(whereSeparator: \.isNewline) {
      var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first else { continue }
      let command = first.split(separator: ":", maxSplits: 1).last ?? first
      guard command == "bind" else { continue }
      words.removeFirst()
      while let option = words.first, option.hasPrefix("-") { words.removeFirst() }
      guard words.count > 1, let key = words.first else { continue }
      let bytes = unescaped(key.filter { $0 != "\"" && $0 != "'" })
      if bytes.count > 1, bytes.first == 0x1B { sequences.insert(bytes) }
    }
    return sequences
  }

  /// The bytes that libedit reads from `\e`, `\033`, `\^[` and `^[`.
  private static func unescaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "^"), let control = rest.popFirst() {
        bytes.append(control == UInt8(ascii: "?") ? 0x7F : control & 0x1F)
      } else if byte == UInt8(ascii: "\\"), let kind = rest.popFirst() {
        switch kind {
        case UInt8(ascii: "e"), UInt8(ascii: "E"): bytes.append(0x1B)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
          let more = rest.prefix(2).prefix { (0x30..<0x38).contains($0) }
          rest = rest.dropFirst(more.count)
          bytes.append(more.reduce(kind & 7) { $0 << 3 | $1 & 7 })
        case UInt8(ascii: "^"): if let control = rest.popFirst() { bytes.append(control & 0x1F) }
        default: bytes.append(kind)
        }
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static func read(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return Array(bytes.prefix(max(0, count)))
  }
}
