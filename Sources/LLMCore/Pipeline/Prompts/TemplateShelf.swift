/// The files of templates in one folder.
struct TemplateShelf: Sendable {
  /// A file that may be a version of a template.
  struct File: Sendable, Equatable {
    let name: String
    let origin: TemplateVersion.Origin
    /// Nil for what is built in.
    let path: RawPath?
    let form: TemplateFile.Form
    /// What its name says; nil for a template of one file, which says so itself.
    let number: Int?
    /// The text of what is built in.
    let builtIn: String?
    /// The folder that all of it must stay in; nil where links may lead anywhere.
    let fence: RawPath?

    var place: String { path?.shown ?? "built in" }
  }

  let tree: any FileTree
  let folder: RawPath
  let origin: TemplateVersion.Origin

  /// The names of all templates in the folder. A folder without a version is none.
  ///
  /// Throws `FileError` where the folder cannot be read.
  func names() throws(FileError) -> Set<String> {
    var names: Set<String> = []
    for entry in try tree.entries(of: folder) {
      guard let text = String(validating: entry.name, as: UTF8.self) else { continue }
      let name = Self.parts(of: text)?.stem ?? text
      if TemplateReference.isName(name), !names.contains(name), !files(of: name).isEmpty { names.insert(name) }
    }
    return names
  }

  /// The files of a template: those named like it, and those in the folder named like it. What is named so and cannot be read, such as
  /// a pipe or a link to nowhere, is among them, so that whoever reads it is told.
  func files(of name: String) -> [File] {
    var files: [File] = []
    for ending in TemplateFile.Form.endings {
      let path = folder.child(Array("\(name).\(ending)".utf8))
      guard let status = try? tree.status(of: path, followsLinks: false), status.kind != .folder else { continue }
      files.append(file(name, path, ending, number: nil))
    }
    let versions = folder.child(Array(name.utf8))
    let entries: [FolderEntry]
    do throws(FileError) {
      entries = try tree.entries(of: versions).sorted { $0.name.lexicographicallyPrecedes($1.name) }
    } catch {
      let kinds = [true, false].map { (try? tree.status(of: versions, followsLinks: $0))?.kind }
      // A folder that must not be read, or a link to nowhere; not what is no folder at all.
      let isBroken = kinds[0] == .folder || (kinds[0] == nil && kinds[1] == .link)
      return isBroken ? files + [file(name, versions, "yaml", number: nil)] : files
    }
    for entry in entries where entry.kind != .folder {
      guard let text = String(validating: entry.name, as: UTF8.self), let (stem, ending) = Self.parts(of: text),
        let number = TemplateReference.number(of: stem)
      else { continue }
      files.append(file(name, versions.child(entry.name), ending, number: number))
    }
    return files
  }

  private func file(_ name: String, _ path: RawPath, _ ending: String, number: Int?) -> File {
    File(
      name: name, origin: origin, path: path, form: TemplateFile.Form(ending: ending) ?? .yaml, number: number,
      builtIn: nil, fence: origin == .project ? folder : nil)
  }

  /// The name and the ending of a template's file.
  private static func parts(of text: String) -> (stem: String, ending: String)? {
    guard let dot = text.lastIndex(of: ".") else { return nil }
    let (stem, ending) = (String(text[..<dot]), String(text[text.index(after: dot)...]))
    guard TemplateReference.isName(stem), TemplateFile.Form.endings.contains(ending) else { return nil }
    return (stem, ending)
  }
}

extension TemplateShelf.File {
  /// What comes with llmctl.
  init(_ source: BuiltInTemplates.Source) {
    self.init(
      name: source.name, origin: .builtIn, path: nil, form: .markdown, number: source.number, builtIn: source.text,
      fence: nil)
  }

  /// Reads it.
  ///
  /// Throws `LLMError`: `inputMissing` for what cannot be read, `inputInvalid` for what is no template.
  func read(_ context: AppContext) throws(LLMError) -> TemplateVersion {
    let text = try path.map { (path) throws(LLMError) in try bytes(of: path, context) } ?? Array((builtIn ?? "").utf8)
    return try version(text, context)
  }

  /// What it would be with this text.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for what is no template.
  func version(_ text: [UInt8], _ context: AppContext) throws(LLMError) -> TemplateVersion {
    let content: TemplateContent
    do throws(TemplateMistake) {
      content = try TemplateFile.read(text, form)
      try check(content)
    } catch {
      throw error.error(in: place)
    }
    return TemplateVersion(
      name: name, number: number ?? content.number ?? 1, origin: origin, path: path, form: form, text: text,
      content: content, schema: try schema(of: content, context))
  }

  private func check(_ content: TemplateContent) throws(TemplateMistake) {
    if let number, let said = content.number, said != number {
      throw TemplateMistake("'version' is \(said), and the file is v\(number)", line: content.lines["version"])
    }
    guard origin == .project else { return }
    for option in content.options.map({ String($0.prefix { $0 != "=" }) })
    where !GenerationOptions.knownNames.contains(option) {
      throw TemplateMistake(
        "a project's template can only set options that llmctl knows, and '\(option)' is none",
        line: content.lines["options"])
    }
  }

  private func schema(of content: TemplateContent, _ context: AppContext) throws(LLMError) -> JSONValue? {
    func mistake(_ message: String) -> LLMError {
      TemplateMistake(message, line: content.lines["schema"]).error(in: place)
    }
    switch content.schema {
    case nil: return nil
    case .inline(let value): return value
    case .shortForm(let text):
      do throws(SchemaError) { return try SchemaShortForm.schema(from: text) } catch {
        throw mistake("'schema' is no short form of a schema: \(error.message)")
      }
    case .file(let name):
      guard let folder = path?.parent else { throw mistake("'schema' names a file") }
      let bytes = try bytes(of: folder.child(Array(name.utf8)), context)
      let schema: JSONValue
      do throws(JSONError) { schema = try JSONReader.parse(bytes) } catch {
        throw mistake("\(name) is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
      }
      // A word alone would be read as a name or a short form further on.
      guard schema.members != nil else { throw mistake("\(name) is no JSON Schema: it must be an object") }
      return schema
    }
  }

  private func bytes(of path: RawPath, _ context: AppContext) throws(LLMError) -> [UInt8] {
    do throws(FileError) {
      var real = path
      // Whoever wrote the project does not decide which of the user's other files a model sees.
      if let fence {
        let (target, inside) = (try context.tree.resolved(path), try context.tree.resolved(fence))
        guard target.bytes.starts(with: inside.child([]).bytes) else {
          throw FileError.failed("leads out of the project's templates")
        }
        // Opened by that name: a link that is exchanged meanwhile leads nowhere else.
        real = target
      }
      let source = try context.tree.open(real, waitsForWriter: false)
      guard source.status.kind == .regular else { throw FileError.failed("is no regular file") }
      return try source.readToEnd(limit: TemplateFile.sizeLimit)
    } catch {
      let code: LLMError.Code = if case .tooLarge = error { .inputInvalid } else { .inputMissing }
      throw LLMError(code, "cannot read the template \(path.shown): \(error.phrase)")
    }
  }
}
