import Glibc
package import LLMCore
import Synchronization

/// A file system that is a dictionary.
package final class MemoryFiles: FileSystem {
  /// What a path leads to.
  package enum Entry: Sendable {
    case file([UInt8])
    case directory
    /// A device, a socket or the like; reading it gives the bytes.
    case other([UInt8])
    /// Something that is there and cannot be read.
    case unreadable(FileError)
  }

  package let workingDirectory: String?
  private let entries: Mutex<[String: Entry]>

  /// The entries by path; relative paths start at the working directory.
  package init(workingDirectory: String? = "/project", _ entries: [String: Entry] = [:]) {
    self.workingDirectory = workingDirectory
    self.entries = Mutex([:])
    for (path, entry) in entries { self[path] = entry }
  }

  /// Text files by path.
  package convenience init(workingDirectory: String? = "/project", texts: [String: String]) {
    self.init(workingDirectory: workingDirectory, texts.mapValues { .file(Array($0.utf8)) })
  }

  /// What stands at a path.
  package subscript(path: String) -> Entry? {
    get { entries.withLock { $0[absolute(path)] } }
    set { entries.withLock { $0[absolute(path)] = newValue } }
  }

  package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    switch self[path] {
    case nil: throw kind(of: path) == .directory ? .isDirectory : .notFound
    case .directory: throw .isDirectory
    case .unreadable(let error): throw error
    case .file(let bytes), .other(let bytes):
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
      return bytes
    }
  }

  package func kind(of path: String) -> FileKind? {
    switch self[path] {
    case .file, .unreadable: return .regular
    case .directory: return .directory
    case .other: return .other
    case nil:
      let folder = absolute(path).hasSuffix("/") ? absolute(path) : absolute(path) + "/"
      return entries.withLock { $0.keys.contains { $0.hasPrefix(folder) } } ? .directory : nil
    }
  }

  package func matches(of pattern: String) -> [String] {
    let prefix = pattern.hasPrefix("/") ? "" : absolute("")
    let names = entries.withLock { Array($0.keys) }.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    return names.map { String($0) }.filter { fnmatch(pattern, $0, FNM_PATHNAME | FNM_PERIOD) == 0 }.sorted()
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : (workingDirectory ?? "/nowhere") + "/" + path
  }
}
