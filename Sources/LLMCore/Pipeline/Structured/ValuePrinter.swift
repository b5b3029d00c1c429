/// Prints what an answer of a certain form holds: its value, or the calls that the model asks for. Nothing that does not fit is
/// ever printed.
struct ValuePrinter {
  let console: any Console

  /// A line of JSON into a pipe; indented on a terminal, where somebody reads it.
  func show(_ value: JSONValue) throws(ConsoleError) {
    let text = console.outputIsTerminal ? Self.indented(value) : JSONWriter.text(of: value)
    try console.write(console.shown(Array((text + "\n").utf8)))
  }

  /// Each call as a line: `{"id":…,"name":…,"arguments":{…}}`.
  func show(_ calls: [ToolCall]) throws(ConsoleError) {
    var lines: [UInt8] = []
    for call in calls {
      lines += JSONWriter.bytes(
        of: .object([
          JSONMember("id", .string(call.id)), JSONMember("name", .string(call.name)),
          JSONMember("arguments", call.parsedArguments ?? .null),
        ]))
      lines.append(0x0A)
    }
    try console.write(console.shown(lines))
  }

  /// Two spaces for each level; what is empty stays on its line.
  static func indented(_ value: JSONValue, _ margin: String = "") -> String {
    let inner = margin + "  "
    switch value {
    case .array(let elements) where !elements.isEmpty:
      return "[\n" + elements.map { inner + indented($0, inner) }.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(inner)\(JSONWriter.text(of: .string($0.name))): \(indented($0.value, inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    default: return JSONWriter.text(of: value)
    }
  }
}
