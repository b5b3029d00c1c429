/// The table of prices that `llmctl models update` keeps in the data folder: the table as it is read in place, and behind it 64
/// hexadecimal digits, its SHA-256.
struct PriceFile {
  private static let sizeLimit = 16 << 20
  private static let digits = 64

  let path: RawPath
  private let tree: any FileTree

  /// Nil where the environment names no place for it.
  init?(_ environment: Environment, _ tree: any FileTree) {
    guard let folders = Folders(environment) else { return nil }
    (path, self.tree) = (RawPath(folders.prices), tree)
  }

  /// Why a file is not used.
  enum Failure: Error, Equatable {
    case unreadable(FileError)
    /// It is not what was written.
    case damaged

    /// A phrase to put behind the file's name.
    var phrase: String {
      switch self {
      case .unreadable(let error): error.phrase
      case .damaged: "it is damaged, or of another version"
      }
    }
  }

  /// The table; nil where there is no file.
  func read() throws(Failure) -> PriceTable? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try tree.open(path, waitsForWriter: false).readToEnd(limit: Self.sizeLimit)
    } catch {
      if error == .notFound { return nil }
      throw .unreadable(error)
    }
    let image = Array(bytes.dropLast(Self.digits))
    guard bytes.suffix(Self.digits).elementsEqual(ContentHash.sha256(image).utf8), let table = PriceTable(bytes: image)
    else { throw .damaged }
    return table
  }

  /// Puts a table in place of another one or of none, at once.
  ///
  /// Throws `FileError`.
  func write(_ image: PriceImage) throws(FileError) {
    let bytes = image.bytes + Array(ContentHash.sha256(image.bytes).utf8)
    try tree.replace(path, bytes, as: .ownersOnly, makesFolders: true)
  }

  /// Takes the table away; where there is none, nothing happens.
  ///
  /// Throws `FileError`.
  func remove() throws(FileError) { try tree.remove(path) }
}
