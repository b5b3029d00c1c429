/// The request in a form of our own, which says the same to every provider: what recordings keep, so that a call can be made again,
/// of somebody else too. What is known of the model and the server is left out; it is found out anew.
extension ChatRequest {
  /// The request as an object, version 1.
  package var json: JSONValue {
    var members = [
      JSONMember("version", .integer(1)), JSONMember("model", .string(model)), JSONMember("stream", .bool(streams)),
      JSONMember("messages", .array(messages.map(\.json))),
    ]
    if !options.isEmpty { members.append(JSONMember("options", .object(options))) }
    switch format {
    case .text: break
    case .jsonObject: members.append(JSONMember("format", .string("json_object")))
    case .schema(let output): members.append(JSONMember("format", output.json))
    }
    if !tools.isEmpty {
      members += [JSONMember("tools", .array(tools.map(\.json))), JSONMember("tool_choice", toolChoice.json)]
    }
    return .object(members)
  }

  /// The request that was written so; nil for anything else, and for versions to come.
  package init?(json: JSONValue) {
    guard json["version"]?.integer == 1, let model = json["model"]?.text, let messages = json["messages"]?.elements
    else { return nil }
    let read = messages.compactMap { Message(json: $0) }
    guard read.count == messages.count else { return nil }
    self.init(
      model: model, messages: read, options: json["options"]?.members ?? [], streams: json["stream"]?.bool ?? true)
    switch json["format"] {
    case nil: break
    case .string("json_object")?: format = .jsonObject
    case let other?:
      guard let output = OutputSchema(json: other) else { return nil }
      format = .schema(output)
    }
    guard let list = json["tools"]?.elements else { return }
    tools = list.compactMap { ToolDefinition(json: $0) }
    guard tools.count == list.count, let choice = json["tool_choice"].flatMap({ ToolChoice(json: $0) }) else {
      return nil
    }
    toolChoice = choice
  }

  /// The same with all texts changed alike: what is said, and what is said about the form of answers and about tools.
  package func mapTexts(_ change: (String) -> String) -> ChatRequest {
    var request = self
    for index in messages.indices {
      request.messages[index].content = change(messages[index].content)
      for number in messages[index].documents.indices {
        request.messages[index].documents[number].name = change(messages[index].documents[number].name)
      }
    }
    request.options = options.map { JSONMember($0.name, $0.value.mapTexts(change)) }
    if case .schema(var output) = format {
      output.schema = output.schema.mapTexts(change)
      request.format = .schema(output)
    }
    for index in tools.indices {
      request.tools[index].description = change(tools[index].description)
      request.tools[index].parameters = tools[index].parameters.mapTexts(change)
    }
    return request
  }

  /// The texts of its messages, in the order in which they stand in `json`, and in what most providers are sent.
  package var texts: [String] { messages.map(\.content) }
}

extension Message {
  fileprivate var json: JSONValue {
    var members = [JSONMember("role", .string(role.rawValue)), JSONMember("content", .string(content))]
    if !images.isEmpty {
      let list = images.map { image in
        JSONValue.object([
          JSONMember("type", .string(image.mediaType)), JSONMember("data", .string(Base64.encode(image.bytes))),
        ])
      }
      members.append(JSONMember("images", .array(list)))
    }
    if !documents.isEmpty {
      let list = documents.map { document in
        JSONValue.object([
          JSONMember("name", .string(document.name)), JSONMember("data", .string(Base64.encode(document.bytes))),
        ])
      }
      members.append(JSONMember("documents", .array(list)))
    }
    return .object(members)
  }

  fileprivate init?(json: JSONValue) {
    guard let role = json["role"]?.text.flatMap(Role.init(rawValue:)), let content = json["content"]?.text else {
      return nil
    }
    self.init(role, content)
    for image in json["images"]?.elements ?? [] {
      guard let data = image["data"]?.text.flatMap(Base64.decode), let part = ImagePart(data) else { return nil }
      images.append(part)
    }
    for document in json["documents"]?.elements ?? [] {
      guard let name = document["name"]?.text, let data = document["data"]?.text.flatMap(Base64.decode),
        let part = DocumentPart(data, name: name)
      else { return nil }
      documents.append(part)
    }
  }
}

extension OutputSchema {
  fileprivate var json: JSONValue {
    .object([JSONMember("name", .string(name)), JSONMember("schema", schema), JSONMember("strict", .bool(isStrict))])
  }

  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.text, let schema = json["schema"] else { return nil }
    self.init(name: name, schema: schema, isStrict: json["strict"]?.bool ?? false)
  }
}

extension ToolDefinition {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("name", .string(name)), JSONMember("description", .string(description)),
      JSONMember("parameters", parameters), JSONMember("strict", .bool(isStrict)),
    ])
  }

  fileprivate init?(json: JSONValue) {
    guard let name = json["name"]?.text, let parameters = json["parameters"] else { return nil }
    self.init(
      name: name, description: json["description"]?.text ?? "", parameters: parameters,
      isStrict: json["strict"]?.bool ?? false)
  }
}

extension ToolChoice {
  fileprivate var json: JSONValue {
    switch self {
    case .auto: .string("auto")
    case .required: .string("required")
    case .named(let name): .object([JSONMember("name", .string(name))])
    }
  }

  fileprivate init?(json: JSONValue) {
    switch json {
    case .string("auto"): self = .auto
    case .string("required"): self = .required
    default:
      guard let name = json["name"]?.text else { return nil }
      self = .named(name)
    }
  }
}
