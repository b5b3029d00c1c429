extension Session {
  // MARK: Files

  private var attachmentReader: AttachmentReader {
    AttachmentReader(files: context.files, home: context.environment["HOME"], verb: "/attach") { [reporter] in
      reporter.warning($0)
    }
  }

  /// Attaches what paths and patterns name.
  mutating func attachAll(_ words: String) throws(LLMError) {
    guard !words.isEmpty else {
      throw LLMError(.usage, "a path is missing", advice: "/attach PATH…, or @PATH in a question")
    }
    // A name with spaces in it stands for itself.
    let paths = context.files.kind(of: words) != nil ? [words] : words.split(separator: " ").map(String.init)
    for path in paths { try attach(path) }
  }

  /// Attaches a file, or all that a pattern matches, and says what will be sent.
  mutating func attach(_ path: String) throws(LLMError) {
    for file in try attachmentReader.read(path) {
      attachments.append(file)
      reporter.notice("attached \(file.description)")
    }
  }

  /// Attaches the files that a question mentions as `@PATH`. A word that is no file stays a word.
  mutating func attachMentioned(in text: String) throws(LLMError) {
    for word in text.split(whereSeparator: \.isWhitespace) where word.hasPrefix("@") && word.count > 1 {
      let path = String(word.dropFirst())
      guard context.files.kind(of: path) == .regular, !attachments.contains(where: { $0.name == path }) else {
        continue
      }
      try attach(path)
    }
  }

  /// Takes attachments back.
  mutating func drop(_ what: String) throws(LLMError) {
    guard !attachments.isEmpty else { throw LLMError(.usage, "nothing is attached") }
    if what == "all" {
      attachments = []
    } else {
      let number = try Self.number(what) ?? attachments.count
      guard attachments.indices.contains(number - 1) else {
        throw LLMError(.usage, "there are \(attachments.count) attachments", advice: "/show lists them")
      }
      attachments.remove(at: number - 1)
    }
    reporter.notice("\(attachments.count) attached")
  }

  /// Attaches what is in the clipboard.
  mutating func paste() throws(LLMError) {
    let pasted = try Clipboard(context: context, reporter: reporter).paste()
    attachments.append(pasted)
    reporter.notice("attached \(pasted.description)")
  }

  // MARK: The shell

  /// Runs a line of the user's own. Its output goes to the terminal; with `keeps` it goes through us, and along with the next
  /// question if the user leaves it there.
  mutating func runShell(_ line: String, keeps: Bool) async throws(LLMError) -> Next {
    context.terminal.modes.restore()
    guard keeps else {
      guard let status = context.terminal.run(shell: "exec ${SHELL:-/bin/sh} -c \"$1\"", argument: line) else {
        throw LLMError(.internalError, "the shell cannot be started")
      }
      if status != 0 { reporter.notice("exit status \(status)") }
      return .ready
    }
    let result = try await shellOutput(of: line)
    try output.show(result.text.hasSuffix("\n") ? result.text : result.text + "\n")
    guard !result.text.isEmpty else {
      reporter.notice("no output, exit status \(result.status)")
      return .ready
    }
    attachments.append(Attachment(name: "output of \(line)", text: result.text))
    reporter.notice(
      "exit status \(result.status); the output goes along with the next question, '/drop' takes it back")
    return .ready
  }

  /// Ctrl-C reaches the command, and here it only ends the waiting for it.
  private func shellOutput(of line: String) async throws(LLMError) -> ShellOutput {
    defer { context.interruption.forgetInterrupt() }
    do {
      return try await context.interruption.cancelling { [programs = context.programs] in
        try ShellOutput(of: line, programs: programs)
      }
    } catch let error as LLMError {
      throw error
    } catch {
      throw LLMError(.interrupted, "interrupted")
    }
  }
}

/// What a line of the shell wrote, to both of its outputs.
struct ShellOutput {
  /// Longer output is cut in the middle of nowhere; a model could not read it.
  private static let limit = 4 << 20

  let text: String
  let status: Int32

  /// Throws `LLMError` where the shell cannot be started.
  init(of line: String, programs: any Programs) throws(LLMError) {
    do throws(FileError) {
      let program = try programs.start(
        "/bin/sh", [Array("-c".utf8), Array("{ \(line)\n} 2>&1".utf8)], environment: [:])
      text = String(decoding: try program.output(limit: Self.limit), as: UTF8.self)
      status = program.finish().status
    } catch {
      throw LLMError(.internalError, "the shell cannot be started: \(error.phrase)")
    }
  }
}
