/// Everything that can go wrong, as a user should read it: what happened, what to do next, and which request it was.
///
/// Neither a key nor a prompt ever becomes part of one. Text from outside (an error body, a file name) is masked with
/// `SecretMask` where it enters, and made safe for a terminal where it is printed.
package struct LLMError: Error, Sendable, Equatable {
  /// What kind of failure; decides the exit code.
  package var code: Code
  /// What happened, as a sentence without a final full stop.
  package var message: String
  /// What to do next, as a sentence without a final full stop.
  package var advice: String?
  /// The provider's own name for the request, for its support.
  package var requestID: String?
  /// The HTTP status, where there was an answer.
  package var status: Int?
  /// More of the cause, shown with `-v`.
  package var detail: String?
  /// What it says about another try.
  package var recovery: Recovery

  package init(
    _ code: Code, _ message: String, advice: String? = nil, requestID: String? = nil, status: Int? = nil,
    detail: String? = nil, recovery: Recovery = Recovery()
  ) {
    self.code = code
    self.message = message
    self.advice = advice
    self.requestID = requestID
    self.status = status
    self.detail = detail
    self.recovery = recovery
  }

  /// The exit code this failure ends the process with.
  package var exitCode: ExitCode { code.exitCode }

  /// One line for standard error: what happened, what to do next, and the request id.
  package var line: String {
    var text = "error: \(message)"
    if let advice { text += (text.hasSuffix("?") || text.hasSuffix(".") ? " " : ". ") + advice }
    if let requestID { text += " (request \(requestID))" }
    return text
  }
}

extension LLMError {
  /// An open set of failure kinds, each with the one exit code it maps to. The name is what `--json` prints and what
  /// the ledger stores, so a name never changes its meaning.
  package struct Code: Sendable, Hashable {
    /// The stable name, in snake case.
    package let name: String
    /// What the process exits with.
    package let exitCode: ExitCode

    private init(_ name: String, _ exitCode: ExitCode) {
      self.name = name
      self.exitCode = exitCode
    }

    /// The command line cannot be understood or contradicts itself.
    package static let usage = Code("usage", .usage)
    /// A file named by the user is missing or unreadable.
    package static let inputMissing = Code("input_missing", .noInput)
    /// Input is there and cannot be used: binary, too large, not what it claims to be.
    package static let inputInvalid = Code("input_invalid", .dataError)
    /// The configuration, its file or an environment variable is wrong.
    package static let configuration = Code("configuration", .configuration)
    /// No key, no model, no server: nothing to ask.
    package static let noCredential = Code("no_credential", .noPermission)
    /// The credential file is there, and nothing that opens it.
    package static let locked = Code("locked", .noPermission)
    /// A file of llmctl's own is damaged; nothing of it was used or changed.
    package static let damaged = Code("damaged", .dataError)
    /// The provider rejected the credential.
    package static let auth = Code("auth", .noPermission)
    /// The account has no money or quota left; waiting does not help.
    package static let quota = Code("quota", .noPermission)
    /// Too many requests; waiting helps.
    package static let throttle = Code("throttle", .temporaryFailure)
    /// A time limit of ours passed.
    package static let timeout = Code("timeout", .temporaryFailure)
    /// The provider is overloaded or still loading its model.
    package static let overload = Code("overload", .unavailable)
    /// The provider failed on its side.
    package static let server = Code("server", .unavailable)
    /// No connection, or it broke before the answer began.
    package static let network = Code("network", .unavailable)
    /// The provider does not accept this request.
    package static let request = Code("request", .dataError)
    /// Prompt and answer do not fit the context window.
    package static let contextOverflow = Code("context_overflow", .dataError)
    /// The provider does not know the model, or the base URL is wrong.
    package static let notFound = Code("not_found", .configuration)
    /// The address answers with a redirect, which is never followed with a key.
    package static let redirect = Code("redirect", .configuration)
    /// What came back is not an answer of a language model.
    package static let malformed = Code("malformed", .dataError)
    /// The answer is complete, and does not have the form that was asked for.
    package static let schema = Code("schema", .dataError)
    /// The token limit cut an answer that has to have a form: half a document is none.
    package static let truncated = Code("truncated", .dataError)
    /// It could cost more than is allowed, so nothing was sent.
    package static let budget = Code("budget", .refusedBeforeSending)
    /// Only the response cache was to be asked, and it does not have the answer.
    package static let notCached = Code("not_cached", .refusedBeforeSending)
    /// A program asked for something that is not in the recording, or did not ask for all that is.
    package static let unrecorded = Code("unrecorded", .gateFailed)
    /// The user stopped all calls.
    package static let stopped = Code("stopped", .refusedBeforeSending)
    /// Somebody else's template was not shown to the user yet.
    package static let untrusted = Code("untrusted", .refusedBeforeSending)
    /// A filter before or behind the model blocked it.
    package static let contentFilter = Code("content_filter", .refusedByModel)
    /// The model refused.
    package static let refusal = Code("refusal", .refusedByModel)
    /// The answer stopped before its end.
    package static let partial = Code("partial", .partial)
    /// Standard output or a file cannot be written.
    package static let cannotWrite = Code("cannot_write", .cannotCreate)
    /// Ctrl-C.
    package static let interrupted = Code("interrupted", .interrupted)
    /// SIGTERM.
    package static let terminated = Code("terminated", .terminated)
    /// SIGHUP.
    package static let hangup = Code("hangup", .hangup)
    /// The circuit breaker is open: the provider failed several times just now, so nothing was sent.
    package static let circuitOpen = Code("circuit_open", .unavailable)
    /// Something that must not happen; a bug report is welcome.
    package static let internalError = Code("internal", .internalError)
  }
}

extension LLMError.Code {
  /// The kinds of failure that a configuration may name.
  private static let failures: [LLMError.Code] = [
    .throttle, .overload, .server, .network, .timeout, .circuitOpen, .malformed, .notFound, .auth, .quota,
    .contextOverflow, .contentFilter, .refusal, .schema, .truncated,
  ]

  /// The names of the kinds of failure that a configuration may name.
  package static var failureNames: [String] { failures.map(\.name) }

  /// The kind of failure with this name.
  package static func failure(named name: String) -> LLMError.Code? { failures.first { $0.name == name } }

  /// The code with this name, from another process; one that is not known is a bug of one of them.
  package static func named(_ name: String) -> LLMError.Code {
    (failures + [.partial, .request, .configuration, .redirect]).first { $0.name == name } ?? .internalError
  }
}
