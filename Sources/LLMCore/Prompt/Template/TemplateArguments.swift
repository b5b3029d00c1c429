/// The values somebody gives a template: `-p name=value`, checked against its parameters.
package struct TemplateArguments: Sendable, Equatable {
  /// By the name of the parameter; what is optional and not given is left out.
  package private(set) var values: [String: TemplateValue] = [:]
  package private(set) var images: [ImagePart] = []
  package private(set) var documents: [DocumentPart] = []

  /// Reads the files that are named: by whoever typed, and by nobody else.
  ///
  /// - Parameters:
  ///   - assignments: `name=value` texts; of several with the same name the last one counts. The value of a text may be `@PATH`, that
  ///     of a file is its path.
  ///   - name: the template's, for errors.
  ///   - files: reads them; nil where whoever gives the values must not have files read.
  ///
  /// Throws `LLMError`: `usage` for values that do not fit, those of `AttachmentReader` for files.
  package init(
    _ assignments: [String], for content: TemplateContent, named name: String, files: AttachmentReader?
  ) throws(LLMError) {
    let typed = try Self.typed(assignments, content, name)
    for parameter in content.parameters {
      if let value = typed[parameter.name] {
        try take(value, parameter, files)
      } else if let usual = parameter.usual {
        values[parameter.name] = Self.value(usual, parameter)
      } else if parameter.isRequired {
        throw Self.missing(parameter, name)
      }
    }
  }

  /// Takes values that are known already: those of an earlier call, or of a file. What the template has no parameter for is left out.
  ///
  /// Throws `LLMError` of kind `usage` for values that do not fit, and where one is missing.
  package init(
    known: [JSONMember], for content: TemplateContent, named name: String
  ) throws(LLMError) {
    let known = Dictionary(known.map { ($0.name, $0.value) }) { $1 }
    for parameter in content.parameters {
      if let text = known[parameter.name].map({ $0.text ?? JSONWriter.text(of: $0) }).map(parameter.tidy) {
        if let complaint = parameter.complaint(about: text) {
          throw LLMError(
            .usage, "'\(SafeText.line(text).text)' is no value for '\(parameter.name)' of the template '\(name)'",
            advice: "It takes \(complaint)")
        }
        values[parameter.name] = parameter.kind == .file ? .data(text, attributes: "") : Self.value(text, parameter)
      } else if let usual = parameter.usual {
        values[parameter.name] = Self.value(usual, parameter)
      } else if parameter.isRequired {
        throw Self.missing(parameter, name)
      }
    }
  }

  /// The values as texts, by name; what is no text is left out.
  package var texts: [JSONMember] {
    values.sorted { $0.key < $1.key }.compactMap { name, value in
      switch value {
      case .words(let text), .data(let text, _): JSONMember(name, .string(text))
      case .attached: nil
      }
    }
  }

  private static func typed(
    _ assignments: [String], _ content: TemplateContent, _ name: String
  ) throws(LLMError) -> [String: String] {
    var typed: [String: String] = [:]
    for assignment in assignments {
      try MisplacedKey.refuse(assignment, behind: "-p")
      // By bytes: with a combining mark behind it, the sign would be another Character.
      guard let equals = assignment.utf8.firstIndex(of: Byte.equals), equals != assignment.startIndex else {
        throw LLMError(.usage, "'\(assignment)' gives no parameter a value", advice: "Write it as -p name=value")
      }
      let key = String(assignment[..<equals])
      guard content.parameter(key) != nil else {
        let names = content.parameters.map(\.name)
        throw LLMError(
          .usage, "the template '\(name)' has no parameter '\(key)'",
          advice: Suggestion.nearest(to: key, among: names).map { "Did you mean '\($0)'?" }
            ?? (names.isEmpty ? "It has none" : "It has \(names.joined(separator: ", "))"))
      }
      let value = String(assignment[assignment.utf8.index(after: equals)...])
      typed[key] = content.parameter(key)?.tidy(value) ?? value
    }
    return typed
  }

  private mutating func take(
    _ typed: String, _ parameter: TemplateParameter, _ files: AttachmentReader?
  ) throws(LLMError) {
    let isPath = parameter.kind == .file || (parameter.kind == .text && typed.hasPrefix("@") && files != nil)
    guard isPath else {
      if let complaint = parameter.complaint(about: typed) {
        throw LLMError(.usage, "'\(typed)' is no value for '\(parameter.name)'", advice: "It takes \(complaint)")
      }
      values[parameter.name] = Self.value(typed, parameter)
      return
    }
    guard let files else {
      throw LLMError(.usage, "'\(parameter.name)' takes a file, which only whoever asks may name")
    }
    let path = typed.hasPrefix("@") ? String(typed.dropFirst()) : typed
    let found = try files.read(path)
    guard let file = found.first, found.count == 1 else {
      throw LLMError(.usage, "'\(parameter.name)' takes one file, and \(path) are \(found.count)")
    }
    let name = PromptAssembler.attribute(file.name)
    if let image = file.image {
      images.append(image)
      values[parameter.name] = .attached(name)
    } else if let document = file.document {
      documents.append(document)
      values[parameter.name] = .attached(name)
    } else {
      values[parameter.name] = .data(file.text, attributes: " path=\"\(name)\"")
    }
  }

  private static func value(_ text: String, _ parameter: TemplateParameter) -> TemplateValue {
    let isData = parameter.kind == .text || text.contains(where: \.isNewline)
    return isData ? .data(text, attributes: "") : .words(text)
  }

  private static func missing(_ parameter: TemplateParameter, _ template: String) -> LLMError {
    let description = parameter.description.map { ": \($0)" } ?? ""
    return LLMError(
      .usage, "the template '\(template)' needs the parameter '\(parameter.name)'\(description)",
      advice: "Give it with -p \(parameter.name)=\(sample(parameter))")
  }

  /// What an example of its value looks like.
  private static func sample(_ parameter: TemplateParameter) -> String {
    switch parameter.kind {
    case .string: "WORDS"
    case .text: "TEXT, or @FILE"
    case .integer, .number: "NUMBER"
    case .boolean: "true|false"
    case .file: "FILE"
    case .choice(let words): words.joined(separator: "|")
    }
  }
}
