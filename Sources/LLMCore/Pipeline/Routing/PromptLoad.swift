/// What a call is going to send, as far as it decides whom it is sent to.
struct PromptLoad: Sendable {
  /// System text first, then the turns in order.
  var messages: [Message] = []
  /// Parameters besides those of the configuration.
  var options: [JSONMember] = []
  /// How many calls of this size are made.
  var calls = 1
  /// The model that is kept as long as it fits, as `-m` takes it.
  var preferred: String?
}

extension PromptLoad {
  /// - Parameter preferred: the model of the conversation that the turn goes on with.
  init(_ turn: QuestionMaker.Turn, preferred: String? = nil) {
    messages = turn.messages
    options = turn.options
    self.preferred = preferred
  }
}

/// What a request has in a model's own tokens.
struct PromptMeasure {
  /// What an image takes at most: Anthropic's limit is about 1,600 tokens, OpenAI's and Gemini's are below it.
  private static let imageTokens = 1_600

  let basis: TokenBasis

  init(model: String) { basis = ModelTokenizers.basis(of: model) }

  /// The same for models whose counts are the same.
  var key: String { "\(basis.encoding) \(basis.permille)" }

  /// Tokens of the texts alone. No provider takes them for fewer.
  func textTokens(_ messages: [Message]) -> Int { messages.reduce(0) { $0 + basis.count($1.content) } }

  /// Tokens of the messages with what stands around each, images included. Of PDFs nobody knows before they are read.
  func tokens(_ messages: [Message]) -> Int { textTokens(messages) + Self.extra(messages) }

  /// Tokens besides those of texts.
  static func extra(_ messages: [Message]) -> Int {
    messages.reduce(0) { $0 + CostForecast.messageOverhead + $1.images.count * imageTokens }
  }

  /// The most that a number of tokens may really be.
  func most(_ tokens: Int) -> Int { tokens + (tokens * basis.exactness.percent + 99) / 100 }

  /// The fewest that a number of tokens may really be.
  func least(_ tokens: Int) -> Int { tokens - (tokens * basis.exactness.percent + 99) / 100 }
}
