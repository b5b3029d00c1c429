/// The body of a recorded request or reply, in the form in which people can read it best.
package enum CassetteBody: Sendable, Equatable {
  case none
  /// JSON, and the layout that gives back its bytes.
  case json(JSONValue, CassetteJSON.Layout)
  /// Text; bytes in it that are no UTF-8 are stowed as `RawPath.argument` does it.
  case text(String)
  case binary([UInt8])

  /// A reply's body: its bytes can be had back exactly.
  package init(reply bytes: [UInt8]) {
    if let (value, layout) = CassetteJSON.read(bytes) {
      self = .json(value, layout)
    } else {
      self = Self.plain(bytes)
    }
  }

  /// A request's body: of JSON it keeps what it says and not how it was laid out, since that is all a server looks at.
  package init(request bytes: [UInt8]) {
    if !bytes.isEmpty, let value = try? JSONReader.parse(bytes) {
      self = .json(value, .compact)
    } else {
      self = Self.plain(bytes)
    }
  }

  private static func plain(_ bytes: [UInt8]) -> CassetteBody {
    if bytes.isEmpty { return .none }
    return text(bytes).map(CassetteBody.text) ?? .binary(bytes)
  }

  /// The body as it is sent.
  package var bytes: [UInt8] {
    switch self {
    case .none: []
    case .json(let value, let layout): CassetteJSON.bytes(of: value, layout)
    case .text(let text): Self.bytes(of: text)
    case .binary(let bytes): bytes
    }
  }

  /// The first byte of the characters that stand for bytes in a text: nearly all texts do without.
  private static let firstOfStowed: UInt8 = 0xF4

  /// The bytes that a text stands for.
  static func bytes(of text: String) -> [UInt8] {
    text.utf8.contains(firstOfStowed) ? RawPath(text).bytes : Array(text.utf8)
  }

  /// Bytes as a text that gives them back, for what is text but for a few of them; nil for what is none.
  static func text(_ bytes: [UInt8]) -> String? {
    // A byte order mark at the beginning of a text is lost where the file is read.
    if bytes.contains(0) || bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return nil }
    if !bytes.contains(firstOfStowed), let text = String(validating: bytes, as: UTF8.self) { return text }
    let text = RawPath.argument(bytes)
    // A piece of a stream may begin and end in the middle of a character; more than that is no text.
    let stowed = text.unicodeScalars.count { $0.value >= 0x10FF80 }
    return stowed <= 6 ? text : nil
  }
}
