/// What a call will take of a provider's token limits, before it is made. A rough count: it is made for every call, also
/// where no limit is known, and what it was really is settled afterwards.
struct CostForecast {
  /// What an answer takes where nothing limits it.
  private static let usualOutput = 1024
  /// What stands around each message.
  static let messageOverhead = 4

  let cost: CallCost

  init(_ request: ChatRequest) {
    var input = 0
    for message in request.messages { input += Self.tokens(in: message.content) + Self.messageOverhead }
    let limit = request.options.last { $0.name == "max_tokens" }?.value.integer
    cost = CallCost(input: input, output: limit ?? Self.usualOutput)
  }

  /// Four letters of English are about a token, and so are two bytes of everything else.
  static func tokens(in text: String) -> Int {
    var plain = 0
    var text = text
    let total = text.withUTF8 { bytes in
      for byte in bytes where byte < 0x80 { plain += 1 }
      return bytes.count
    }
    return plain / 4 + (total - plain) / 2 + 1
  }
}
