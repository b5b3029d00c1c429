internal import CPCRE2

/// A regular expression of a schema, in the dialect of ECMA-262 with the flag `u`, matched by PCRE2.
///
/// Never changed once it is compiled, and PCRE2 lets many threads match one compiled expression at a time.
package final class Pattern: @unchecked Sendable {
  /// What looking for a match can come to.
  package enum Outcome: Sendable, Equatable {
    case matches, matchesNot
    /// It would take more steps or memory than an expression may cost.
    case tooCostly
  }

  /// The expression as it stands in the schema.
  package let source: String
  private let code: OpaquePointer
  private let context: OpaquePointer
  /// What the expression says, where that is no more than certain bytes at the start or the end.
  private let literal: PatternLiteral?

  /// Steps of the matcher; a tenth of what PCRE2 allows by itself.
  private static let stepLimit: UInt32 = 1_000_000
  /// Groups and alternatives that are remembered at a time.
  private static let depthLimit: UInt32 = 100_000
  /// Of the matcher's memory, in units of 1,024 bytes.
  private static let memoryLimit: UInt32 = 20_000

  /// Compiles an expression.
  package init(_ source: String) throws(PatternError) {
    var translated = try PatternTranslator.translate(source)
    var (failure, offset) = (Int32(0), 0)
    // The dollar stands at the very end, and a group that took no part is empty. No PCRE2_UCP: \b is ASCII's.
    let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_MATCH_UNSET_BACKREF)
    let code = translated.withUTF8 { utf8 in
      pcre2_compile_8(utf8.baseAddress, utf8.count, options, &failure, &offset, nil)
    }
    guard let code else { throw PatternError(message: Self.words(for: failure), offset: nil) }
    guard let context = pcre2_match_context_create_8(nil) else {
      pcre2_code_free_8(code)
      throw PatternError(message: "there is no memory for it", offset: nil)
    }
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_set_depth_limit_8(context, Self.depthLimit)
    pcre2_set_heap_limit_8(context, Self.memoryLimit)
    // Where the system forbids making code, the interpreter matches; nothing else changes.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    self.source = source
    self.code = code
    self.context = context
    literal = PatternLiteral(source)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  /// Looks for a match anywhere in a text, which must be UTF-8.
  package func outcome(in text: String) -> Outcome {
    var scratch = PatternScratch()
    defer { scratch.free() }
    var text = text
    return text.withUTF8 { outcome(in: $0, &scratch) }
  }

  func outcome(in text: UnsafeBufferPointer<UInt8>, _ scratch: inout PatternScratch) -> Outcome {
    if let literal { return literal.matches(text) ? .matches : .matchesNot }
    guard let data = scratch.data() else { return .tooCostly }
    // PCRE2 wants an address for an empty text, too.
    var nothing: UInt8 = 0
    return withUnsafePointer(to: &nothing) { empty in
      let start = text.baseAddress ?? empty
      var result = pcre2_match_8(code, start, text.count, 0, UInt32(PCRE2_NO_UTF_CHECK), data, context)
      if result == PCRE2_ERROR_JIT_STACKLIMIT {
        let options = UInt32(PCRE2_NO_UTF_CHECK) | UInt32(PCRE2_NO_JIT)
        result = pcre2_match_8(code, start, text.count, 0, options, data, context)
      }
      return result >= 0 ? .matches : result == PCRE2_ERROR_NOMATCH ? .matchesNot : .tooCostly
    }
  }

  private static func words(for failure: Int32) -> String {
    switch failure {
    case 125: return "what stands behind (?<= or (?<! must have a fixed length here"
    case 146, 147: return "it names a property of characters that is not known"
    default: break
    }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pcre2_get_error_message_8(failure, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer.prefix(Int(count)), as: UTF8.self) : "it is malformed"
  }
}

/// What PCRE2 needs for one match after the other; made when the first is looked for.
struct PatternScratch {
  private var memory: OpaquePointer?

  mutating func data() -> OpaquePointer? {
    if memory == nil { memory = pcre2_match_data_create_8(1, nil) }
    return memory
  }

  mutating func free() {
    if let memory { pcre2_match_data_free_8(memory) }
    memory = nil
  }
}
