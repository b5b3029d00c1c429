internal import Glibc
package import LLMCore

/// What this machine knows of its processes.
package enum LiveProcess {
  /// This process.
  package static func current() -> ProcessIdentity { this }

  private static let this = ProcessIdentity(pid: getpid(), start: start(of: getpid()) ?? "unknown")

  /// Which start of the machine this is.
  package static let bootID: String = {
    guard let boot = try? LiveFiles().read("/proc/sys/kernel/random/boot_id", limit: 128) else { return "unknown" }
    return String(decoding: boot.prefix { $0 != 0x0A }, as: UTF8.self)
  }()

  /// Whether the process is still the one that was meant, not another one with its number.
  package static func isAlive(_ process: ProcessIdentity) -> Bool {
    if let start = start(of: process.pid) { return start == process.start }
    // Where /proc is mounted with hidepid, it shows no process that must not be looked into, and llmctl's are such. Whether one
    // of this user's has the number can be told all the same.
    return process.start.hasSuffix("@" + bootID) && kill(process.pid, 0) == 0
  }

  /// The arguments behind the program's name. One that is not UTF-8 is written as `RawPath` reads it back.
  package static func arguments() -> [String] {
    let values = CommandLine.unsafeArgv
    return (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      values[index].map { RawPath.argument(Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))) }
    }
  }

  /// The environment variables of this process.
  package static func environment() -> Environment {
    var values: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") {
        values[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      entry += 1
    }
    return Environment(values)
  }

  /// The boot and the clock tick in which a process began: field 22 of `/proc/PID/stat`, counted behind the name, which
  /// may itself hold spaces and parentheses.
  static func start(of pid: Int32) -> String? {
    let files = LiveFiles()
    guard let status = try? files.read("/proc/\(pid)/stat", limit: 4096),
      let nameEnd = status.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = status[(nameEnd + 1)...].split(separator: 0x20)
    guard fields.count > 19 else { return nil }
    return String(decoding: fields[19], as: UTF8.self) + "@" + bootID
  }
}
