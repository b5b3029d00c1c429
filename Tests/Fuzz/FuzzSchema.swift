// Feeds texts to everything that reads a schema. The first line is a schema, a pattern and a short form at once, the rest a value. Whatever
// compiles must give one verdict by both ways, explain it, and come out of lowering as something that compiles.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzSchema(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
  let text = String(decoding: parts[0], as: UTF8.self)
  let value =
    parts.count > 1 ? (try? JSONReader.parse(parts[1])) ?? .string(String(decoding: parts[1], as: UTF8.self)) : .null

  if let pattern = try? Pattern(text) { _ = pattern.outcome(in: JSONWriter.text(of: value)) }
  if case .string(var subject) = value {
    subject.withUTF8 { utf8 in for format in StringFormat.allCases { _ = format.accepts(utf8.span) } }
  }
  if let short = try? SchemaShortForm.schema(from: text) {
    precondition((try? JSONSchema(short)) != nil, "a short form gives no schema")
  }
  guard let source = try? JSONReader.parse(parts[0]) else { return 0 }
  var options = JSONSchema.Options()
  (options.stepLimit, options.violationLimit) = (20_000, 20)
  guard let schema = try? JSONSchema(source, options: options) else { return 0 }
  for value in [value, source] {
    let (isValid, violations) = (schema.isValid(value), schema.validate(value))
    precondition(isValid == violations.isEmpty, "the verdict and the violations differ")
    precondition(violations.count <= 20 && violations.allSatisfy { !$0.message.isEmpty && $0.keyword != "unexplained" })
  }
  for target in SchemaTarget.allCases {
    guard let output = SchemaLowering.lower(source, for: target, name: text).output else { continue }
    precondition((try? JSONSchema(output.schema)) != nil, "what is lowered does not compile")
  }
  return 0
}
