/// Reads the parts of a question: standard input and files.
package struct PromptSources: Sendable {
  /// How long a silent standard input is waited for when the question can do without it.
  private static let patience = Duration.seconds(1)

  private let reader: AttachmentReader
  private let input: any InputStream
  /// Told what a user should know, such as input that had to be repaired.
  private let warn: @Sendable (String) -> Void

  package init(files: any FileSystem, input: any InputStream, warn: @escaping @Sendable (String) -> Void) {
    reader = AttachmentReader(files: files, verb: "-f", warn: warn)
    self.input = input
    self.warn = warn
  }

  /// Reads all parts. `words` are the arguments; `-` among them or among the paths is where standard input is asked for.
  ///
  /// Throws `LLMError`: `inputMissing` for a file that cannot be read, `inputInvalid` for one that is neither text nor an image
  /// or is too large, `usage` where there is nothing to ask.
  ///
  /// - Parameter template: what the parts are put into.
  package func read(
    words: [String], paths: [String], into template: FilledTemplate? = nil
  ) async throws(LLMError) -> PromptAssembler {
    var parts: [PromptAssembler.Part] = []
    var (images, documents): ([ImagePart], [DocumentPart]) = ([], [])
    for path in paths where path != "-" {
      for file in try reader.read(path) {
        if let image = file.image {
          images.append(image)
        } else if let document = file.document {
          documents.append(document)
        } else {
          parts.append(PromptAssembler.Part(name: file.name, content: file.text))
        }
      }
    }
    let asksForInput = words.contains("-") || paths.contains("-")
    let question = words.filter { $0 != "-" }.joined(separator: " ")
    let canDoWithout = !question.isEmpty || !parts.isEmpty || template?.isComplete == true
    let piped = try await standardInput(isAskedFor: asksForInput, isOptional: canDoWithout)
    var assembler = PromptAssembler(
      standardInput: piped?.image == nil && piped?.document == nil ? piped?.text : nil, files: parts, words: question)
    assembler.images = images + (piped?.image.map { [$0] } ?? [])
    assembler.documents = documents + (piped?.document.map { [$0] } ?? [])
    if let template {
      let typed = assembler
      assembler = try template.prompt(with: typed)
      (assembler.typedWords, assembler.isFilled) = (typed.words, true)
    }
    guard !assembler.prompt.isEmpty else {
      throw LLMError(
        .usage, "there is nothing to ask", advice: "Give a prompt, as in: llmctl chat 'What is a monad?'")
    }
    return assembler
  }

  /// The text of `-s`: as it is, or a file's content behind `@`.
  ///
  /// Throws `LLMError` for a file that cannot be read.
  package func text(_ argument: String) throws(LLMError) -> String {
    guard argument.hasPrefix("@") else { return argument }
    let path = String(argument.dropFirst())
    return try reader.text(try reader.content(path), name: path)
  }

  private func standardInput(isAskedFor: Bool, isOptional: Bool) async throws(LLMError) -> Attachment? {
    if input.isTerminal {
      guard isAskedFor else { return nil }
    } else if !isAskedFor, isOptional, await !input.waitUntilReady(Self.patience) {
      // Inherited from a service or a script that never writes: waiting for it would hang for ever.
      warn("standard input stayed silent and was not read; name it with '-' to wait for it")
      return nil
    }
    let bytes: [UInt8]
    do {
      bytes = try await input.readToEnd(limit: AttachmentReader.sizeLimit)
    } catch {
      throw LLMError(AttachmentReader.code(for: error), "cannot read standard input: \(error.phrase)")
    }
    return bytes.isEmpty ? nil : try reader.attachment(bytes, name: "standard input")
  }
}
