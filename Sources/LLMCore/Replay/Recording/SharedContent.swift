/// Content taken apart so that what stands in many requests is kept once: a request's body repeats the texts of its messages with
/// JSON's escapes, and next to nothing else.
package struct SharedContent: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    /// Kept with the content.
    case inline([UInt8])
    /// Kept in chunks, and shared.
    case shared([UInt8])
    /// The same, where it stands in the content as the inside of a JSON string.
    case escaped([UInt8])
  }

  package let parts: [Part]

  /// What is shorter is not worth a row of its own, in bytes.
  package static let leastShared = 512

  /// - Parameter texts: what may stand in the content as the inside of a JSON string, in order.
  package init(_ content: [UInt8], texts: [String] = []) {
    var places: [(text: String, range: Range<Int>)] = []
    for text in texts where text.utf8.count >= Self.leastShared {
      let escaped = JSONWriter.bytes(of: .string(text)).dropFirst().dropLast()
      guard let found = Self.first(escaped, in: content, from: places.last?.range.upperBound ?? 0) else { continue }
      places.append((text, found..<(found + escaped.count)))
    }
    self.init(content, sharing: places)
  }

  /// A value as it is written.
  package init(_ value: JSONValue) {
    var writer = JSONWriter(tellingTextsFrom: Self.leastShared)
    writer.write(value)
    self.init(writer.bytes, sharing: writer.longTexts)
  }

  /// - Parameter texts: with where they stand in the content as the inside of a JSON string, in order.
  private init(_ content: [UInt8], sharing texts: [(text: String, range: Range<Int>)]) {
    var parts: [Part] = []
    var start = 0
    for (text, range) in texts {
      Self.append(content[start..<range.lowerBound], to: &parts)
      parts.append(.escaped(Array(text.utf8)))
      start = range.upperBound
    }
    Self.append(content[start...], to: &parts)
    self.parts = parts
  }

  private static func append(_ bytes: ArraySlice<UInt8>, to parts: inout [Part]) {
    guard !bytes.isEmpty else { return }
    parts.append(bytes.count < leastShared ? .inline(Array(bytes)) : .shared(Array(bytes)))
  }

  /// Where the bytes stand first from an offset on.
  private static func first(_ needle: ArraySlice<UInt8>, in content: [UInt8], from start: Int) -> Int? {
    guard let head = needle.first, needle.count <= content.count else { return nil }
    return content.withUnsafeBytes { content in
      needle.withUnsafeBytes { needle in
        var at = start
        while let found = ByteSearch.firstIndex(of: head, in: content, from: at), found + needle.count <= content.count
        {
          let there = UnsafeRawBufferPointer(rebasing: content[found..<(found + needle.count)])
          if ByteSearch.areSame(there, needle) { return found }
          at = found + 1
        }
        return nil
      }
    }
  }

  /// The bytes of a shared part as they stand in the content.
  package static func escaped(_ text: [UInt8]) -> ArraySlice<UInt8> {
    JSONWriter.bytes(of: .string(String(decoding: text, as: UTF8.self))).dropFirst().dropLast()
  }
}
