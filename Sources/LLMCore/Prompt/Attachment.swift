/// Something that goes along with the next question: a text in a block of its own, an image, or a PDF.
package struct Attachment: Sendable, Equatable {
  package var name: String
  /// Empty for an image and for a PDF.
  package var text: String
  package var image: ImagePart?
  package var document: DocumentPart?

  package init(name: String, text: String = "", image: ImagePart? = nil, document: DocumentPart? = nil) {
    (self.name, self.text, self.image, self.document) = (name, text, image, document)
  }

  /// Name, kind and size.
  package var description: String {
    if let image { return "\(name), \(image.mediaType), \(Self.size(image.bytes.count))" }
    if let document { return "\(name), \(DocumentPart.mediaType), \(Self.size(document.bytes.count))" }
    return "\(name), \(Self.size(text.utf8.count))"
  }

  private static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1024: "\(bytes) bytes"
    case ..<(1 << 20): "\((bytes + 512) / 1024) KiB"
    default: "\((bytes + 1 << 19) >> 20) MiB"
    }
  }
}
