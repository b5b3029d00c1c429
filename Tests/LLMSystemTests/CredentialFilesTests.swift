import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// What the operating system has to say about files with keys.
@Suite struct CredentialFilesTests {
  private let folder: ScratchFolder
  private let files = LiveCredentialFiles()
  private let path: String

  init() throws {
    folder = try ScratchFolder()
    path = folder.path("data/credentials")
  }

  /// Writes as whoever holds the lock does.
  private func replace(_ text: String, backup: CredentialBackup = .previous) throws {
    let lock = try files.lock(path, patience: .seconds(5))
    defer { lock.release() }
    try files.replace(path, with: Array(text.utf8), backup: backup)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try files.read(path, limit: 1 << 20), as: UTF8.self)
  }

  private static let isRoot = geteuid() == 0

  @Test func `a file is made for its owner alone, with its folder, and the version before is kept`() throws {
    #expect(throws: CredentialFileError.missing) { try files.read(path, limit: 9) }
    try replace("one")
    #expect(folder.mode("data") == 0o700 && folder.mode("data/credentials") == 0o600)
    #expect(try text(path) == "one")
    #expect(!files.exists(files.backupPath(of: path)))
    try replace("two")
    try replace("three")
    #expect(try text(path) == "three" && text(path + ".bak") == "two")
    #expect(folder.mode("data/credentials.bak") == 0o600)
    try replace("four", backup: .renewed)
    #expect(try text(path) == "four" && text(path + ".bak") == "four")
    try replace("five")
    #expect(try text(path) == "five" && text(path + ".bak") == "four")
    #expect(folder.contents() == ["data", "data/credentials", "data/credentials.bak", "data/credentials.lock"])
    #expect(throws: CredentialFileError.tooLarge(limit: 3)) { try files.read(path, limit: 3) }
  }

  @Test func `a backup that is the very file, as a kill may leave it, is no obstacle`() throws {
    try replace("one")
    #expect(link(path, path + ".bak") == 0)
    try replace("two")
    #expect(try text(path) == "two" && text(path + ".bak") == "one")
    #expect(folder.contents().count == 4)
  }

  @Test func `what dead processes left over is taken away by the next`() throws {
    try replace("one")
    try folder.write("data/.credentials.leftover.new", "part", mode: 0o600)
    try folder.write("data/.other.leftover.new", "somebody else's", mode: 0o600)
    #expect(try text(path) == "one")
    try replace("two")
    #expect(!folder.contents().contains("data/.credentials.leftover.new"))
    #expect(folder.contents().contains("data/.other.leftover.new"))
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o610, 0o644, 0o666, 0o601] as [UInt32])
  func `a file that others have rights to is neither read nor replaced`(_ mode: UInt32) throws {
    try replace("one")
    #expect(chmod(path, mode) == 0)
    #expect(throws: CredentialFileError.openToOthers(mode: mode)) { try files.read(path, limit: 9) }
    #expect(throws: CredentialFileError.openToOthers(mode: mode)) { try replace("two") }
    #expect(try folder.read("data/credentials") == Array("one".utf8))
    let error = CredentialFileError.openToOthers(mode: mode)
    #expect(error.phrase.contains("mode 0\(String(mode, radix: 8))"))
    #expect(error.advice(for: path)?.contains("chmod 600 '\(path)'") == true)
  }

  @Test(arguments: [0o720, 0o702, 0o777, 0o1777] as [UInt32])
  func `a folder that others can write to is refused`(_ mode: UInt32) throws {
    try replace("one")
    #expect(chmod(folder.path("data"), mode) == 0)
    let expected = CredentialFileError.folderOpenToOthers(folder: folder.path("data"), mode: mode)
    #expect(throws: expected) { try files.read(path, limit: 9) }
    #expect(throws: expected) { try replace("two") }
    #expect(chmod(folder.path("data"), 0o755) == 0)
    #expect(try text(path) == "one")
  }

  @Test func `links, pipes and folders in its place are refused without waiting`() throws {
    try replace("one")
    let real = folder.path("data/real")
    #expect(rename(path, real) == 0 && symlink(real, path) == 0)
    #expect(throws: CredentialFileError.symbolicLink) { try files.read(path, limit: 9) }
    #expect(throws: CredentialFileError.symbolicLink) { try replace("two") }
    #expect(unlink(path) == 0 && symlink("/nowhere", path) == 0)
    #expect(files.exists(path), "a link that leads nowhere is something too")
    #expect(unlink(path) == 0 && mkfifo(path, 0o600) == 0)
    #expect(throws: CredentialFileError.notRegular) { try files.read(path, limit: 9) }
    #expect(throws: CredentialFileError.notRegular) { try replace("two") }
    #expect(unlink(path) == 0 && mkdir(path, 0o700) == 0)
    #expect(throws: CredentialFileError.notRegular) { try files.read(path, limit: 9) }
    #expect(throws: CredentialFileError.notRegular) { try replace("two") }
    #expect(try folder.read("data/real") == Array("one".utf8))
    #expect(rmdir(path) == 0 && rename(real, path) == 0)
    #expect(unlink(path + ".lock") == 0 && symlink(path, path + ".lock") == 0)
    #expect(throws: CredentialFileError.symbolicLink) { try replace("two") }
  }

  @Test func `what is wrong with the backup is found out before anything is changed`() throws {
    try replace("one")
    #expect(mkdir(path + ".bak", 0o700) == 0)
    let error = #expect(throws: CredentialFileError.self) { try replace("two") }
    #expect(error?.phrase.contains("its backup") == true)
    #expect(try text(path) == "one")
  }

  @Test(.enabled(if: isRoot)) func `a file or a folder of another user is refused`() throws {
    try replace("one")
    #expect(chown(path, 1, 1) == 0)
    #expect(throws: CredentialFileError.foreignOwner(1)) { try files.read(path, limit: 9) }
    #expect(throws: CredentialFileError.foreignOwner(1)) { try replace("two") }
    #expect(chown(path, 0, 0) == 0 && chown(folder.path("data"), 1, 1) == 0)
    #expect(throws: CredentialFileError.folderOfForeignOwner(folder: folder.path("data"), 1)) {
      try files.read(path, limit: 9)
    }
  }

  // MARK: The lock

  @Test func `who waits for the lock gets it when it is given back, or gives up`() async throws {
    let lock = try files.lock(path, patience: .zero)
    #expect(throws: CredentialFileError.busy) { try files.lock(path, patience: .milliseconds(20)) }
    let waiting = Task.detached { [files, path] in try files.lock(path, patience: .seconds(30)).release() }
    lock.release()
    lock.release()
    try await waiting.value
    do { _ = try files.lock(path, patience: .zero) }
    try files.lock(path, patience: .seconds(5)).release()
  }

  @Test func `a lock file that was deleted keeps others out no more, and nobody believes it does`() throws {
    let held = try files.lock(path, patience: .zero)
    #expect(unlink(path + ".lock") == 0)
    try files.lock(path, patience: .zero).release()
    held.release()
  }

  // MARK: Lines

  @Test(arguments: [
    ("key\n", "key"), ("key", "key"), ("key\r\n", "key"), ("one\ntwo\n", "one"), ("\n", ""), ("", ""), ("k y\n", "k y"),
  ])
  func `the first line of a file is its secret`(_ content: String, _ line: String) throws {
    try folder.write("key", content, mode: 0o600)
    let secret = try files.readSecret(folder.path("key"))
    #expect(secret.withExposedBytes { String(decoding: $0, as: UTF8.self) } == line)
  }

  @Test func `a key file is refused as a credential file is`() throws {
    try folder.write("key", "key", mode: 0o640)
    #expect(throws: CredentialFileError.openToOthers(mode: 0o640)) { try files.readSecret(folder.path("key")) }
    #expect(symlink(folder.path("key"), folder.path("link")) == 0)
    #expect(throws: CredentialFileError.symbolicLink) { try files.readSecret(folder.path("link")) }
    #expect(throws: CredentialFileError.missing) { try files.readSecret(folder.path("none")) }
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(throws: CredentialFileError.notRegular) { try files.readSecret(folder.path("pipe")) }
    try folder.write("long", String(repeating: "x", count: 5000), mode: 0o600)
    #expect(throws: CredentialFileError.failed("its first line is too long")) {
      try files.readSecret(folder.path("long"))
    }
  }

  @Test func `a new key file is for its owner alone, and takes nobody's place`() throws {
    try files.writeSecret(folder.path("key"), Secret(copying: "secret"))
    #expect(folder.mode("key") == 0o600)
    #expect(try folder.read("key") == Array("secret\n".utf8))
    #expect(throws: CredentialFileError.exists) { try files.writeSecret(folder.path("key"), Secret(copying: "x")) }
    #expect(symlink("/nowhere", folder.path("link")) == 0)
    #expect(throws: CredentialFileError.exists) { try files.writeSecret(folder.path("link"), Secret(copying: "x")) }
    #expect(throws: CredentialFileError.failed("its folder does not exist")) {
      try files.writeSecret(folder.path("none/key"), Secret(copying: "x"))
    }
  }

  @Test func `a descriptor is read up to its first line end and no further`() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    #expect(write(ends[1], "secret\nrest", 11) == 11)
    let secret = try files.readSecret(fromDescriptor: ends[0])
    #expect(secret.withExposedBytes { String(decoding: $0, as: UTF8.self) } == "secret")
    var rest = [UInt8](repeating: 0, count: 9)
    #expect(read(ends[0], &rest, 9) == 4)
    #expect(throws: CredentialFileError.failed("it is not open")) { try files.readSecret(fromDescriptor: .max) }
  }
}
