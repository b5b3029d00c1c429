internal import Glibc
package import LLMCore

/// A folder with a small file for each thing that is said once in a while: the moment it was said last, in milliseconds since
/// 1970, and nothing else.
package struct ReminderFolder: Reminders {
  private let path: String

  package init(path: String) { self.path = path }

  package func claim(_ subject: String, every interval: Duration, now: Timestamp) -> Bool {
    let file = "\(path)/\(subject)"
    if let said = Self.moment(in: file), now.milliseconds >= said,
      now.milliseconds - said < Int64(interval.milliseconds)
    {
      return false
    }
    // The folder above is the one of all state, which may not have been needed before.
    if let slash = path.lastIndex(of: "/") { mkdir(String(path[..<slash]), 0o700) }
    mkdir(path, 0o700)
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let text = Array("\(now.milliseconds)\n".utf8)
    return write(descriptor, text, text.count) == text.count
  }

  private static func moment(in file: String) -> Int64? {
    guard let bytes = try? LiveFiles().read(file, limit: 64) else { return nil }
    return Int64(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
