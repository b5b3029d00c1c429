/// Reads typed values out of a file's settings, with errors that name the line and, for a slip of the fingers, the word
/// that was probably meant.
struct SettingReader {
  let file: ConfigurationFile

  /// The members of a mapping, all of which must have one of the names given.
  func members(_ setting: YAMLNode, of what: String, allowed: [String]) throws(LLMError) -> [YAMLNode.Member] {
    let members = try mapping(setting, of: what)
    for member in members where !allowed.contains(member.name) {
      let nearest = Suggestion.nearest(to: member.name, among: allowed)
      throw file.error(
        "unknown key '\(member.name)' in \(what)", at: member.line,
        advice: nearest.map { "Did you mean '\($0)'?" } ?? "Known keys: \(allowed.joined(separator: ", "))")
    }
    return members
  }

  /// The members of a mapping whose names the user chooses.
  func mapping(_ setting: YAMLNode, of what: String) throws(LLMError) -> [YAMLNode.Member] {
    switch setting.value {
    case .mapping(let members): return members
    case .scalar(let text, _) where text.isEmpty || text == "~" || text == "null": return []
    default: throw file.error("\(what) must hold 'key: value' lines", at: setting.line)
    }
  }

  /// A text that is not empty.
  func text(_ member: YAMLNode.Member) throws(LLMError) -> String {
    guard case .scalar(let text, _) = member.value.value, !text.isEmpty else {
      throw file.error("'\(member.name)' must be a text", at: member.line)
    }
    return text
  }

  /// A list of texts, or a single one.
  func texts(_ member: YAMLNode.Member) throws(LLMError) -> [String] {
    guard case .list(let elements) = member.value.value else { return [try text(member)] }
    var texts: [String] = []
    for element in elements {
      guard case .scalar(let text, _) = element.value, !text.isEmpty else {
        throw file.error("'\(member.name)' must be a list of texts", at: element.line)
      }
      texts.append(text)
    }
    return texts
  }

  /// A number of seconds above zero, fractions allowed.
  func seconds(_ member: YAMLNode.Member) throws(LLMError) -> Duration {
    guard case .scalar(let text, false) = member.value.value, let seconds = Double(text),
      // The clocks here count milliseconds: less than one would be no time at all.
      seconds >= 0.001, seconds <= 86_400
    else {
      throw file.error("'\(member.name)' must be a number of seconds between 0 and 86400", at: member.line)
    }
    return .milliseconds(Int(seconds * 1000))
  }

  /// A whole number of this range.
  func integer(_ member: YAMLNode.Member, in range: ClosedRange<Int>) throws(LLMError) -> Int {
    guard case .scalar(let text, false) = member.value.value, let number = Int(text), range.contains(number) else {
      throw file.error(
        "'\(member.name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)", at: member.line)
    }
    return number
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable<String>>(_ member: YAMLNode.Member, of words: [Word]) throws(LLMError) -> Word {
    let text = try text(member)
    guard let word = Word(rawValue: text) else {
      throw file.error(
        "'\(member.name)' cannot be '\(text)'", at: member.line,
        advice: "It is one of \(words.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  /// `true` or `false`.
  func bool(_ member: YAMLNode.Member) throws(LLMError) -> Bool {
    guard case .scalar(let text, false) = member.value.value, let bool = Bool(text) else {
      throw file.error("'\(member.name)' must be true or false", at: member.line)
    }
    return bool
  }

  /// A URL llmctl can send to.
  func endpoint(_ member: YAMLNode.Member) throws(LLMError) -> Endpoint {
    let text = try text(member)
    guard let endpoint = Endpoint(text) else {
      throw file.error(
        "'\(member.name)' is not a usable URL: \(SecretMask().masked(text))", at: member.line,
        advice: Endpoint.advice)
    }
    if MisplacedKey.isIn(text) {
      throw file.error("'\(member.name)' has a key in it", at: member.line, advice: MisplacedKey.advice)
    }
    return endpoint
  }
}
