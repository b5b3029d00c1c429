internal import Glibc
internal import LLMCore
internal import LLMSystem
internal import Tokenizer

// Encodes texts with the tokenizer of a model, for scripts/local_conformance.py to compare with others.
//
//   llmctl-conformance-local TOKENIZER CACHE text|special < TEXTS
//
// A text is its length in bytes, a line feed, and its bytes. Of each the tokens are written, as one line of numbers. Counting
// as a whole and in parts, ranges and decoding are compared with them here.

@main struct Main {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else { stop("usage: llmctl-conformance-local TOKENIZER CACHE text|special < TEXTS") }
    do {
      let encoding = try LocalVocabulary(files: LiveVocabularyFiles(), folder: RawPath(arguments[2]))
        .encoding(at: RawPath(arguments[1]))
      let policy: SpecialTokenPolicy = arguments[3] == "special" ? .encoded : .asText
      let counter = TokenCounter(encoding, specialTokens: policy)
      var input = try readInput()[...]
      while let text = nextText(&input) {
        let tokens = try encoding.encode(text, specialTokens: policy)
        try check(text, tokens, encoding, policy, counter)
        write(tokens.map(String.init).joined(separator: " ") + "\n", to: STDOUT_FILENO)
      }
    } catch let error as LocalVocabularyError {
      stop("\(error.path.shown): \(error.phrase)")
    } catch {
      stop("\(error)")
    }
  }

  /// Whether all other ways to the tokens lead to the same.
  private static func check(
    _ text: [UInt8], _ tokens: [TokenID], _ encoding: Encoding, _ policy: SpecialTokenPolicy, _ counter: TokenCounter
  ) throws {
    let count = try encoding.count(text, specialTokens: policy)
    if count != tokens.count { stop("counted \(count), encoded \(tokens.count): \(text)") }
    for part in [1, 7, 1 << 20] {
      for start in stride(from: 0, to: text.count, by: part) {
        try counter.append(Array(text[start..<min(start + part, text.count)]))
      }
      let inParts = try counter.finish()
      if inParts != tokens.count { stop("counted \(inParts) in parts of \(part), encoded \(tokens.count): \(text)") }
    }
    let ranges = try encoding.encodeWithRanges(text, specialTokens: policy)
    if ranges.map(\.id) != tokens || ranges.last?.range.upperBound ?? 0 != text.count {
      stop("ranges differ: \(text)")
    }
    _ = try encoding.decode(tokens)
  }

  private static func readInput() throws -> [UInt8] {
    var input: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = read(STDIN_FILENO, &part, part.count), count > 0 { input += part[..<count] }
    return input
  }

  private static func nextText(_ input: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard let end = input.firstIndex(of: 0x0A), let length = Int(String(decoding: input[..<end], as: UTF8.self)) else {
      return nil
    }
    let text = input[(end + 1)...].prefix(length)
    input = input[text.endIndex...]
    return Array(text)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { exit(1) }
      rest = rest.dropFirst(count)
    }
  }

  private static func stop(_ reason: String) -> Never {
    write(reason + "\n", to: STDERR_FILENO)
    exit(1)
  }
}
