package import LLMCore
import Synchronization

/// Files, folders, links and standard input in memory.
package final class MemoryTree: FileTree {
  /// What stands at a path.
  package enum Entry: Sendable {
    case file([UInt8])
    /// A link to a path of this tree; relative ones start at the link's folder.
    case link(String)
    case special
    /// Something that is there and cannot be read.
    case unreadable(FileError)
    /// A file that has more content when it is read than it had when it was opened.
    case growing(size: Int, [UInt8])
    /// A device that gives this byte without end.
    case endless(UInt8)
  }

  package let inputIsTerminal: Bool
  private let input: [UInt8]
  private let pieceSize: Int
  private let entries: Mutex<[RawPath: Entry]>
  private let claims = Mutex<Set<RawPath>>([])
  private let refused = Mutex<FileError?>(nil)

  /// Why no new file can be made, such as a full disk; nil where one can.
  package var refusal: FileError? {
    get { refused.withLock { $0 } }
    set { refused.withLock { $0 = newValue } }
  }

  /// The tree, by absolute path; every read gives at most `pieceSize` bytes.
  package init(
    _ entries: [RawPath: Entry] = [:], input: [UInt8] = [], inputIsTerminal: Bool = false, pieceSize: Int = .max
  ) {
    self.entries = Mutex(entries)
    self.input = input
    self.inputIsTerminal = inputIsTerminal
    self.pieceSize = pieceSize
  }

  /// Text files by path.
  package convenience init(
    texts: [String: String], input: String = "", inputIsTerminal: Bool = false, pieceSize: Int = .max
  ) {
    let files = texts.map { (RawPath($0.key), Entry.file(Array($0.value.utf8))) }
    self.init(
      Dictionary(uniqueKeysWithValues: files), input: Array(input.utf8), inputIsTerminal: inputIsTerminal,
      pieceSize: pieceSize)
  }

  /// What stands at a path.
  package subscript(path: RawPath) -> Entry? {
    get { entries.withLock { $0[path] } }
    set { entries.withLock { $0[path] = newValue } }
  }

  package func openInput() -> any ByteSource {
    MemorySource(input, status: status(.special, size: 0, RawPath("-")), pieceSize: pieceSize)
  }

  package func open(_ path: RawPath, waitsForWriter: Bool) throws(FileError) -> any ByteSource {
    let target = try resolved(path)
    let status = try status(of: target, followsLinks: true)
    switch self[target] {
    case .unreadable(let error): throw error
    case .file(let bytes), .growing(_, let bytes): return MemorySource(bytes, status: status, pieceSize: pieceSize)
    case .endless(let byte): return MemorySource([byte], status: status, pieceSize: pieceSize, isEndless: true)
    case .special: return MemorySource([], status: status, pieceSize: pieceSize)
    case .link, nil: throw .isDirectory
    }
  }

  package func status(of path: RawPath, followsLinks: Bool) throws(FileError) -> FileStatus {
    let path = followsLinks ? try resolved(path) : path
    switch self[path] {
    case .file(let bytes): return status(.regular, size: bytes.count, path)
    case .growing(let size, _): return status(.regular, size: size, path)
    case .link: return status(.link, size: 0, path)
    case .special, .endless: return status(.special, size: 0, path)
    case .unreadable: return status(.regular, size: 1, path)
    case nil:
      guard isFolder(path) else { throw .notFound }
      return status(.folder, size: 0, path)
    }
  }

  package func entries(of folder: RawPath) throws(FileError) -> [FolderEntry] {
    let folder = try resolved(folder)
    if case .unreadable(let error)? = self[folder] { throw error }
    guard isFolder(folder) else { throw .notFound }
    let prefix = folder.child([]).bytes
    let below = entries.withLock { Array($0.keys) }.filter { $0.bytes.starts(with: prefix) && $0 != folder }
    let names = Set(below.map { Array($0.bytes[prefix.count...].prefix { $0 != RawPath.slash }) })
    return try names.map { (name) throws(FileError) in
      FolderEntry(name: name, kind: try status(of: folder.child(name), followsLinks: false).kind)
    }
  }

  package func resolved(_ path: RawPath) throws(FileError) -> RawPath {
    var path = path
    if path.bytes.last == RawPath.slash, path.bytes.count > 1 { path.bytes.removeLast() }
    for _ in 0..<40 {
      guard case .link(let target)? = self[path] else {
        guard self[path] != nil || isFolder(path) else { throw .notFound }
        return path
      }
      path = target.hasPrefix("/") ? RawPath(target) : (path.parent ?? path).child(Array(target.utf8))
    }
    throw .failed("Too many levels of symbolic links")
  }

  package func create(_ path: RawPath, _ content: [UInt8], isPrivate: Bool) throws(FileError) {
    guard self[path] == nil else { throw .alreadyExists }
    if let refusal { throw refusal }
    self[path] = .file(content)
  }

  package func replace(
    _ path: RawPath, _ content: [UInt8], as kind: FileUse, makesFolders: Bool
  ) throws(FileError) {
    self[path] = .file(content)
  }

  package func append(_ path: RawPath, _ content: [UInt8]) throws(FileError) {
    switch self[path] {
    case .file(let bytes): self[path] = .file(bytes + content)
    case nil: self[path] = .file(content)
    case .unreadable(let error): throw error
    case .link, .special, .growing, .endless: throw .failed("Operation not permitted")
    }
  }

  package func remove(_ path: RawPath) throws(FileError) { self[path] = nil }

  package func claim(_ path: RawPath, as kind: FileUse) throws(FileError) -> (any FileClaim)? {
    claims.withLock { $0.insert(path).inserted }
      ? MemoryClaim { [self] in claims.withLock { _ = $0.remove(path) } } : nil
  }

  private func isFolder(_ path: RawPath) -> Bool {
    // The root is there, whatever is in it.
    if path.bytes == [RawPath.slash] { return true }
    let prefix = path.child([]).bytes
    return entries.withLock { $0.keys.contains { $0.bytes.starts(with: prefix) } }
  }

  private func status(_ kind: FileStatus.Kind, size: Int, _ path: RawPath) -> FileStatus {
    let number = path.bytes.reduce(UInt64(5381)) { $0 &* 33 ^ UInt64($1) }
    return FileStatus(kind: kind, size: size, identity: FileIdentity(device: 1, number: number))
  }
}

/// A name in a memory tree that nobody else has.
struct MemoryClaim: FileClaim {
  let giveBack: @Sendable () -> Void

  func release() { giveBack() }
}

/// Content in memory that is read in pieces.
final class MemorySource: ByteSource {
  let status: FileStatus
  private let bytes: [UInt8]
  private let pieceSize: Int
  private let isEndless: Bool
  private let position = Mutex(0)

  init(_ bytes: [UInt8], status: FileStatus, pieceSize: Int, isEndless: Bool = false) {
    (self.bytes, self.status, self.pieceSize, self.isEndless) = (bytes, status, pieceSize, isEndless)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    let wanted = min(buffer.count, pieceSize)
    if isEndless {
      for index in 0..<wanted { buffer[index] = bytes[0] }
      return wanted
    }
    return position.withLock { position in
      let piece = bytes[position...].prefix(wanted)
      buffer.copyBytes(from: piece)
      position += piece.count
      return piece.count
    }
  }
}
