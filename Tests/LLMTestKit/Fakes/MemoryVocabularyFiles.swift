package import LLMCore
import Synchronization

/// Files in memory for what reads tokenizers and keeps their compiled forms.
package final class MemoryVocabularyFiles: VocabularyFiles {
  private struct File {
    var bytes: [UInt8]
    var identity: ContentIdentity
  }
  private struct State {
    var files: [String: File] = [:]
    var folders: Set<String> = []
    var time = 0
    var isSettled = true
    var isFull = false
    var bytesRead = 0
    var maps = 0
  }
  private let state = Mutex(State())

  package init() {}

  /// Bytes that were read of sources.
  package var bytesRead: Int { state.withLock { $0.bytesRead } }
  /// How often a compiled form was mapped.
  package var maps: Int { state.withLock { $0.maps } }
  /// Whether the last changes of all files are long ago.
  package var isSettled: Bool {
    get { state.withLock { $0.isSettled } }
    set { state.withLock { $0.isSettled = newValue } }
  }
  /// Whether nothing more can be written.
  package var isFull: Bool {
    get { state.withLock { $0.isFull } }
    set { state.withLock { $0.isFull = newValue } }
  }
  /// The paths of all files below a folder.
  package func paths(in folder: String) -> [String] {
    state.withLock { $0.files.keys.filter { $0.hasPrefix(folder + "/") } }.sorted()
  }

  /// The content of a file. Setting it makes another file of it, as a write does.
  package subscript(path: String) -> [UInt8]? {
    get { state.withLock { $0.files[path]?.bytes } }
    set {
      state.withLock { state in
        state.time += 1
        state.files[path] = newValue.map { bytes in
          File(
            bytes: bytes,
            identity: ContentIdentity(
              device: 1, inode: UInt64(state.time), size: bytes.count, contentTime: 0, stateTime: state.time))
        }
      }
    }
  }

  package func addFolder(_ path: String) { state.withLock { _ = $0.folders.insert(path) } }

  package func open(_ path: RawPath) throws(FileError) -> any SourceFile {
    let name = path.shown
    let (file, isFolder, isSettled) = state.withLock { ($0.files[name], $0.folders.contains(name), $0.isSettled) }
    if isFolder { throw .isDirectory }
    guard let file else { throw .notFound }
    return MemoryVocabularySource(bytes: file.bytes, identity: file.identity, isSettled: isSettled) { [self] count in
      state.withLock { $0.bytesRead += count }
    }
  }

  package func absolute(_ path: RawPath) -> RawPath { path }

  package func names(in folder: RawPath) throws(FileError) -> [[UInt8]] {
    paths(in: folder.shown).map { Array($0.utf8.dropFirst(folder.shown.utf8.count + 1)) }
  }

  package func map(_ path: RawPath) -> (any MappedBytes)? {
    state.withLock { state in
      guard let file = state.files[path.shown] else { return nil }
      state.maps += 1
      return MemoryMapping(file.bytes)
    }
  }

  package func replace(_ path: RawPath, in folder: RawPath, with content: [UInt8]) throws(FileError) {
    if isFull { throw .failed("No space left on device") }
    self[path.shown] = content
  }
}

private final class MemoryVocabularySource: SourceFile {
  let identity: ContentIdentity
  let isSettled: Bool
  private let bytes: [UInt8]
  private let note: @Sendable (Int) -> Void

  init(bytes: [UInt8], identity: ContentIdentity, isSettled: Bool, note: @escaping @Sendable (Int) -> Void) {
    (self.bytes, self.identity, self.isSettled, self.note) = (bytes, identity, isSettled, note)
  }

  func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    let part = bytes.dropFirst(offset).prefix(count)
    note(part.count)
    return Array(part)
  }
}

private final class MemoryMapping: MappedBytes, @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written after the initializer.
  let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 64)
    memory.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(memory)
  }

  deinit { bytes.deallocate() }
}
