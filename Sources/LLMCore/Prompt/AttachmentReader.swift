/// Reads files that go along with a question: texts, images and PDFs, told apart by their bytes.
package struct AttachmentReader: Sendable {
  /// More than any context window holds.
  package static let sizeLimit = 256 << 20
  /// Providers take images of 5 to 20 MB.
  private static let imageLimit = 20 << 20
  /// Anthropic takes requests of 32 MB, and base64 adds a third.
  private static let documentLimit = 24 << 20

  private let files: any FileSystem
  private let home: String?
  /// How a file is asked for here, for advice: `-f` or `/attach`.
  private let verb: String
  /// Told what a user should know, such as text that had to be repaired.
  private let warn: @Sendable (String) -> Void

  /// With a home folder `~/` at the start of a path stands for it; a shell has replaced it already.
  package init(
    files: any FileSystem, home: String? = nil, verb: String, warn: @escaping @Sendable (String) -> Void
  ) {
    (self.files, self.home, self.verb, self.warn) = (files, home, verb, warn)
  }

  /// The file at a path, or else all that the path matches as a pattern.
  ///
  /// Throws `LLMError`: `inputMissing` for what cannot be read, `inputInvalid` for what is neither text nor an image, or is
  /// too large.
  package func read(_ path: String) throws(LLMError) -> [Attachment] {
    let path = home.map { path.hasPrefix("~/") ? $0 + path.dropFirst(1) : path } ?? path
    var found: [Attachment] = []
    for match in try expand(path) { found.append(try attachment(try content(match), name: match)) }
    return found
  }

  /// What bytes are: an image, a PDF, or text.
  ///
  /// Throws `LLMError` of kind `inputInvalid` where they are neither.
  package func attachment(_ bytes: [UInt8], name: String) throws(LLMError) -> Attachment {
    if let document = DocumentPart(bytes, name: name.split(separator: "/").last.map(String.init) ?? name) {
      guard bytes.count <= Self.documentLimit else {
        throw LLMError(
          .inputInvalid, "\(name) is larger than \(Self.documentLimit >> 20) MiB; providers refuse such documents")
      }
      return Attachment(name: name, document: document)
    }
    guard let image = ImagePart(bytes) else { return Attachment(name: name, text: try text(bytes, name: name)) }
    guard bytes.count <= Self.imageLimit else {
      throw LLMError(.inputInvalid, "\(name) is larger than \(Self.imageLimit >> 20) MiB; providers refuse such images")
    }
    return Attachment(name: name, image: image)
  }

  /// The bytes of a file.
  ///
  /// Throws `LLMError`.
  func content(_ path: String) throws(LLMError) -> [UInt8] {
    do throws(FileError) {
      return try files.read(path, limit: Self.sizeLimit)
    } catch {
      throw LLMError(
        Self.code(for: error), "cannot read \(path): \(error.phrase)",
        advice: error == .isDirectory ? "Give its files, as in \(verb) '\(path)/*'" : nil)
    }
  }

  /// Text from bytes. What is binary is refused; stray bytes in a text are replaced, and the user is told.
  ///
  /// Throws `LLMError` of kind `inputInvalid`.
  func text(_ bytes: [UInt8], name: String) throws(LLMError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) {
      guard !bytes.contains(0) else { throw binary(name) }
      return text
    }
    guard !bytes.prefix(8192).contains(0) else { throw binary(name) }
    warn("\(name) is not valid UTF-8; the invalid bytes were replaced by U+FFFD")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is too large is there, and cannot be used.
  static func code(for error: FileError) -> LLMError.Code {
    if case .tooLarge = error { .inputInvalid } else { .inputMissing }
  }

  /// The files a path stands for: itself where it exists, else what it matches as a pattern.
  private func expand(_ path: String) throws(LLMError) -> [String] {
    guard files.kind(of: path) == nil, path.contains(where: { "*?[{".contains($0) }) else { return [path] }
    let matches = files.matches(of: path).filter { files.kind(of: $0) == .regular }
    guard !matches.isEmpty else { throw LLMError(.inputMissing, "no file matches \(path)") }
    return matches
  }

  private func binary(_ name: String) -> LLMError {
    LLMError(
      .inputInvalid, "\(name) is binary, neither text nor an image nor a PDF",
      advice: "Images are PNG, JPEG, GIF or WebP")
  }
}
