/// Files as the core needs them. Paths are those of the operating system; relative ones start at the working directory.
package protocol FileSystem: Sendable {
  /// The absolute path of the working directory, or nil where it was deleted under us.
  var workingDirectory: String? { get }

  /// The whole content of a file.
  ///
  /// Throws `FileError`; `.tooLarge` when there is more than `limit` bytes, without reading on.
  func read(_ path: String, limit: Int) throws(FileError) -> [UInt8]

  /// What stands at the path, following symbolic links; nil where nothing does.
  func kind(of path: String) -> FileKind?

  /// The paths that match a shell pattern, sorted; empty where none does.
  func matches(of pattern: String) -> [String]
}

/// What a path leads to.
package enum FileKind: Sendable { case regular, directory, other }

/// Why a file cannot be used.
package enum FileError: Error, Sendable, Equatable {
  case notFound
  case notPermitted
  case isDirectory
  /// There is something already where something new was to be.
  case alreadyExists
  case tooLarge(limit: Int)
  /// Anything else, in the operating system's words.
  case failed(String)

  /// A phrase to put behind the file's name.
  package var phrase: String {
    switch self {
    case .notFound: "no such file"
    case .notPermitted: "permission denied"
    case .isDirectory: "is a directory"
    case .alreadyExists: "there is one already"
    case .tooLarge(let limit): "larger than \(limit >> 20) MiB"
    case .failed(let reason): reason
    }
  }
}
