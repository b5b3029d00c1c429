/// Finds the schema that somebody means by what stands behind `--schema`: JSON, a file, a saved schema, or the short form.
struct SchemaSource {
  private static let sizeLimit = 4 << 20

  let context: AppContext

  /// A schema that can be used, and the name it goes by.
  struct Found {
    let schema: JSONSchema
    /// Of its file, without the ending.
    let name: String
  }

  /// Throws `LLMError`: `inputMissing` for a file that cannot be read, `inputInvalid` for what is no usable schema.
  func find(_ text: String) throws(LLMError) -> Found {
    let trimmed = text.trimmingBlanks
    if trimmed.hasPrefix("{") { return try compile(try parse(Array(trimmed.utf8), "--schema"), "answer", "--schema") }
    if trimmed.hasPrefix("@") { return try file(String(trimmed.dropFirst())) }
    if let path = savedPath(of: trimmed) { return try file(path) }
    if context.files.kind(of: trimmed) == .regular { return try file(trimmed) }
    if looksLikeFile(trimmed) {
      throw LLMError(
        .inputMissing, "there is no schema file '\(trimmed)'",
        advice: "--schema takes a file, JSON, a saved name, or a short form such as 'name, age int'")
    }
    let schema: JSONValue
    do throws(SchemaError) { schema = try SchemaShortForm.schema(from: trimmed) } catch {
      throw LLMError(
        .inputInvalid, "--schema is no short form of a schema: \(error.message)",
        advice: "Write it as in 'name, age int, tags [string]', or name a file")
    }
    return try compile(schema, "answer", "--schema")
  }

  /// Where a schema is saved that is called so; nil where none is. The project's come before the user's.
  private func savedPath(of name: String) -> String? {
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }), name.first != "." else {
      return nil
    }
    let project = GitState.current(context.files)?.root ?? context.files.workingDirectory
    let folders = [project.map { $0 + "/.llmctl/schemas" }, Folders(context.environment)?.schemas].compactMap(\.self)
    return folders.map { "\($0)/\(name).json" }.first { context.files.kind(of: $0) == .regular }
  }

  private func looksLikeFile(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".json") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  private func file(_ path: String) throws(LLMError) -> Found {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read(path, limit: Self.sizeLimit) } catch {
      throw LLMError(.inputMissing, "cannot read the schema '\(path)': \(error.phrase)")
    }
    let name = path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? "answer"
    return try compile(try parse(bytes, path), name, path)
  }

  private func parse(_ bytes: [UInt8], _ origin: String) throws(LLMError) -> JSONValue {
    do throws(JSONError) { return try JSONReader.parse(bytes) } catch {
      throw LLMError(.inputInvalid, "\(origin) is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
    }
  }

  private func compile(_ value: JSONValue, _ name: String, _ origin: String) throws(LLMError) -> Found {
    do throws(SchemaFlaw) {
      return Found(schema: try JSONSchema.checked(value), name: name)
    } catch {
      switch error {
      case .violation(let violation):
        throw LLMError(.inputInvalid, "\(origin) is no JSON Schema: \(violation.message)")
      case .unusable(let error): throw LLMError(.inputInvalid, "\(origin) cannot be used as a schema: \(error)")
      }
    }
  }
}
