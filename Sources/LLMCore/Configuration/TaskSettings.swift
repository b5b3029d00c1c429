/// What the configuration wants of the models for a class of tasks.
package struct TaskSettings: Sendable, Equatable {
  package var task: TaskClass
  /// The least quality, from 1 to 100; nil for what is usual.
  package var quality: Int?
  /// The only models that come into question, as they may be typed behind `-m`; empty for all that can be asked.
  package var models: [String] = []
  package var origin: Origin

  /// As `config show` prints it.
  package var text: String {
    let parts = [
      quality.map { "quality \($0)" }, models.isEmpty ? nil : "models [\(models.joined(separator: ", "))]",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}

/// Reads the key `tasks`: classes of tasks with what they want.
struct TaskReader {
  private static let keys = ["quality", "models"]

  let reader: SettingReader
  let origin: (YAMLNode.Member) -> Origin

  /// Throws `LLMError` of kind `configuration`.
  func read(_ member: YAMLNode.Member, into settings: inout Settings) throws(LLMError) {
    let classes = TaskClass.allCases.map(\.rawValue)
    for entry in try reader.members(member.value, of: "tasks", allowed: classes) {
      guard let task = TaskClass(rawValue: entry.name) else { continue }
      var found = TaskSettings(task: task, origin: origin(entry))
      for key in try reader.members(entry.value, of: "the task '\(entry.name)'", allowed: Self.keys) {
        if key.name == "quality" {
          found.quality = try reader.integer(key, in: 1...100)
        } else {
          found.models = try reader.texts(key)
        }
      }
      settings.tasks.removeAll { $0.task == task }
      settings.tasks.append(found)
    }
  }
}

extension Settings {
  /// What is configured of a class of tasks.
  package func task(_ task: TaskClass) -> TaskSettings? { tasks.first { $0.task == task } }

  /// How good a model is said to be; of two entries the later one counts.
  package func quality(of model: String, provider: String) -> Int? {
    capabilities.last { ($0.model == model || $0.model == "\(provider)/\(model)") && $0.quality != nil }?.quality
  }
}
