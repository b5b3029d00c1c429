/// Brings together what the files and the environment say.
package struct SettingsLoader: Sendable {
  /// The name of a project's file.
  package static let projectFileName = ".llmctl.yaml"
  private static let sizeLimit = 1 << 20

  private let environment: Environment
  private let files: any FileSystem

  package init(environment: Environment, files: any FileSystem) {
    self.environment = environment
    self.files = files
  }

  /// Reads both files, if they are there, and the environment.
  ///
  /// Throws `LLMError` of kind `configuration`.
  package func load() throws(LLMError) -> Settings {
    var settings = try loadUserFile()
    if let path = projectFile(), let file = try read(path, isProjectFile: true) {
      try FileSettings(file).apply(to: &settings)
    }
    try EnvironmentSettings(environment).apply(to: &settings)
    settings.applyKeyNamings()
    return settings
  }

  /// What the user's file alone says: for what no project file has a say in.
  ///
  /// Throws `LLMError` of kind `configuration`.
  package func loadUserFile() throws(LLMError) -> Settings {
    var settings = Settings()
    if let path = Folders(environment)?.configurationFile, let file = try read(path, isProjectFile: false) {
      try FileSettings(file).apply(to: &settings)
    }
    return settings
  }

  /// The nearest project file, from the working directory up to the repository's top folder; without a repository only
  /// the working directory counts, so that a file in `/tmp` cannot speak for everything below it.
  package func projectFile() -> String? {
    guard let start = files.workingDirectory else { return nil }
    let top = GitState.current(files)?.root ?? start
    for folder in FolderPath.ancestors(of: start) {
      let path = FolderPath.child(Self.projectFileName, of: folder)
      if files.kind(of: path) == .regular { return path }
      if folder == top { break }
    }
    return nil
  }

  private func read(_ path: String, isProjectFile: Bool) throws(LLMError) -> ConfigurationFile? {
    do {
      let bytes = try files.read(path, limit: Self.sizeLimit)
      return try ConfigurationFile(path: path, isProjectFile: isProjectFile, bytes: bytes)
    } catch let error as FileError {
      if error == .notFound { return nil }
      throw LLMError(.configuration, "cannot read \(path): \(error.phrase)")
    } catch let error as LLMError {
      throw error
    } catch {
      throw LLMError(.internalError, "unexpected failure", detail: String(describing: error))
    }
  }
}
