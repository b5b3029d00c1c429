import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

/// A credential file survives what happens to processes and disks.
@Suite(.serialized) struct CredentialDurabilityTests {
  /// So many kills take a few seconds; `make torment` has a thousand.
  private static let kills = getenv("LLMCTL_KILLS").flatMap { Int(String(cString: $0)) } ?? 100

  @Test func `a process that is killed at any moment leaves the version before or behind its change`() async throws {
    let probe = try CredentialProbe()
    let result = try await probe.run(
      ["torment", probe.path, "\(Self.kills)", "\(UInt64.random(in: 0..<1_000_000))"], limit: .seconds(600))
    #expect(result.exitCode == 0, "\(result)")
    #expect(result.outputText.hasPrefix("killed \(Self.kills),"), "\(result)")
    // Whatever was left over is gone with the next change.
    try await probe.run(["add", probe.path, "last"])
    let names = probe.folder.contents()
    #expect(names == ["data", "data/credentials", "data/credentials.bak", "data/credentials.lock", "key"])
  }

  @Test func `fifty processes that write at once lose nothing`() async throws {
    let probe = try CredentialProbe()
    let processes = try (0..<50).map { try probe.start(["add", probe.path, "label-\($0)"]) }
    for process in processes {
      let result = try await process.wait()
      #expect(result.exitCode == 0, "\(result)")
    }
    #expect(try probe.labels() == (0..<50).map { "label-\($0)" }.sorted())
    #expect(try probe.store.protection()?.generation == 51)
  }

  @Test func `a strange umask takes nothing away and gives nothing`() async throws {
    let probe = try CredentialProbe()
    let shell = try CLIFixture(binary: "/bin/sh")
    for mask in ["777", "000"] {
      let command = "umask \(mask); exec '\(try CredentialProbe.binary())' add '\(probe.path)' 'under-\(mask)'"
      let result = try await shell.run(["-c", command])
      #expect(result.exitCode == 0, "\(result)")
      #expect(
        ["data/credentials", "data/credentials.bak", "data/credentials.lock"].allSatisfy {
          probe.folder.mode($0) == 0o600
        })
    }
    #expect(try probe.labels() == ["under-000", "under-777"])
  }

  // MARK: Disks

  @Test(.enabled(if: SmallDisk.isPermitted)) func `on a full disk a change is refused, and the file is as it was`()
    async throws
  {
    let folder = try ScratchFolder()
    let disk = try SmallDisk(at: folder.path("data"), kibibytes: 256)
    defer { disk.remove() }
    let probe = CredentialProbe(in: folder)
    try probe.make()
    let before = try folder.read("data/credentials")
    disk.fill(folder.path("data/ballast"))
    let result = try await probe.run(["add", probe.path, "one"])
    #expect(result.exitCode == 73, "\(result)")
    #expect(result.errorText.contains("the disk is full"), "\(result)")
    #expect(try folder.read("data/credentials") == before)
    #expect(unlink(folder.path("data/ballast")) == 0)
    #expect(try await probe.run(["add", probe.path, "one"]).exitCode == 0)
    #expect(try probe.labels() == ["one"])
  }

  @Test(.enabled(if: SmallDisk.isPermitted)) func `on a disk that is read-only the file can be read`() async throws {
    let folder = try ScratchFolder()
    let disk = try SmallDisk(at: folder.path("data"), kibibytes: 256)
    defer { disk.remove() }
    let probe = CredentialProbe(in: folder)
    try probe.make()
    try await probe.run(["add", probe.path, "one"])
    try disk.makeReadOnly()
    #expect(try probe.labels() == ["one"])
    let result = try await probe.run(["add", probe.path, "two"])
    #expect(result.exitCode == 73 && result.errorText.contains("read-only"), "\(result)")
  }

  /// Which call fails for the how manyth time, how, and what is said.
  struct Fault: Sendable, CustomTestStringConvertible {
    let call: String
    let time: Int
    let number: Int32
    let phrase: String
    var testDescription: String { "\(call) number \(time): \(String(cString: strerror(number)))" }

    init(_ call: String, _ time: Int, _ number: Int32, _ phrase: String) {
      (self.call, self.time, self.number, self.phrase) = (call, time, number, phrase)
    }
  }

  @Test(arguments: [
    Fault("openat", 1, ENOSPC, "the disk is full"), Fault("openat", 1, EROFS, "read-only"),
    Fault("openat", 1, EACCES, "permission denied"), Fault("openat", 1, EMFILE, "too many files"),
    Fault("write", 1, ENOSPC, "the disk is full"), Fault("write", 1, EDQUOT, "the disk is full"),
    Fault("write", 1, EIO, "the disk failed"), Fault("write", 1, EFBIG, "files of this size"),
    Fault("fsync", 1, EIO, "the disk failed"), Fault("fsync", 1, ENOSPC, "the disk is full"),
    Fault("linkat", 1, EIO, "the disk failed"), Fault("linkat", 1, ENOSPC, "the disk is full"),
    Fault("renameat", 1, EIO, "the disk failed"), Fault("renameat", 1, ENOSPC, "the disk is full"),
    Fault("renameat", 2, EIO, "the disk failed"), Fault("renameat", 2, EROFS, "read-only"),
  ])
  func `a call that fails leaves the file as it was, and is told`(_ fault: Fault) async throws {
    let probe = try CredentialProbe()
    try await probe.run(["add", probe.path, "one"])
    let before = try probe.folder.read("data/credentials")
    let library = try await FaultLibrary.shared.value
    let result = try await probe.run(["add", probe.path, "two"], environment: library.environment(fault))
    #expect(result.exitCode == 73, "\(result)")
    #expect(result.errorText.contains(fault.phrase), "\(result)")
    #expect(try probe.folder.read("data/credentials") == before)
    #expect(!probe.folder.contents().contains { $0.hasSuffix(".new") })
    try await probe.run(["add", probe.path, "two"])
    #expect(try probe.labels() == ["one", "two"])
  }

  @Test(arguments: [
    // What file systems without second names for files say, a disk that takes half of what it is given, and one that has
    // nothing to say about folders.
    Fault("linkat", 1, EPERM, ""), Fault("linkat", 1, EOPNOTSUPP, ""), Fault("write", 1, 0, ""),
    Fault("fsync", 2, EINVAL, ""), Fault("write", 1, EINTR, ""),
  ])
  func `a call that fails and need not succeed changes nothing`(_ fault: Fault) async throws {
    let probe = try CredentialProbe()
    try await probe.run(["add", probe.path, "one"])
    let before = try probe.folder.read("data/credentials")
    let library = try await FaultLibrary.shared.value
    let result = try await probe.run(["add", probe.path, "two"], environment: library.environment(fault))
    #expect(result.exitCode == 0, "\(result)")
    #expect(try probe.labels() == ["one", "two"])
    #expect(try probe.folder.read("data/credentials.bak") == before)
    #expect(!probe.folder.contents().contains { $0.hasSuffix(".new") })
  }

  @Test func `a disk that does not confirm the new name is told of, and the file is whole`() async throws {
    let probe = try CredentialProbe()
    let library = try await FaultLibrary.shared.value
    let fault = Fault("fsync", 2, EIO, "")
    let result = try await probe.run(["add", probe.path, "one"], environment: library.environment(fault))
    #expect(result.exitCode == 73 && result.errorText.contains("did not confirm"), "\(result)")
    #expect(try probe.labels() == ["one"])
  }
}

