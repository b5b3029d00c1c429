/// Reads the parts of a question: standard input and files.
package struct PromptSources: Sendable {
  /// More input than any context window holds.
  private static let sizeLimit = 256 << 20
  /// How long a silent standard input is waited for when the question can do without it.
  private static let patience = Duration.seconds(1)

  private let files: any FileSystem
  private let input: any InputStream
  /// Told what a user should know, such as input that had to be repaired.
  private let warn: @Sendable (String) -> Void

  package init(files: any FileSystem, input: any InputStream, warn: @escaping @Sendable (String) -> Void) {
    self.files = files
    self.input = input
    self.warn = warn
  }

  /// Reads all parts. `words` are the arguments; `-` among them or among the paths is where standard input is asked for.
  ///
  /// Throws `LLMError`: `inputMissing` for a file that cannot be read, `inputInvalid` for one that is no text
  /// or too large, `usage`
  /// where there is nothing to ask.
  package func read(words: [String], paths: [String]) async throws(LLMError) -> PromptAssembler {
    var parts: [PromptAssembler.Part] = []
    var images: [ImagePart] = []
    for path in paths where path != "-" {
      for match in try expand(path) {
        let bytes = try content(match)
        if let image = ImagePart(bytes) {
          images.append(image)
        } else {
          parts.append(PromptAssembler.Part(name: match, content: try decoded(bytes, name: match)))
        }
      }
    }
    let asksForInput = words.contains("-") || paths.contains("-")
    let question = words.filter { $0 != "-" }.joined(separator: " ")
    let canDoWithout = !question.isEmpty || !parts.isEmpty
    let text = try await standardInput(isAskedFor: asksForInput, isOptional: canDoWithout)
    var assembler = PromptAssembler(standardInput: text, files: parts, words: question)
    assembler.images = images
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
    return try decoded(try content(path), name: path)
  }

  private func standardInput(isAskedFor: Bool, isOptional: Bool) async throws(LLMError) -> String? {
    if input.isTerminal {
      guard isAskedFor else { return nil }
    } else if !isAskedFor, isOptional, await !input.waitUntilReady(Self.patience) {
      // Inherited from a service or a script that never writes: waiting for it would hang for ever.
      warn("standard input stayed silent and was not read; name it with '-' to wait for it")
      return nil
    }
    let bytes: [UInt8]
    do {
      bytes = try await input.readToEnd(limit: Self.sizeLimit)
    } catch {
      throw LLMError(Self.code(for: error), "cannot read standard input: \(error.phrase)")
    }
    return bytes.isEmpty ? nil : try decoded(bytes, name: "standard input")
  }

  /// The files a path stands for: itself where it exists, else what it matches as a pattern.
  private func expand(_ path: String) throws(LLMError) -> [String] {
    if files.kind(of: path) != nil { return [path] }
    let isPattern = path.contains { "*?[{".contains($0) }
    let matches = isPattern ? files.matches(of: path).filter { files.kind(of: $0) == .regular } : []
    guard isPattern, matches.isEmpty else { return isPattern ? matches : [path] }
    throw LLMError(.inputMissing, "no file matches \(path)")
  }

  private func content(_ path: String) throws(LLMError) -> [UInt8] {
    do throws(FileError) {
      return try files.read(path, limit: Self.sizeLimit)
    } catch {
      throw LLMError(
        Self.code(for: error), "cannot read \(path): \(error.phrase)",
        advice: error == .isDirectory ? "Give its files, as in -f '\(path)/*'" : nil)
    }
  }

  /// Text from bytes. A binary file is refused; stray bytes in a text are replaced, and the user is told.
  private func decoded(_ bytes: [UInt8], name: String) throws(LLMError) -> String {
    if let text = String(validating: bytes, as: UTF8.self) {
      guard !bytes.contains(0) else { throw binary(name) }
      return text
    }
    guard !bytes.prefix(8192).contains(0) else { throw binary(name) }
    warn("\(name) is not valid UTF-8; the invalid bytes were replaced by U+FFFD")
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is too large is there, and cannot be used.
  private static func code(for error: FileError) -> LLMError.Code {
    if case .tooLarge = error { .inputInvalid } else { .inputMissing }
  }

  private func binary(_ name: String) -> LLMError {
    LLMError(.inputInvalid, "\(name) is binary, not text", advice: "Only text can be sent")
  }
}
