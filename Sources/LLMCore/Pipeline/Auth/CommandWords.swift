/// The words of a command that was typed as one argument. Quotes and backslashes hold them together as in a shell; nothing else
/// of a shell is understood, and what needs one is refused rather than taken at its word.
struct CommandWords {
  /// A program and its arguments.
  let words: [String]

  /// Throws `LLMError` of kind `usage` for a line without words, with an open quotation mark, or with a character that only a
  /// shell understands.
  init(_ line: String) throws(LLMError) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let finished = word { words.append(finished) }
        word = nil
      } else if "|&;<>$`()".contains(character) {
        throw LLMError(
          .usage, "the command is started without a shell, which alone understands '\(character)'",
          advice: "Put it into a script, or type: sh -c '…' in quotation marks")
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else {
      throw LLMError(.usage, "the command has a quotation mark without its partner")
    }
    if let word { words.append(word) }
    guard let program = words.first, !program.isEmpty else { throw LLMError(.usage, "the command is empty") }
    self.words = words
  }
}
