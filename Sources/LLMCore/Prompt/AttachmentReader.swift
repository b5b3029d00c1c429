/// Reads what is to be attached.
package struct AttachmentReader: Sendable {
  /// More than any context window holds.
  private static let sizeLimit = 256 << 20
  /// Providers take images of 5 to 20 MB.
  private static let imageLimit = 20 << 20

  private let files: any FileSystem
  private let home: String?

  package init(files: any FileSystem, home: String?) { (self.files, self.home) = (files, home) }

  /// The file at a path, or all that a pattern matches; `~/` is the home folder.
  ///
  /// Throws `LLMError` for what cannot be read, is neither text nor an image, or is too large.
  package func read(_ path: String) throws(LLMError) -> [Attachment] {
    let path = home.map { path.hasPrefix("~/") ? $0 + path.dropFirst(1) : path } ?? path
    if files.kind(of: path) != nil { return [try file(path)] }
    let matches = files.matches(of: path).filter { files.kind(of: $0) == .regular }
    guard !matches.isEmpty else {
      throw LLMError(
        .inputMissing, path.contains { "*?[{".contains($0) } ? "no file matches \(path)" : "no such file: \(path)")
    }
    var found: [Attachment] = []
    for match in matches { found.append(try file(match)) }
    return found
  }

  private func file(_ path: String) throws(LLMError) -> Attachment {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try files.read(path, limit: Self.sizeLimit)
    } catch {
      throw LLMError(
        .inputMissing, "cannot read \(path): \(error.phrase)",
        advice: error == .isDirectory ? "Attach its files, as in /attach \(path)/*" : nil)
    }
    return try Self.attachment(bytes, name: path)
  }

  /// What bytes are: an image, or text.
  ///
  /// Throws `LLMError` of kind `inputInvalid` where they are neither.
  package static func attachment(_ bytes: [UInt8], name: String) throws(LLMError) -> Attachment {
    if let image = ImagePart(bytes) {
      guard bytes.count <= imageLimit else {
        throw LLMError(.inputInvalid, "\(name) is larger than \(imageLimit >> 20) MiB; providers refuse such images")
      }
      return Attachment(name: name, image: image)
    }
    guard !bytes.prefix(8192).contains(0) else {
      throw LLMError(
        .inputInvalid, "\(name) is binary, neither text nor an image",
        advice: "Images are PNG, JPEG, GIF or WebP")
    }
    return Attachment(name: name, text: String(decoding: bytes, as: UTF8.self))
  }
}
