/// Puts a question together from its parts: what is to stand before the data, standard input, files, then the words of the command
/// line.
///
/// Each part but the words is a `DelimitedBlock`, so that the model can tell data from the question.
package struct PromptAssembler: Sendable {
  /// A text with a name.
  package struct Part: Sendable, Equatable {
    package var name: String
    package var content: String

    package init(name: String, content: String) {
      self.name = name
      self.content = content
    }
  }

  package var standardInput: String?
  package var files: [Part]
  package var words: String
  /// What stands before all of it, where a template says so.
  package var lead = ""
  /// What goes along with the prompt and is no text.
  package var images: [ImagePart] = []
  package var documents: [DocumentPart] = []

  /// Whether a template made the words, and what they were before that.
  package var isFilled = false
  package var typedWords = ""

  package init(standardInput: String?, files: [Part], words: String) {
    self.standardInput = standardInput
    self.files = files
    self.words = words
  }

  /// What was put into a template besides its parameters; `values` are those.
  package func recorded(_ values: [JSONMember]) -> RecordedTemplate {
    RecordedTemplate(
      values: values, standardInput: standardInput, files: files.map { JSONMember($0.name, .string($0.content)) },
      words: isFilled ? typedWords : words)
  }

  /// What was put into a template once, to be put into another one.
  package init(_ recorded: RecordedTemplate) {
    self.init(
      standardInput: recorded.standardInput,
      files: recorded.files.map { Part(name: $0.name, content: $0.value.text ?? "") }, words: recorded.words)
  }

  /// The prompt; empty where there is nothing to ask. Standard input alone is the prompt itself, without a block.
  package var prompt: String {
    if words.isEmpty, files.isEmpty, lead.isEmpty { return standardInput ?? "" }
    var blocks: [String] = lead.isEmpty ? [] : [lead]
    if let standardInput { blocks.append(DelimitedBlock(tag: "stdin", content: standardInput).text) }
    for file in files {
      let path = Self.attribute(file.name)
      blocks.append(DelimitedBlock(tag: "file", attributes: " path=\"\(path)\"", content: file.content).text)
    }
    if !words.isEmpty { blocks.append(words) }
    return blocks.joined(separator: "\n\n")
  }

  /// A text as the value of an opening tag's attribute, in double quotes.
  static func attribute(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "&quot;"
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\n" where previous == "\r": break
      case "\n", "\r": result += " "
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }
}
