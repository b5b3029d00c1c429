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
  private let newProjectFolder: RawPath?
  /// The top folder of the project.
  private let top: String?

  init(context: AppContext) {
    self.context = context
    userFolder = Folders(context.environment).map { RawPath($0.prompts) }
    let tree = context.tree
    let start = context.files.workingDirectory
    let top = GitState.current(context.files)?.root ?? start
    self.top = top
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

  /// Where the project's next template is put.
  ///
  /// Throws `LLMError` of kind `inputInvalid` where a link, which came with the project, has it written somewhere else.
  func folderForNewTemplates() throws(LLMError) -> RawPath? {
    if let projectFolder { return projectFolder }
    guard let newProjectFolder, let top else { return nil }
    for path in [newProjectFolder.parent, newProjectFolder].compactMap(\.self)
    where (try? context.tree.status(of: path, followsLinks: false)) != nil {
      guard Self.isInside(path, top, context.tree) else {
        throw LLMError(.inputInvalid, "\(path.shown) leads out of the project")
      }
      guard (try? context.tree.status(of: path, followsLinks: true))?.kind == .folder else {
        throw LLMError(.inputInvalid, "\(path.shown) is no folder")
      }
    }
    return newProjectFolder
  }

  /// Why folders where templates should be have none: what stands there is no folder, or must not be read.
  var problems: [(path: RawPath, phrase: String)] {
    [projectFolder ?? newProjectFolder, userFolder].compactMap(\.self).compactMap { path in
      guard let status = try? context.tree.status(of: path, followsLinks: true) else {
        let isLink = (try? context.tree.status(of: path, followsLinks: false)) != nil
        return isLink ? (path, "is a link to nowhere") : nil
      }
      guard status.kind == .folder else { return (path, "is no folder") }
      if path == newProjectFolder, projectFolder == nil { return (path, "leads out of the project") }
      do throws(FileError) { _ = try context.tree.entries(of: path) } catch {
        return (path, "cannot be read: \(error.phrase)")
      }
      return nil
    }
  }

  /// Whether a folder of a project's is one: a link in it could lead into the user's own.
  private static func isInside(_ path: RawPath, _ folder: String, _ tree: any FileTree) -> Bool {
    guard let real = try? tree.resolved(path), let root = try? tree.resolved(RawPath(folder)) else { return false }
    return real.bytes.starts(with: root.child([]).bytes)
  }

  /// The names of all templates, sorted.
  func names() -> [String] {
    var names = Set(BuiltInTemplates.all.map(\.name))
    for (folder, origin) in [(projectFolder, TemplateVersion.Origin.project), (userFolder, .user)] {
      guard let folder else { continue }
      // What cannot be read is one of the problems.
      names.formUnion((try? TemplateShelf(tree: context.tree, folder: folder, origin: origin).names()) ?? [])
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
      let problem = problems.first.map { ", and \($0.path.shown) \($0.phrase)" } ?? ""
      throw LLMError(
        .inputMissing, "there is no template '\(name)'\(problem)",
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