/// A library that is loaded before the C library's own and has one of its calls fail.
private struct FaultLibrary {
  private let folder: ScratchFolder
  private var path: String { folder.path("faults.so") }

  static let shared = Task { try await FaultLibrary() }

  private init() async throws {
    folder = try ScratchFolder()
    try folder.write("faults.c", Self.source)
    let compiler = try CLIFixture(binary: "/usr/bin/cc")
    let result = try await compiler.run(
      ["-shared", "-fPIC", "-o", folder.path("faults.so"), folder.path("faults.c"), "-ldl"],
      environment: ["PATH": "/usr/bin:/bin"])
    try #require(result.exitCode == 0, "\(result)")
  }

  func environment(_ fault: CredentialDurabilityTests.Fault) -> [String: String] {
    ["LD_PRELOAD": path, "FAULT": "\(fault.call):\(fault.time):\(fault.number)"]
  }

  /// Only calls that have to do with the file are counted: those on temporary files, and on the folder.
  private static let source = #"""
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>

    static int counted;

    static int fails(const char *call) {
      char name[32];
      int time, number;
      const char *fault = getenv("FAULT");
      if (!fault || sscanf(fault, "%31[^:]:%d:%d", name, &time, &number) != 3 || strcmp(name, call)) return -1;
      if (++counted != time) return -1;
      errno = number;
      return number;
    }

    static int is_ours(int file) {
      char link[64], path[4096];
      snprintf(link, sizeof link, "/proc/self/fd/%d", file);
      ssize_t length = readlink(link, path, sizeof path - 1);
      if (length < 0) return 0;
      path[length] = 0;
      return strstr(path, "/data") != NULL;
    }

    int openat(int folder, const char *name, int flags, ...) {
      int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, "openat");
      va_list more;
      va_start(more, flags);
      mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
      va_end(more);
      if (strstr(name, ".new") && fails("openat") >= 0) return -1;
      return real(folder, name, flags, mode);
    }

    ssize_t write(int file, const void *bytes, size_t count) {
      ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
      int number = is_ours(file) ? fails("write") : -1;
      if (number > 0) return -1;
      return real(file, bytes, number == 0 ? count / 2 : count);
    }

    int fsync(int file) {
      int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
      return is_ours(file) && fails("fsync") >= 0 ? -1 : real(file);
    }

    int linkat(int one, const char *name, int two, const char *other, int flags) {
      int (*real)(int, const char *, int, const char *, int) = dlsym(RTLD_NEXT, "linkat");
      return fails("linkat") >= 0 ? -1 : real(one, name, two, other, flags);
    }

    int renameat(int one, const char *name, int two, const char *other) {
      int (*real)(int, const char *, int, const char *) = dlsym(RTLD_NEXT, "renameat");
      return fails("renameat") >= 0 ? -1 : real(one, name, two, other);
    }
    """#
}
