/// What a program is told whose request is not answered, in the form in which its provider tells errors.
package struct CassetteRefusal: Sendable, Equatable {
  package let status: Int
  package let message: String
  package let form: CassetteRoute.ErrorForm

  package init(status: Int, message: String, form: CassetteRoute.ErrorForm) {
    (self.status, self.message, self.form) = (status, message, form)
  }

  /// Clients must not try again where the answer would be the same; a provider that could not be reached may be there the next time.
  package var headers: [HTTPHeader] {
    let isFinal = status != 502
    return [HTTPHeader("content-type", "application/json")]
      + (isFinal ? [HTTPHeader("x-should-retry", "false")] : [])
      + [HTTPHeader("content-length", String(body.count))]
  }

  package var body: [UInt8] { JSONWriter.bytes(of: json) }

  private var json: JSONValue {
    switch form {
    case .openAI:
      [
        "error": [
          "message": .string(message), "type": "llmctl_replay", "param": .null, "code": "llmctl_replay",
        ]
      ]
    case .anthropic: ["type": "error", "error": ["type": "api_error", "message": .string(message)]]
    case .gemini:
      ["error": ["code": .integer(status), "message": .string(message), "status": "UNIMPLEMENTED"]]
    case .ollama: ["error": .string(message)]
    }
  }
}
