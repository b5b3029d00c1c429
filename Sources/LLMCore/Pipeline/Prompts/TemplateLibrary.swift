/// The templates that there are: the project's, the user's, and those that come with llmctl.
///
/// The project's come first. The user's and the built-in ones are one library, so that a version of the user's follows a built-in one.
struct TemplateLibrary: Sendable {
  /// Templates of one folder.
  enum Shelf: Sendable { case project, own }

  private let context: AppContext
  let userFolder: RawPath?
  /// The nearest one from the working directory up to the repository's top folder, as for the project's configuration.
  let projectFolder: RawPath?
  /// Where a project's templates are put that has none yet.
  let newProjectFolder: RawPath?

  init(context: AppContext) {
    self.context = context
    userFolder = Folders(context.environment).map { RawPath($0.prompts) }
    let tree = context.tree
    let start = context.files.workingDirectory
    let top = GitState.current(context.files)?.root ?? start
    newProjectFolder = top.map { RawPath(FolderPath.child(".llmctl/prompts", of: $0)) }
    var found: RawPath?
    for folder in start.map(FolderPath.ancestors) ?? [] where found == nil {
      let path = RawPath(FolderPath.child(".llmctl/prompts", of: folder))
      if (try? tree.status(of: path, followsLinks: true))?.kind == .folder, Self.isInside(path, folder, tree) {
        found = path
      }
      if folder == top { break }
    }
    projectFolder = found
  }

  /// Whether a folder of a project's is one: a link in it could lead into the user's own.
  private static func isInside(_ path: RawPath, _ folder: String, _ tree: any FileTree) -> Bool {
    guard let real = try? tree.resolved(path), let root = try? tree.resolved(RawPath(folder)) else { return false }
    return real.bytes.starts(with: root.child([]).bytes)
  }

  /// The names of all templates, sorted.
  func names() -> [String] {
    var names = Set(BuiltInTemplates.all.map(\.name))
    for folder in [projectFolder, userFolder].compactMap(\.self) {
      for entry in (try? context.tree.entries(of: folder)) ?? [] {
        if let name = TemplateShelf.templateName(of: entry) { names.insert(name) }
      }
    }
    return names.sorted()
  }

  /// All versions of a template.
  ///
  /// Throws `LLMError` of kind `inputMissing` where there is none of this name.
  func lineage(_ name: String) throws(LLMError) -> TemplateLineage {
    let shelves = shelves(of: name)
    guard let first = shelves.first else {
      let nearest = Suggestion.nearest(to: name, among: names())
      throw LLMError(
        .inputMissing, "there is no template '\(name)'",
        advice: nearest.map { "Did you mean '\($0)'?" } ?? "'llmctl prompts list' shows what there is")
    }
    return TemplateLineage(
      name: name, shelf: first.shelf, files: first.files, hasOthers: shelves.count > 1,
      rollouts: rollouts(of: first.shelf), context: context)
  }

  /// All versions of a template in one folder; nil where it has none of this name.
  func lineage(_ name: String, on shelf: Shelf) -> TemplateLineage? {
    guard let found = shelves(of: name).first(where: { $0.shelf == shelf }) else { return nil }
    return TemplateLineage(
      name: name, shelf: shelf, files: found.files, hasOthers: false,
      rollouts: rollouts(of: shelf), context: context)
  }

  private func rollouts(of shelf: Shelf) -> RolloutFile {
    RolloutFile(
      context: context, folder: shelf == .project ? projectFolder : userFolder, followsLinks: shelf == .own)
  }

  private func shelves(of name: String) -> [(shelf: Shelf, files: [TemplateShelf.File])] {
    var shelves: [(Shelf, [TemplateShelf.File])] = []
    if let projectFolder {
      let files = TemplateShelf(tree: context.tree, folder: projectFolder, origin: .project).files(of: name)
      if !files.isEmpty { shelves.append((.project, files)) }
    }
    var own = userFolder.map { TemplateShelf(tree: context.tree, folder: $0, origin: .user).files(of: name) } ?? []
    own += BuiltInTemplates.all.filter { $0.name == name }.map(TemplateShelf.File.init)
    if !own.isEmpty { shelves.append((.own, own)) }
    return shelves
  }
}
