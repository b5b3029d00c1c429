/// A PDF that goes along with a message.
package struct DocumentPart: Sendable, Equatable {
  /// Its file's name, without a folder.
  package var name: String
  package var bytes: [UInt8]

  /// The only kind there is.
  package static let mediaType = "application/pdf"

  /// Recognises a PDF by its first bytes; nil for anything else.
  package init?(_ bytes: [UInt8], name: String) {
    guard bytes.starts(with: Array("%PDF-".utf8)) else { return nil }
    (self.name, self.bytes) = (name, bytes)
  }

  /// The document as a `data:` URL (RFC 2397).
  package var dataURL: String { "data:\(Self.mediaType);base64,\(Base64.encode(bytes))" }
}
