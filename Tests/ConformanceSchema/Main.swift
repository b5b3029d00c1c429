internal import Glibc
internal import LLMCore

// Checks values against schemas, for scripts/schema_conformance.py, which knows what should come of it.
//
//   llmctl-conformance-schema suite < JOBS
//   llmctl-conformance-schema speed SCHEMA VALUES SECONDS
//   llmctl-conformance-schema storm COUNT SEED
//   llmctl-conformance-schema pairs COUNT SEED
//
// A job is a line of fields with tabs between: `document ADDRESS FILE` gives what references may lead to, `suite DRAFT FORMATS FILE`
// runs a file of the JSON Schema Test Suite, with formats `asserted` or as the `draft` says. Of a suite file is told how many tests
// passed out of how many, and each that did not.
//
// With `speed`, the file of values has one on each line; told are a 1 or 0 for each, and how often in a second the file's values were
// checked, first with values that are read already, then with reading each from its text; and how often the schema was compiled.
//
// A storm checks random values against random schemas and ends with an error where something does not hold; `pairs` writes such
// schemas with their values and verdicts, for another validator to judge.

@main struct Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("suite", 1): SuiteRun.run()
    case ("speed", 4): SpeedRun.run(schema: arguments[1], values: arguments[2], seconds: Double(arguments[3]) ?? 1)
    case ("storm", 3): SchemaStorm.run(count: Int(arguments[1]) ?? 0, seed: UInt64(arguments[2]) ?? 0)
    case ("pairs", 3): SchemaStorm.writePairs(count: Int(arguments[1]) ?? 0, seed: UInt64(arguments[2]) ?? 0)
    default:
      stop("usage: llmctl-conformance-schema suite | speed SCHEMA VALUES SECONDS | storm COUNT SEED | pairs COUNT SEED")
    }
  }

  static func stop(_ message: String) -> Never {
    write(message + "\n", to: STDERR_FILENO)
    exit(64)
  }

  /// A file's bytes.
  static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { stop("cannot open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// A file's JSON.
  static func parse(_ path: String) -> JSONValue {
    do { return try JSONReader.parse(read(path)) } catch {
      stop("\(path): \(error.reason.rawValue) at byte \(error.offset)")
    }
  }

  static func write(_ text: String, to descriptor: CInt = STDOUT_FILENO) {
    var text = text
    text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}
