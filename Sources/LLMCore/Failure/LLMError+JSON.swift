extension LLMError {
  /// The error as `--json` prints it.
  package var json: JSONValue {
    .object([
      JSONMember("code", .string(code.name)), JSONMember("message", .string(message)),
      JSONMember("advice", .optional(advice)), JSONMember("request_id", .optional(requestID)),
      JSONMember("status", .optional(status)), JSONMember("exit_code", .integer(Int(exitCode.rawValue))),
    ])
  }
}
