import LLMCore
import LLMTestKit
import Testing

/// What the configuration says of classes of tasks, and of how good models are.
@Suite struct TaskSettingsTests {
  @Test func `every key`() throws {
    let settings = try SettingsScene(
      user: """
        tasks:
          code: {quality: 70, models: [a/x, b]}
          summary: {quality: 20}
          review: {models: c}
        capabilities:
          a/x: {quality: 80, window: 9000}
          y: {images: true}
        """
    ).load()
    #expect(settings.task(.code)?.quality == 70)
    #expect(settings.task(.code)?.models == ["a/x", "b"])
    #expect(settings.task(.review)?.models == ["c"])
    #expect(settings.task(.chat) == nil)
    #expect(settings.quality(of: "x", provider: "a") == 80)
    #expect(settings.quality(of: "x", provider: "b") == nil)
    #expect(settings.quality(of: "y", provider: "a") == nil)
    let table = SettingsTable(settings).entries
    #expect(table.first { $0.key == "tasks.code" }?.value == "quality 70, models [a/x, b]")
    #expect(table.first { $0.key == "capabilities.a/x" }?.value == "window 9000, quality 80")
  }

  @Test func `a project's word about a class replaces the user's`() throws {
    let settings = try SettingsScene(
      user: "tasks: {code: {quality: 70}, chat: {quality: 20}}", project: "tasks: {code: {models: [m]}}"
    ).load()
    #expect(settings.task(.code)?.quality == nil)
    #expect(settings.task(.code)?.models == ["m"])
    #expect(settings.task(.chat)?.quality == 20)
  }

  @Test(arguments: [
    ("tasks: {coding: {quality: 1}}", "coding"), ("tasks: {code: {qualty: 1}}", "qualty"),
    ("tasks: {code: {quality: 0}}", "1 to 100"), ("tasks: {code: {quality: 101}}", "1 to 100"),
    ("capabilities: {m: {quality: high}}", "1 to 100"), ("tasks: [code]", "tasks"),
  ])
  func `a mistake is told with its line`(yaml: String, word: String) {
    let error = SettingsScene(user: yaml).failure
    #expect(error?.code == .configuration)
    #expect(error?.message.contains(word) == true)
  }

  @Test func `every class has a usual quality and a usual length of answers`() {
    for task in TaskClass.allCases {
      #expect((1...100).contains(task.usualQuality))
      #expect(task.usualOutput > 0)
    }
  }
}
