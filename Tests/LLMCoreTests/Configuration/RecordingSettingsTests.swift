import LLMCore
import Testing

/// What the configuration says of recordings.
@Suite struct RecordingSettingsTests {
  @Test func `what is usual, and what is said`() throws {
    #expect(RecordingSettings().age == .seconds(90 * 86_400))
    let settings = try SettingsScene(user: "recordings: {days: forever, megabytes: 5}\nlog: false\n").load().recordings
    #expect(settings.age == nil)
    #expect(settings.mostBytes?.value == 5 << 20)
    #expect(settings.isLogged?.value == false)
    #expect(try SettingsScene(user: "recordings: {days: 7}\n").load().recordings.age == .seconds(7 * 86_400))
  }

  @Test func `a project may ask for less, and for no more`() throws {
    #expect(try SettingsScene(user: "", project: "log: false\n").load().recordings.isLogged?.value == false)
    #expect(
      try SettingsScene(user: "log: false\n", project: "log: true\n").load().recordings.isLogged?.value == false)
    let failure = SettingsScene(user: "", project: "recordings: {days: 1}\n").failure
    #expect(failure?.message.contains("a project file cannot say how long recordings are kept") == true)
  }

  @Test(arguments: ["recordings: {days: 0}", "recordings: {days: soon}", "recordings: {megabytes: -1}", "log: maybe"])
  func `mistakes are told`(text: String) { #expect(SettingsScene(user: text).failure?.code == .configuration) }
}
