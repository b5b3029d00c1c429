internal import Glibc
internal import LLMCore
internal import LLMTestKit

// Checks files against a JSON Schema with the program's own validator, for scripts/review_formats.py.
//
//   llmctl-conformance-review SCHEMA FILE…
//
// A file whose name ends with `jsonl` has a value on each line, any other is one value. Each violation is a line on standard output;
// there being any is the exit code 1.

@main struct Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count >= 2 else { stop("usage: llmctl-conformance-review SCHEMA FILE…") }
    var isValid = true
    do {
      let schema = try JSONSchema(JSONReader.parse(DiskFile(arguments[0]).read()))
      for path in arguments.dropFirst() {
        let bytes = try DiskFile(path).read()
        let texts = path.hasSuffix("jsonl") ? bytes.split(separator: 0x0A).map { Array($0) } : [bytes]
        for (index, text) in texts.enumerated() {
          for violation in schema.validate(try JSONReader.parse(text)) {
            isValid = false
            say("\(path), value \(index + 1): \(violation)")
          }
        }
      }
    } catch {
      stop("\(error)")
    }
    exit(isValid ? 0 : 1)
  }

  private static func say(_ line: String, to descriptor: CInt = STDOUT_FILENO) {
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  private static func stop(_ message: String) -> Never {
    say(message, to: STDERR_FILENO)
    exit(64)
  }
}
