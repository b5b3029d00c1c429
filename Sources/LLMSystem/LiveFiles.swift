internal import Glibc
package import LLMCore

/// The file system of this machine.
package struct LiveFiles: FileSystem {
  package init() {}

  package var workingDirectory: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.error(errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory }
    return try Descriptor(descriptor).readToEnd(limit: limit, expected: Int(status.st_size))
  }

  package func kind(of path: String) -> FileKind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    default: .other
    }
  }

  package func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_MARK | GLOB_BRACE | GLOB_TILDE, nil, &found) == 0, let paths = found.gl_pathv else {
      return []
    }
    return (0..<Int(found.gl_pathc)).compactMap { index in paths[index].map { String(cString: $0) } }
  }

  /// The core's error for an `errno`.
  static func error(_ code: Int32) -> FileError {
    switch code {
    case ENOENT, ENOTDIR: .notFound
    case EACCES, EPERM: .notPermitted
    case EISDIR: .isDirectory
    case EEXIST: .alreadyExists
    default: .failed(String(cString: strerror(code)))
    }
  }
}
