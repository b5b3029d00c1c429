extension Session {
  // MARK: What is

  func showHelp(_ word: String) throws(LLMError) {
    let name = word.hasPrefix("/") ? String(word.dropFirst()) : word
    guard !name.isEmpty else { return try output.show(SessionHelp.all) }
    guard let command = SlashCommand(rawValue: name.lowercased()) else {
      throw LLMError(.usage, "there is no command /\(name)", advice: "/help lists them")
    }
    try output.show(SessionHelp.line(command) + "\n")
  }

  func show() throws(LLMError) {
    var lines = ["model     \(choice.target.name)", "context   \(fill.spoken)"]
    if let window { lines.append("window    \(window)") }
    if let name = conversation.name { lines.append("name      \(name)") }
    if isStored { lines.append("id        \(conversation.id), \(conversation.turns.count) turns") }
    if let system { lines.append("system    \(system.split(separator: "\n").first.map(String.init) ?? "")") }
    for option in options { lines.append("option    \(option.name)=\(JSONWriter.text(of: option.value))") }
    for (index, attachment) in attachments.enumerated() {
      lines.append("attached  \(index + 1). \(attachment.description)")
    }
    try output.show(lines.joined(separator: "\n") + "\n")
  }

  func showUsage() throws(LLMError) {
    let input = totals.usage.input.map(String.init) ?? "0"
    let output = totals.usage.output.map(String.init) ?? "0"
    let seconds = totals.seconds.milliseconds / 1000
    var line = "\(totals.answers) answers: \(input) tokens in, \(output) out, \(seconds) s, \(totals.money.shown)"
    if totals.unpriced > 0 { line += ", \(totals.unpriced) of them without a price" }
    try self.output.show(line + "\n")
  }

  func clearScreen() throws(LLMError) {
    guard !Appearance.isPlain(context.environment) else { return }
    // The rows go up into the scrollback; nothing is erased there.
    try output.show(coloured: String(repeating: "\n", count: context.terminal.size.rows) + "\u{1B}[H\u{1B}[2J")
  }

  mutating func toggleRaw() {
    isRaw.toggle()
    reporter.notice(isRaw ? "answers are shown as the model writes them" : "answers are rendered")
  }

  // MARK: What is to be

  mutating func changeModel(_ name: String) async throws(LLMError) {
    guard !name.isEmpty else {
      let known = completer.models
      return try output.show(
        "\(choice.target.name)\n" + (known.isEmpty ? "" : "configured: \(known.joined(separator: ", "))\n"))
    }
    let before = choice.target.name
    choice = try await maker.choose(name)
    windowSearch = Self.search(window: choice, maker.prices, context)
    hasWarned = false
    if choice.target.name != before {
      lastUsage = nil
      reporter.notice("\(choice.target.name) from now on")
    }
  }

  mutating func changeSystem(_ text: String) throws(LLMError) {
    switch text {
    case "": try output.show((system ?? "there is no system text") + "\n")
    case "-":
      system = nil
      reporter.notice("no system text from the next turn on")
    default:
      let sources = PromptSources(files: context.files, input: context.input) { [reporter] in reporter.warning($0) }
      system = try sources.text(text)
      lastUsage = nil
      reporter.notice("the system text counts from the next turn on")
    }
  }

  mutating func change(options text: String) throws(LLMError) {
    guard !text.isEmpty else {
      let shown = options.map { "\($0.name)=\(JSONWriter.text(of: $0.value))" }
      return try output.show(shown.isEmpty ? "no parameters are set\n" : shown.joined(separator: "\n") + "\n")
    }
    for assignment in text.split(separator: " ").map(String.init) {
      let name = String(assignment.prefix { $0 != "=" })
      let changed = assignment.hasSuffix("=") ? [] : try GenerationOptions.parse([assignment])
      options.removeAll { $0.name == name }
      options += changed
    }
  }

  // MARK: The last answer

  func copy(_ what: String) throws(LLMError) {
    let text: String
    switch what {
    case "all": text = SessionExport(conversation, system: system).text(.markdown)
    case "code":
      guard let answer = lastAnswer, let block = CodeBlock.last(in: answer) else {
        throw LLMError(.usage, "the last answer has no code block")
      }
      text = block
    default:
      let number = try Self.number(what) ?? 1
      let answers = conversation.turns.compactMap(\.answer)
      guard number > 0, number <= answers.count else { throw Self.nothingAsked }
      text = answers[answers.count - number]
    }
    try Clipboard(context: context, reporter: reporter).copy(text)
    reporter.notice("copied \(text.utf8.count) bytes")
  }

  func showCode(_ words: String) throws(LLMError) {
    let parts = words.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0).trimmingBlanks }
    let blocks = CodeBlock.all(in: lastAnswer ?? "")
    guard !blocks.isEmpty else { throw LLMError(.usage, "the last answer has no code block") }
    let number = try Self.number(parts.first ?? "")
    if let number, number < 1 || number > blocks.count {
      throw LLMError(.usage, "the last answer has \(blocks.count) code blocks")
    }
    if parts.count > 1 {
      return try write(Array(blocks[(number ?? blocks.count) - 1].utf8), to: parts[1])
    }
    let shown = number.map { [blocks[$0 - 1]] } ?? blocks
    try output.show(shown.joined(separator: "\n"))
  }

  func expand() throws(LLMError) {
    guard let lastAnswer else { throw Self.nothingAsked }
    guard context.terminal.page(SafeText(lastAnswer)) else {
      throw LLMError(.internalError, "the pager cannot be started", advice: "Set PAGER")
    }
  }
}
