/// A file with tool definitions, in any of the forms that providers know.
struct ToolFile {
  private static let sizeLimit = 4 << 20
  /// As OpenAI's and Anthropic's names are.
  private static let longestName = 64

  let path: String
  let context: AppContext

  /// - Parameter choice: what stands behind `--tool-choice`; nil leaves it to the model.
  ///
  /// Throws `LLMError`: `inputMissing` where it cannot be read, `inputInvalid` for what is no list of tools, `usage` for a choice
  /// that is none of them.
  func tools(choice: String?) throws(LLMError) -> ToolSet {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(path, limit: Self.sizeLimit) } catch {
      throw LLMError(.inputMissing, "cannot read the tools in '\(path)': \(error.phrase)")
    }
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.parse(bytes) } catch {
      throw wrong("is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
    }
    let entries = value["tools"]?.elements ?? value.elements ?? [value]
    guard !entries.isEmpty else { throw wrong("holds no tools") }
    var tools: [ToolSet.Tool] = []
    for (number, entry) in entries.enumerated() {
      let tool = try self.tool(entry, number + 1)
      guard !tools.contains(where: { $0.definition.name == tool.definition.name }) else {
        throw wrong("has the tool '\(tool.definition.name)' twice")
      }
      tools.append(tool)
    }
    return ToolSet(tools: tools, choice: try self.choice(choice, tools.map(\.definition.name)))
  }

  /// OpenAI's `{"type":"function","function":{…}}`, Responses' without the inner object, Anthropic's with `input_schema`.
  private func tool(_ entry: JSONValue, _ number: Int) throws(LLMError) -> ToolSet.Tool {
    let function = entry["function"] ?? entry
    guard let name = function["name"]?.text, !name.isEmpty, name.utf8.count <= Self.longestName,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) })
    else {
      throw wrong("tool \(number) needs a name of at most \(Self.longestName) letters, digits, '_' and '-'")
    }
    let parameters =
      function["parameters"] ?? function["input_schema"] ?? function["parametersJsonSchema"]
      ?? .object([JSONMember("type", .string("object")), JSONMember("properties", .object([]))])
    let schema: JSONSchema
    do throws(SchemaFlaw) { schema = try JSONSchema.checked(parameters) } catch {
      switch error {
      case .violation(let violation):
        throw wrong("the parameters of '\(name)' are no JSON Schema: \(violation.message)")
      case .unusable(let error): throw wrong("the parameters of '\(name)' cannot be used: \(error)")
      }
    }
    let definition = ToolDefinition(
      name: name, description: function["description"]?.text ?? "", parameters: parameters,
      isStrict: (function["strict"] ?? entry["strict"])?.bool ?? false)
    return ToolSet.Tool(definition: definition, schema: schema)
  }

  private func choice(_ text: String?, _ names: [String]) throws(LLMError) -> ToolChoice {
    switch text {
    case nil, "auto": return .auto
    case "required": return .required
    case let name?:
      guard names.contains(name) else {
        throw LLMError(
          .usage, "--tool-choice names no tool of '\(path)': \(name)",
          advice: "It takes auto, required, \(names.joined(separator: ", "))")
      }
      return .named(name)
    }
  }

  private func wrong(_ fault: String) -> LLMError { LLMError(.inputInvalid, "'\(path)' \(fault)") }
}
