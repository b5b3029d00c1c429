/// Makes of a schema what a provider takes: keywords it does not know go into descriptions, what it insists on is added.
package enum SchemaLowering {
  /// Lowers a schema that compiles. `name` is what the provider calls it; characters it does not take are replaced.
  package static func lower(_ schema: JSONValue, for target: SchemaTarget, name: String) -> LoweredSchema {
    guard target != .jsonObject else {
      return LoweredSchema(
        output: nil, isWrapped: false, obstacle: "the server can only be asked for JSON, not for a schema")
    }
    var lowering = LoweringPass(TargetRules(target))
    do throws(SchemaError) {
      var lowered = try lowering.run(schema)
      if lowering.rules.requiresAll { lowering.measure(lowered) }
      let obstacle = lowering.obstacle
      if obstacle != nil, target == .openAIStrict {
        lowering = LoweringPass(lowering.rules.relaxed)
        lowered = try lowering.run(schema)
      }
      let isWrapped = lowering.rules.wantsObject && !isPlainObject(lowered)
      if isWrapped { lowered = wrapped(lowered) }
      if let definitions = lowering.definitions { lowered = .object((lowered.members ?? []) + [definitions]) }
      return LoweredSchema(
        output: OutputSchema(name: identifier(name), schema: lowered, isStrict: obstacle == nil),
        dropped: lowering.dropped, isWrapped: isWrapped, obstacle: obstacle)
    } catch {
      return LoweredSchema(output: nil, obstacle: "\(error)")
    }
  }

  private static func isPlainObject(_ schema: JSONValue) -> Bool {
    schema[exactly: "type"] == .string("object") && schema[exactly: "anyOf"] == nil
  }

  private static func wrapped(_ schema: JSONValue) -> JSONValue {
    .object([
      JSONMember("type", .string("object")),
      JSONMember("properties", .object([JSONMember(LoweredSchema.wrapper, schema)])),
      JSONMember("required", .array([.string(LoweredSchema.wrapper)])),
      JSONMember("additionalProperties", .bool(false)),
    ])
  }

  /// At most 64 letters, digits, `_` and `-`, at least one.
  private static func identifier(_ name: String) -> String {
    let scalars = name.unicodeScalars.prefix(64).map { scalar -> Unicode.Scalar in
      scalar.isASCII && (UInt8(ascii: scalar).isLetter || UInt8(ascii: scalar).isDigit || scalar == "-") ? scalar : "_"
    }
    return scalars.isEmpty ? "answer" : scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
  }
}
