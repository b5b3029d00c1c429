// Takes any bytes for a change: secrets are taken out and put back, attempts to instruct are looked for, the prompt is made, the
// outline, the guidance and the claims about it are read. What was taken out must come back byte for byte, and the lines must stay.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzReviewSafety(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let text = input[1...]
  var redactor = SecretRedactor()
  if first & 1 == 1 { redactor.learn(text, layout: .plain) }
  let redacted = redactor.redact(text, layout: first & 2 == 2 ? .hunk : .plain)
  precondition(redactor.restored(redacted.bytes).elementsEqual(text), "what was taken out does not come back")
  precondition(redacted.bytes.count { $0 == 0x0A } == text.count { $0 == 0x0A }, "a line came or went")
  precondition(
    redacted.secrets.allSatisfy { $0.range.upperBound <= text.count && !$0.range.isEmpty }, "a secret is nowhere")
  checkPrompt(redacted.bytes, path: Array(text.prefix(20)))
  checkOutline(text, ending: endings[Int(first >> 2) % endings.count])
  _ = try? ReviewGuidance(text)
  return 0
}

private let endings = [
  "swift", "go", "rs", "kt", "java", "cs", "c", "ts", "php", "pl", "sh", "css", "py", "rb", "lua", "ex", "jl", "yml",
  "md", "toml",
]

private func checkPrompt(_ text: ArraySlice<UInt8>, path: [UInt8]) {
  let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().map { index, line in
    PromptLine(index % 5 == 4 ? .removed : .added, number: index % 5 == 4 ? nil : index + 1, text: line)
  }
  let part = PromptPart(
    files: [PromptFile(path: path, change: "added", hunks: [PromptHunk(lines: lines)])], commitText: text.prefix(100))
  for attempt in InjectionDetector().attempts(in: part) {
    precondition(attempt.quote.count <= InjectionDetector.longestQuote, "a quote is too long")
  }
  var random = Counter()
  let message = ReviewPrompt().message(part, using: &random)
  precondition(
    message.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }, "a control character is sent")
  let claims = ClaimCheck(part: part)
  _ = claims.checked(rule: "x", message: PromptText.visible(text), suggestion: message)
}

private func checkOutline(_ text: ArraySlice<UInt8>, ending: String) {
  let outline = SourceOutline(path: Array("a.\(ending)".utf8), text: text)
  let lines = text.count { $0 == 0x0A } + 1
  precondition(
    outline.symbols.allSatisfy { $0.lines.lowerBound >= 1 && $0.lines.upperBound <= lines }, "a symbol leaves its file")
  precondition(outline.imports.allSatisfy { (1...lines).contains($0) }, "an import leaves its file")
  let screening = FileScreening(attributes: Array(text)) { pattern, path in pattern == path }
  _ = screening.reason(path: Array("a.\(ending)".utf8), text: text, changeBytes: text.count)
}

/// Numbers in order: a boundary must hold against any generator.
private struct Counter: RandomNumberGenerator {
  var number: UInt64 = 0
  mutating func next() -> UInt64 {
    number += 1
    return number
  }
}
