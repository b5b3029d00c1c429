import LLMCore
import LLMTestKit

/// Configuration files and an environment, and what is made of them.
struct SettingsScene {
  static let userFile = "/home/u/.config/llmctl/config.yaml"
  static let projectFile = "/project/.llmctl.yaml"

  var environment = ["HOME": "/home/u"]
  var files = MemoryFiles()

  /// A user's file, and perhaps a project's.
  init(user: String? = nil, project: String? = nil, environment: [String: String] = [:]) {
    self.environment.merge(environment) { $1 }
    if let user { files[Self.userFile] = .file(Array(user.utf8)) }
    if let project { files[Self.projectFile] = .file(Array(project.utf8)) }
  }

  var loader: SettingsLoader { SettingsLoader(environment: Environment(environment), files: files) }

  func load() throws(LLMError) -> Settings { try loader.load() }

  /// Why loading fails; nil where it does not.
  var failure: LLMError? {
    do throws(LLMError) {
      _ = try loader.load()
      return nil
    } catch { return error }
  }
}
