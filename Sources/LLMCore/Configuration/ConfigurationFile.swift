/// One configuration file as it was written: a tree of settings, each with the line it stands on.
package struct ConfigurationFile: Sendable, Equatable {
  /// The file's path, for messages.
  package let path: String
  /// Whether it belongs to a project, which may not choose servers, keys or commands.
  package let isProjectFile: Bool
  package let root: YAMLNode

  /// Reads YAML.
  ///
  /// Throws `LLMError` of kind `configuration` naming the line for anything that is not a mapping of scalars, lists and
  /// mappings.
  package init(path: String, isProjectFile: Bool, bytes: [UInt8]) throws(LLMError) {
    self.path = path
    self.isProjectFile = isProjectFile
    do throws(YAMLError) {
      root = try YAMLDocument(bytes).root
    } catch {
      throw error.error(in: path, .configuration)
    }
    guard case .mapping = root.value else {
      throw self.error("the file must hold 'key: value' lines", at: root.line)
    }
  }

  /// An error that names this file and a line of it.
  package func error(_ message: String, at line: Int, advice: String? = nil) -> LLMError {
    LLMError(.configuration, "\(path):\(line): \(message)", advice: advice)
  }
}
