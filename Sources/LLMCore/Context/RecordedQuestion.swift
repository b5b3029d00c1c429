/// A question as it was put together, before it was made fit for one provider: all that is needed to ask it again.
package struct RecordedQuestion: Sendable, Equatable {
  package var request: ChatRequest
  /// The schema that the answer is checked by, as it was given; nil for an answer of any form.
  package var schema: OutputSchema?
  /// What was put into the template it was made of; nil where there was none.
  package var template: RecordedTemplate?
  /// What was left out of it, because it must not be kept: how many secrets.
  package var withheldSecrets = 0

  package init(request: ChatRequest, schema: OutputSchema? = nil) {
    self.request = request
    self.schema = schema
  }

  /// As it is stored.
  package var json: JSONValue {
    var members = [JSONMember("version", .integer(1)), JSONMember("request", request.json)]
    if let schema {
      members.append(
        JSONMember(
          "schema", .object([JSONMember("name", .string(schema.name)), JSONMember("schema", schema.schema)])))
    }
    if let template { members.append(JSONMember("template", template.json)) }
    if withheldSecrets > 0 { members.append(JSONMember("withheld_secrets", .integer(withheldSecrets))) }
    return .object(members)
  }

  /// The question that was stored so; nil for what we never wrote.
  package init?(json: JSONValue) {
    guard json["version"]?.integer == 1, let request = json["request"].flatMap({ ChatRequest(json: $0) }) else {
      return nil
    }
    self.request = request
    if let schema = json["schema"] {
      guard let name = schema["name"]?.text, let value = schema["schema"] else { return nil }
      self.schema = OutputSchema(name: name, schema: value, isStrict: true)
    }
    if let stored = json["template"] {
      guard let template = RecordedTemplate(json: stored) else { return nil }
      self.template = template
    }
    withheldSecrets = json["withheld_secrets"]?.integer ?? 0
  }

  /// The same with all texts changed alike.
  package func mapTexts(_ change: (String) -> String) -> RecordedQuestion {
    var question = self
    question.request = request.mapTexts(change)
    question.schema?.schema = schema?.schema.mapTexts(change) ?? .null
    question.template = template?.mapTexts(change)
    return question
  }
}

/// All that is kept of a call beside its row.
package struct CallRecording: Sendable, Equatable {
  /// Nil where only what went over the wire is known, or nothing was kept.
  package var question: RecordedQuestion?
  /// In order, by the number of the try; those that were held back before anything was sent are missing.
  package var exchanges: [Int: RecordedExchange] = [:]

  package init(question: RecordedQuestion?, exchanges: [Int: RecordedExchange] = [:]) {
    (self.question, self.exchanges) = (question, exchanges)
  }
}
