internal import Tokenizer

/// The tokens of a conversation as it is sent to a model: an array of messages, or an object with `messages`, `tools` and
/// `response_format`.
///
/// The overhead is that of OpenAI's cookbook ("How to count tokens with tiktoken"), which holds from gpt-3.5-turbo-0613 on:
/// 3 tokens for each message, 1 more where it has a name, and 3 that prime the answer. For text alone this is exact. How
/// tools are written for the model is not published; their count is the cookbook's formula, and everything else that is no
/// text makes the number an estimate that says what it includes.
package struct ConversationTokens: Sendable, Equatable {
  package private(set) var messages = 0
  /// Of the messages' texts, roles and names.
  package private(set) var text = 0
  package private(set) var overhead = 0
  package private(set) var tools = 0
  package private(set) var schema = 0
  /// What makes the number an estimate, as phrases such as "tools by the cookbook's formula".
  package private(set) var doubts: [String] = []

  private static let perMessage = 3
  private static let perName = 1
  private static let priming = 3

  private let encoding: Encoding
  private let basis: TokenBasis

  /// Why a document is no conversation.
  package struct Malformed: Error, Equatable {
    /// As a clause, such as "message 2 has no role".
    package let reason: String
  }

  package static func == (left: Self, right: Self) -> Bool {
    (left.messages, left.text, left.overhead, left.tools, left.schema)
      == (right.messages, right.text, right.overhead, right.tools, right.schema) && left.doubts == right.doubts
  }

  /// Counts a document. Throws `Malformed`.
  package init(_ document: JSONValue, basis: TokenBasis) throws(Malformed) {
    (encoding, self.basis) = (basis.tokenizer, basis)
    guard let list = (document.elements ?? document["messages"]?.elements) else {
      throw Malformed(reason: "it is neither an array of messages nor an object with one as 'messages'")
    }
    for (index, message) in list.enumerated() { try add(message, number: index + 1) }
    overhead += Self.priming
    if let list = document["tools"]?.elements ?? document["functions"]?.elements, !list.isEmpty { addTools(list) }
    if let format = document["response_format"], format["type"]?.text != "text", format != .null { addSchema(format) }
    if basis.encoding == "o200k_harmony" {
      doubt("the system message that gpt-oss servers add is not included")
    }
    if basis.exactness != .exact || basis.local != nil { doubt("overhead as OpenAI's models have it") }
  }

  /// All of it, as the model counts.
  package var total: Int { basis.tokens(text + tools + schema) + overhead }

  /// How sure the total is.
  package var exactness: Exactness {
    switch basis.exactness {
    case .estimate: basis.exactness
    case .exact: doubts.isEmpty ? .exact : .estimate(percent: 10)
    }
  }

  // MARK: Messages

  private mutating func add(_ message: JSONValue, number: Int) throws(Malformed) {
    guard case .object(let members) = message else { throw Malformed(reason: "message \(number) is no object") }
    guard message["role"]?.text != nil else { throw Malformed(reason: "message \(number) has no role") }
    messages += 1
    overhead += Self.perMessage
    for member in members where member.value != .null {
      switch (member.name, member.value) {
      case ("name", .string(let name)):
        text += count(name)
        overhead += Self.perName
      case ("role", .string(let words)), ("content", .string(let words)): text += count(words)
      case ("content", .array(let parts)): for part in parts { add(part: part) }
      case ("tool_calls", .array(let calls)):
        for call in calls { text += count(call["function"]?["name"]) + count(call["function"]?["arguments"]) }
        doubt("tool calls by their names and arguments")
      case ("function_call", let call):
        text += count(call["name"]) + count(call["arguments"])
        doubt("tool calls by their names and arguments")
      case ("tool_call_id", _): doubt("ids of tool calls not included")
      case (_, .string(let words)):
        text += count(words)
        doubt("'\(member.name)' as text")
      default: doubt("'\(member.name)' not included")
      }
    }
  }

  private mutating func add(part: JSONValue) {
    if let words = part["text"]?.text ?? part["refusal"]?.text {
      text += count(words)
      doubt("parts of content as one text each")
    } else {
      let kind = part["type"]?.text ?? "unknown"
      doubt("parts of type '\(kind)' not included")
    }
  }

  private mutating func doubt(_ phrase: String) { if !doubts.contains(phrase) { doubts.append(phrase) } }

  private func count(_ text: String) -> Int { (try? encoding.count(text, specialTokens: .asText)) ?? 0 }

  private func count(_ value: JSONValue?) -> Int { value?.text.map { count($0) } ?? 0 }

  // MARK: Tools and schemas

  /// The constants of the cookbook for tools; only the first differs between families.
  private mutating func addTools(_ list: [JSONValue]) {
    for tool in list {
      let function = tool["function"] ?? tool
      tools += basis.encoding == "cl100k_base" ? 10 : 7
      let description = Self.withoutStop(function["description"]?.text ?? "")
      tools += count("\(function["name"]?.text ?? ""):\(description)")
      addProperties(of: function["parameters"])
    }
    tools += 12
    doubt("tools by the formula of OpenAI's cookbook")
  }

  private mutating func addProperties(of schema: JSONValue?, depth: Int = 0) {
    guard case .object(let properties)? = schema?["properties"], !properties.isEmpty, depth < 32 else { return }
    tools += 3
    for property in properties {
      tools += 3
      let value = property.value
      if let items = value["enum"]?.elements {
        tools -= 3
        for item in items { tools += 3 + count(item.text ?? JSONWriter.text(of: item)) }
      }
      let description = Self.withoutStop(value["description"]?.text ?? "")
      tools += count("\(property.name):\(value["type"]?.text ?? ""):\(description)")
      addProperties(of: value, depth: depth + 1)
      addProperties(of: value["items"], depth: depth + 1)
    }
  }

  private mutating func addSchema(_ format: JSONValue) {
    guard let schema = format["json_schema"] else { return doubt("response_format not included") }
    self.schema = count(JSONWriter.text(of: schema))
    doubt("the schema of response_format as compact JSON")
  }

  private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}
