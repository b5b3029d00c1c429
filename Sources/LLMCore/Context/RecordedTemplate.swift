/// What was put into a template, so that the same can be put into another version of it.
package struct RecordedTemplate: Sendable, Equatable {
  /// Values by the names of parameters; of files, their text. What is no text is missing.
  package var values: [JSONMember]
  package var standardInput: String?
  /// Files that went along, by name.
  package var files: [JSONMember]
  /// What was typed behind the options.
  package var words: String

  package init(values: [JSONMember], standardInput: String?, files: [JSONMember], words: String) {
    (self.values, self.standardInput, self.files, self.words) = (values, standardInput, files, words)
  }

  /// As it is stored.
  package var json: JSONValue {
    .object([
      JSONMember("values", .object(values)), JSONMember("stdin", .optional(standardInput)),
      JSONMember("files", .object(files)), JSONMember("words", .string(words)),
    ])
  }

  /// What was stored so; nil for what we never wrote.
  package init?(json: JSONValue) {
    guard let values = json["values"]?.members, let files = json["files"]?.members, let words = json["words"]?.text
    else { return nil }
    self.init(values: values, standardInput: json["stdin"]?.text, files: files, words: words)
  }

  /// The same with all texts changed alike.
  package func mapTexts(_ change: (String) -> String) -> RecordedTemplate {
    func changed(_ members: [JSONMember]) -> [JSONMember] {
      members.map { JSONMember($0.name, $0.value.text.map { .string(change($0)) } ?? $0.value) }
    }
    return RecordedTemplate(
      values: changed(values), standardInput: standardInput.map(change), files: changed(files), words: change(words))
  }
}
