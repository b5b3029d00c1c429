/// An image that goes along with a message.
package struct ImagePart: Sendable, Equatable {
  /// Such as `image/png`.
  package var mediaType: String
  package var bytes: [UInt8]

  /// Recognises PNG, JPEG, GIF and WebP by their first bytes; nil for anything else.
  package init?(_ bytes: [UInt8]) {
    let kinds: [(type: String, start: [UInt8])] = [
      ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ("image/jpeg", [0xFF, 0xD8, 0xFF]),
      ("image/gif", Array("GIF8".utf8)),
    ]
    if let kind = kinds.first(where: { bytes.starts(with: $0.start) }) {
      mediaType = kind.type
    } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      mediaType = "image/webp"
    } else {
      return nil
    }
    self.bytes = bytes
  }

  /// The image as a `data:` URL (RFC 2397).
  package var dataURL: String { "data:\(mediaType);base64,\(Base64.encode(bytes))" }
}
