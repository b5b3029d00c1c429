/// What an error body says, whatever form a server or a proxy gave it: `{"error":{…}}`, `{"error":"text"}`,
/// `{"detail":"{\"error\":…}"}`, `{"message":…}`, `[{"error":…}]`, HTML, plain text, nothing.
struct ErrorBody {
  /// More of a message than this helps nobody.
  private static let messageLimit = 600

  /// The best message found; nil where there is none.
  private(set) var message: String?
  /// `type`, `code`, `status` and `param` as text, in lower case but for `param`.
  private(set) var type: String?
  private(set) var code: String?
  private(set) var status: String?
  private(set) var param: String?
  /// The nested code that Anthropic and Azure put their finer reason into.
  private(set) var innerCode: String?
  /// Whether it was a web page.
  private(set) var isHTML = false
  /// Whether it is written as Google's APIs write theirs, with a list of details.
  private(set) var isGoogle = false
  /// Whether a quota of the day is used up, or one of zero was asked for: no wait of minutes helps.
  private(set) var isDailyQuota = false
  /// How long to wait, where the body says so.
  private(set) var wait: Duration?
  /// The provider behind a gateway that failed, where the gateway names it.
  private(set) var upstream: String?
  /// What moderation of a gateway found fault with.
  private(set) var moderation: [String] = []

  /// All the words that name the kind of failure, in lower case.
  var words: Set<String> { Set([code, type, innerCode, status].compactMap { $0 }) }

  /// Reads a body, of which only the start may be at hand.
  init(body: [UInt8]) {
    let text = body.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    if let value = try? JSONReader.parse(Array(text)) {
      read(value, depth: 0)
    } else if text.first == UInt8(ascii: "<") {
      isHTML = true
      message = Self.title(of: String(decoding: text.prefix(4096), as: UTF8.self))
    } else if !text.isEmpty {
      message = Self.shortened(String(decoding: text.prefix(Self.messageLimit * 4), as: UTF8.self))
    }
  }

  /// Reads the value of an `error` member.
  init(error: JSONValue) { readError(error, depth: 0) }

  private mutating func read(_ value: JSONValue, depth: Int) {
    guard depth < 4 else { return }
    switch value {
    case .array(let elements):
      if let first = elements.first { read(first, depth: depth + 1) }
    case .string:
      readError(value, depth: depth)
    case .object:
      if let error = value["error"], error != .null {
        readError(error, depth: depth)
      } else if let detail = value["detail"] {
        readError(detail, depth: depth)
      }
      if message == nil { readError(value, depth: depth) }
    default: break
    }
  }

  private mutating func readError(_ error: JSONValue, depth: Int) {
    if let text = error.text {
      // Gateways put a whole JSON body into a string.
      if depth < 4, text.hasPrefix("{") || text.hasPrefix("["), let inner = try? JSONReader.parse(text) {
        return read(inner, depth: depth + 1)
      }
      message = Self.shortened(text)
      return
    }
    guard case .object = error else { return }
    message = error["message"]?.text.map(Self.shortened) ?? message
    type = Self.word(error["type"]) ?? type
    code = Self.word(error["code"]) ?? code
    status = Self.word(error["status"]) ?? status
    param = error["param"]?.text ?? param
    innerCode = Self.word(error["details"]?["error_code"]) ?? Self.word(error["innererror"]?["code"]) ?? innerCode
    if let details = error["details"]?.elements { readGoogle(details) }
    if let metadata = error["metadata"] { readGateway(metadata, depth: depth) }
    // Cohere, Mistral and llama.cpp know no field for it; Google repeats it in words.
    if wait == nil, let message { wait = Self.wait(in: message) }
  }

  /// OpenRouter's notes: who failed, in that provider's own words, and what was flagged. The gateway's message only says that
  /// somebody failed.
  private mutating func readGateway(_ metadata: JSONValue, depth: Int) {
    moderation = metadata["reasons"]?.elements?.compactMap(\.text) ?? []
    upstream = metadata["provider_name"]?.text ?? upstream
    guard depth < 4, let raw = metadata["raw"], raw != .null else { return }
    var inner = ErrorBody()
    if let text = raw.text {
      inner.read((try? JSONReader.parse(text)) ?? raw, depth: depth + 1)
    } else {
      inner.read(raw, depth: depth + 1)
    }
    // The gateway's code is the status of the reply and stays.
    (message, type, innerCode) = (inner.message ?? message, inner.type ?? type, inner.code ?? innerCode)
    (wait, isDailyQuota) = (wait ?? inner.wait, isDailyQuota || inner.isDailyQuota)
  }

  /// Nothing, to read the error inside of another one into.
  private init() {}

  /// Google's list: which quota was violated, how long to wait, and why.
  private mutating func readGoogle(_ details: [JSONValue]) {
    for detail in details {
      guard let kind = detail["@type"]?.text else { continue }
      isGoogle = true
      if kind.hasSuffix("RetryInfo") { wait = detail["retryDelay"]?.text.flatMap(WaitHint.goDuration) ?? wait }
      if kind.hasSuffix("ErrorInfo") { innerCode = Self.word(detail["reason"]) ?? innerCode }
      for violation in detail["violations"]?.elements ?? [] {
        let quota = violation["quotaId"]?.text ?? ""
        if quota.contains("PerDay") || quota.contains("Daily") { isDailyQuota = true }
      }
    }
    if isGoogle, let message, message.contains("limit: 0") { isDailyQuota = true }
  }

  /// The time in `Please retry in 12.3s` and `try again in 6m0s`.
  private static func wait(in message: String) -> Duration? {
    let message = message.lowercased()
    for phrase in ["retry in ", "try again in "] {
      guard let range = message.firstRange(of: phrase) else { continue }
      let word = message[range.upperBound...].prefix { !$0.isWhitespace && $0 != "," }
      if let wait = WaitHint.goDuration(String(word.hasSuffix(".") ? word.dropLast() : word)) { return wait }
    }
    return nil
  }

  private static func word(_ value: JSONValue?) -> String? {
    switch value {
    case .string(let text): text.isEmpty ? nil : text.lowercased()
    case .number(let text): text
    default: nil
    }
  }

  private static func shortened(_ text: String) -> String {
    let oneLine = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return oneLine.count > messageLimit ? oneLine.prefix(messageLimit) + "…" : oneLine
  }

  /// The page's title, or its first words without the tags.
  private static func title(of html: String) -> String? {
    var words = ""
    var isInTag = false
    for character in html {
      if character == "<" {
        isInTag = true
      } else if character == ">" {
        (isInTag, words) = (false, words + " ")
      } else if !isInTag {
        words.append(character)
      }
      if words.utf8.count > 800 { break }
    }
    let text = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? nil : String(text.prefix(200))
  }
}
