/// A template with its values put in.
///
/// Values are data, and are told apart from what a template says: more than a line of them, and files, stand in a block that ends with
/// a tag they do not have; nothing but words that the template itself lists ever becomes part of the system text. Values are put in
/// once, so that places in a value are text.
package struct FilledTemplate: Sendable, Equatable {
  package let system: String?
  /// The examples as turns of a conversation.
  package let earlier: [Message]
  /// What stands before standard input and files, and behind them.
  private let lead: String
  private let rest: String
  /// Whether the template says where they stand.
  private let takesInput: Bool
  /// Whether the template asks something, and is not only a role.
  private let isQuestion: Bool
  private let images: [ImagePart]
  private let documents: [DocumentPart]

  /// - Parameter name: the template's, for errors.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for a template with a place that nothing can stand in.
  package init(
    _ content: TemplateContent, _ arguments: TemplateArguments, named name: String
  ) throws(LLMError) {
    try Self.requireParameters(content, name)
    var filling = Filling(values: arguments.values, content: content)
    system = content.system.map { filling.system($0) }
    earlier = content.examples.flatMap(\.messages)
    let user = filling.user(content.user ?? "")
    let blocks = filling.remainingBlocks
    (takesInput, isQuestion) = (user.takesInput, content.isQuestion)
    let before = blocks.map { $0 + "\n\n" }.joined() + user.lead
    (lead, rest) = takesInput ? (before, user.rest) : ("", Self.trimmed(before))
    (images, documents) = (arguments.images, arguments.documents)
  }

  /// What is missing would be missing from a request that costs money.
  private static func requireParameters(_ content: TemplateContent, _ name: String) throws(LLMError) {
    guard let place = content.undeclaredPlaces.first else { return }
    throw LLMError(
      .inputInvalid,
      "'\(place.member)' of the template '\(name)' has a place {{\(place.name)}}, and there is no such parameter",
      advice: Suggestion.nearest(to: place.name, among: content.parameters.map(\.name)).map { "Did you mean '\($0)'?" }
        ?? "Name it in 'parameters', or write \\{{\(place.name)}} for the braces themselves")
  }

  /// Whether there is something to ask without anything else; nothing where the input is missing that it asks for.
  package var isComplete: Bool { isQuestion && !takesInput && !rest.isEmpty }

  /// Whether the system text speaks of data that stands in the prompt, though the template asks nothing.
  package var needsQuestion: Bool { !isQuestion && !rest.isEmpty }

  /// The prompt of it, with standard input, files and words that were typed besides. Where there is a place for input and neither
  /// standard input nor a file, the words stand there; else they come last.
  ///
  /// Throws `LLMError` of kind `usage` where the input is missing.
  package func prompt(with typed: PromptAssembler) throws(LLMError) -> PromptAssembler {
    var prompt = typed
    prompt.images += images
    prompt.documents += documents
    let hasData =
      typed.standardInput != nil || !typed.files.isEmpty || !typed.images.isEmpty || !typed.documents.isEmpty
    guard takesInput else {
      // A role alone asks nothing.
      if isQuestion || !typed.prompt.isEmpty { prompt.words = Self.joined([rest, typed.words]) }
      return prompt
    }
    guard hasData || !typed.words.isEmpty else {
      throw LLMError(
        .usage, "the template needs something to work on",
        advice: "Pipe it in, name files with -f, or give words behind the options")
    }
    if hasData {
      prompt.lead = Self.trimmed(lead)
      prompt.words = Self.joined([rest, typed.words])
    } else if typed.words.contains(where: \.isNewline) {
      let block = DelimitedBlock(tag: TemplateContent.inputName, content: typed.words).text
      prompt.words = Self.joined([lead, block, rest])
    } else {
      prompt.words = Self.trimmed(lead + typed.words + rest)
    }
    return prompt
  }

  /// Texts with an empty line between them; what is empty is left out.
  private static func joined(_ texts: [String]) -> String {
    texts.map(trimmed).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == "\n" || $0 == "\r\n" }
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Puts values into texts, and remembers which blocks have no place yet.
  private struct Filling {
    let values: [String: TemplateValue]
    /// The blocks of values that need one, by the names of their parameters.
    private let blocks: [String: DelimitedBlock]
    /// Blocks that have a line of their own in the question.
    private let placed: Set<String>
    /// Blocks that are spoken of and stand nowhere, in the order of speaking.
    private var waiting: [String] = []
    private var isWaiting: Set<String> = []

    init(values: [String: TemplateValue], content: TemplateContent) {
      self.values = values
      // Those that are blocks whatever they are: the system text speaks of them, and must not hold them.
      let open = Set(TemplateText(content.system ?? "").names.filter { content.parameter($0)?.isClosed == false })
      var (blocks, names): ([String: DelimitedBlock], Set<String>) = ([:], [])
      for parameter in content.parameters {
        let (name, value) = (parameter.name, values[parameter.name])
        guard let block = Self.block(name, value, isOpen: open.contains(name), besides: names) else { continue }
        blocks[name] = block
        names.insert(block.name)
      }
      self.blocks = blocks
      placed = Set(
        TemplateText(content.user ?? "").pieces.compactMap { piece in
          if case .place(let name, isAlone: true) = piece, blocks[name] != nil { name } else { nil }
        })
    }

    var remainingBlocks: [String] { waiting.compactMap { blocks[$0]?.text } }

    mutating func system(_ text: String) -> String {
      var result = ""
      for piece in TemplateText(text).pieces {
        switch piece {
        case .words(let words): result += words
        case .place(let name, _):
          if let block = blocks[name] {
            result += reference(to: block, name) + " of the user's message"
          } else {
            result += words(name)
          }
        }
      }
      return result
    }

    mutating func user(_ text: String) -> (lead: String, rest: String, takesInput: Bool) {
      var (parts, takesInput) = (["", ""], false)
      var shown: Set<String> = []
      for piece in TemplateText(text).pieces {
        let part = takesInput ? 1 : 0
        switch piece {
        case .words(let words): parts[part] += words
        case .place(TemplateContent.inputName, _):
          // The first one counts; that there are more is a finding of the check.
          if takesInput { parts[part] += "the input" } else { takesInput = true }
        case .place(let name, let isAlone):
          if let block = blocks[name] {
            let isHere = isAlone && shown.insert(name).inserted
            parts[part] += isHere ? block.text : reference(to: block, name)
          } else {
            parts[part] += words(name)
          }
        }
      }
      return (parts[0], parts[1], takesInput)
    }

    /// What is said where a block cannot stand.
    private mutating func reference(to block: DelimitedBlock, _ name: String) -> String {
      if !placed.contains(name), isWaiting.insert(name).inserted { waiting.append(name) }
      return "the text in <\(block.name)>"
    }

    private func words(_ name: String) -> String {
      switch values[name] {
      case .words(let words)?: words
      case .attached(let file)?: "the attached file \"\(file)\""
      case .data?, nil: ""
      }
    }

    /// The block of a value; nil where it needs none.
    private static func block(
      _ name: String, _ value: TemplateValue?, isOpen: Bool, besides others: Set<String>
    ) -> DelimitedBlock? {
      switch value {
      case .data(let text, let attributes)?:
        DelimitedBlock(tag: name, attributes: attributes, content: text, besides: others)
      case .words(let words)? where isOpen: DelimitedBlock(tag: name, content: words, besides: others)
      case .words?, .attached?, nil: nil
      }
    }
  }
}
