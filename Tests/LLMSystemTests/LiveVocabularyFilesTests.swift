import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// The files of this machine that tokenizers are read from and kept in.
@Suite struct LiveVocabularyFilesTests {
  private let folder: ScratchFolder
  private let files = LiveVocabularyFiles()

  init() throws { folder = try ScratchFolder() }

  private func path(_ name: String) -> RawPath { RawPath(folder.path(name)) }

  @Test func `a file is read at any place, and never beyond its end`() throws {
    try folder.write("a", "0123456789")
    let source = try files.open(path("a"))
    #expect(source.identity.size == 10)
    #expect(try source.read(at: 3, count: 4) == Array("3456".utf8))
    #expect(try source.read(at: 8, count: .max) == Array("89".utf8))
    #expect(try source.read(at: 11, count: 5) == [])
  }

  @Test func `what is no regular file is refused without waiting or reading`() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    for place in [RawPath("/dev/zero"), path("pipe"), RawPath("/dev/null")] {
      #expect(throws: FileError.failed("not a regular file")) { try files.open(place) }
    }
    #expect(throws: FileError.isDirectory) { try files.open(RawPath(folder.path)) }
    #expect(throws: FileError.notFound) { try files.open(path("none")) }
  }

  @Test func `a file that changed has another identity, even with its old time set back`() throws {
    try folder.write("a", "one")
    let before = try files.open(path("a")).identity
    #expect(try files.open(path("a")).identity == before)
    #expect(try !files.open(path("a")).isSettled)
    var times = [timespec(), timespec()]
    times[1].tv_nsec = 0
    times[1].tv_sec = before.contentTime / 1_000_000_000
    let deadline = Monotonic.now() + .seconds(5)
    repeat {
      try folder.write("a", "two")
    } while try files.open(path("a")).identity.stateTime == before.stateTime
      && Monotonic.now() < deadline
    #expect(utimensat(AT_FDCWD, folder.path("a"), times, 0) == 0)
    #expect(try files.open(path("a")).identity != before)
  }

  @Test func `what is kept is mapped as it was written, in folders for the user alone`() throws {
    let content = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    try files.replace(path("x/y/kept"), in: path("x/y"), with: content)
    #expect(files.map(path("x/y/kept")).map { Array($0.bytes) } == content)
    try files.replace(path("x/y/kept"), in: path("x/y"), with: [1, 2])
    #expect(files.map(path("x/y/kept")).map { Array($0.bytes) } == [1, 2])
    var status = stat()
    #expect(stat(folder.path("x/y"), &status) == 0 && status.st_mode & 0o777 == 0o700)
    #expect(stat(folder.path("x/y/kept"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(DiskFile.names(in: folder.path("x/y")) == ["kept"])
  }

  @Test func `what others may write, a link, an empty file and a folder are not mapped`() throws {
    try DiskFile(folder.path("open")).write([1], mode: 0o666)
    try DiskFile(folder.path("mine")).write([1], mode: 0o600)
    try DiskFile(folder.path("empty")).write([], mode: 0o600)
    #expect(symlink(folder.path("mine"), folder.path("link")) == 0)
    #expect(files.map(path("mine")) != nil)
    for name in ["open", "link", "empty", "none", "."] { #expect(files.map(path(name)) == nil, "\(name)") }
  }

  @Test func `a folder that cannot be made, and a path that cannot be replaced, are errors that leave nothing behind`()
    throws
  {
    try folder.write("file", "")
    #expect(throws: FileError.self) { try files.replace(path("file/kept"), in: path("file"), with: [1]) }
    #expect(mkdir(folder.path("taken"), 0o700) == 0 && mkdir(folder.path("taken/kept"), 0o700) == 0)
    #expect(throws: FileError.self) { try files.replace(path("taken/kept"), in: path("taken"), with: [1]) }
    #expect(DiskFile.names(in: folder.path("taken")) == ["kept"])
    #expect(throws: FileError.self) { try files.replace(RawPath("/dev/full/x"), in: RawPath("/dev/full"), with: [1]) }
  }

  @Test func `a name that is not UTF-8 opens its file`() throws {
    let name = RawPath(bytes: Array(folder.path("").utf8) + [0x61, 0xFF])
    try files.replace(name, in: RawPath(folder.path), with: [5])
    #expect(try files.open(name).read(at: 0, count: 9) == [5])
    #expect(files.absolute(name).bytes.suffix(2) == [0x61, 0xFF])
  }

  @Test func `a reader sees one content or the other, whatever two writers do`() async throws {
    let place = path("kept")
    let contents = [[UInt8](repeating: 1, count: 300_000), [UInt8](repeating: 2, count: 200_000)]
    try files.replace(place, in: RawPath(folder.path), with: contents[0])
    await withTaskGroup(of: Void.self) { group in
      for content in contents {
        group.addTask { [files, folder] in
          for _ in 0..<50 { try? files.replace(place, in: RawPath(folder.path), with: content) }
        }
      }
      group.addTask { [files] in
        for _ in 0..<300 {
          guard let mapped = files.map(place) else { continue }
          let bytes = Array(mapped.bytes)
          #expect(bytes == contents[0] || bytes == contents[1])
        }
      }
    }
  }
}
