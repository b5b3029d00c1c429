import Glibc
import LLMCore
import LLMSystem
import LLMTestKit
import Testing

@Suite struct ReminderFolderTests {
  private static let week = Duration.seconds(7 * 86_400)

  private func moment(day: Int64) -> Timestamp { Timestamp(milliseconds: 1_763_694_245_678 + day * 86_400_000) }

  @Test func `something is said once in a while, by all processes together`() throws {
    let folder = try ScratchFolder()
    let path = folder.path("state/reminders")
    func claim(_ subject: String, day: Int64) -> Bool {
      ReminderFolder(path: path).claim(subject, every: Self.week, now: moment(day: day))
    }
    #expect(claim("old-keys", day: 0))
    #expect(!claim("old-keys", day: 0))
    #expect(claim("others", day: 3))
    #expect(!claim("old-keys", day: 6))
    #expect(claim("old-keys", day: 7))
    #expect(!claim("old-keys", day: 8))
    // Somebody set the clock back.
    #expect(claim("old-keys", day: -300))
    #expect(
      try String(decoding: DiskFile("\(path)/old-keys").read(), as: UTF8.self) == "\(moment(day: -300).milliseconds)\n")
    var status = stat()
    #expect(stat("\(path)/old-keys", &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o700)
  }

  @Test func `what cannot be remembered is not said`() throws {
    let folder = try ScratchFolder()
    try DiskFile(folder.path("file")).write([])
    let reminders = ReminderFolder(path: folder.path("file/reminders"))
    #expect(!reminders.claim("old-keys", every: Self.week, now: moment(day: 0)))
  }
}
