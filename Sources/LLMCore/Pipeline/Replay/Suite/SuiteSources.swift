/// What a suite's file names: texts, files, schemas and tools, looked for beside it.
struct SuiteSources: Sendable {
  private let folder: String
  private let context: AppContext
  private let attachments: AttachmentReader

  init(beside path: String, _ context: AppContext, _ reporter: Reporter) {
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    self.context = context
    attachments = AttachmentReader(files: context.files, verb: "files") { reporter.warning($0) }
  }

  private func beside(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

  /// A text, or a file's content behind `@`.
  ///
  /// Throws `LLMError`.
  func text(_ argument: String) throws(LLMError) -> String {
    guard argument.hasPrefix("@") else { return argument }
    let path = beside(String(argument.dropFirst()))
    return try attachments.text(try attachments.content(path), name: path)
  }

  /// A prompt with the files that go along.
  ///
  /// Throws `LLMError`.
  func prompt(_ words: String, files: [String]) throws(LLMError) -> PromptAssembler {
    var assembler = PromptAssembler(standardInput: nil, files: [], words: words)
    for name in files {
      for file in try attachments.read(beside(name)) {
        if let image = file.image {
          assembler.images.append(image)
        } else if let document = file.document {
          assembler.documents.append(document)
        } else {
          // As the suite names it: the same question wherever the suite lies.
          assembler.files.append(PromptAssembler.Part(name: shown(file.name), content: file.text))
        }
      }
    }
    return assembler
  }

  private func shown(_ path: String) -> String {
    !folder.isEmpty && path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }

  /// Throws `LLMError` for what is no usable schema.
  func schema(_ text: String) throws(LLMError) -> SchemaSource.Found {
    let path = beside(text.hasPrefix("@") ? String(text.dropFirst()) : text)
    let isFile = !text.trimmingBlanks.hasPrefix("{") && context.files.kind(of: path) == .regular
    return try SchemaSource(context: context).find(isFile ? "@" + path : text)
  }

  /// Throws `LLMError` for a file that has no tools.
  func tools(_ path: String) throws(LLMError) -> ToolSet {
    var tools = try ToolFile(path: beside(path), context: context).tools(choice: nil)
    tools.reasks = QuestionMaker.usualReasks
    return tools
  }
}
