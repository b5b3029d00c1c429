import LLMCore

/// The calls a model asked for, as a column keeps them: a JSON array of objects, NULL for none.
enum StoredToolCalls {
  /// What the column takes.
  static func text(of calls: [ToolCall]) -> String? {
    guard !calls.isEmpty else { return nil }
    let list = calls.map { call in
      JSONValue.object([
        JSONMember("id", .string(call.id)), JSONMember("name", .string(call.name)),
        JSONMember("arguments", .string(call.arguments)),
      ])
    }
    return JSONWriter.text(of: .array(list))
  }

  /// What the column holds; nil for what we never wrote.
  static func calls(in text: String?) -> [ToolCall]? {
    guard let text else { return [] }
    guard let list = try? JSONReader.parse(text), let elements = list.elements else { return nil }
    return elements.map { element in
      ToolCall(
        id: element["id"]?.text ?? "", name: element["name"]?.text ?? "", arguments: element["arguments"]?.text ?? "")
    }
  }
}
