/// Conversations as numbered lines.
package struct SessionListing: Sendable {
  /// Each line ends in a line feed.
  package let text: String

  /// `current` is the id of the one that is being held.
  package init(_ conversations: [ConversationSummary], current: String) {
    let width = "\(conversations.count)".count
    text = conversations.enumerated().map { index, found in
      let number = "\(index + 1)"
      let moment = found.newestAt.rfc3339.prefix(16).map { $0 == "T" ? " " : $0 }
      let mark = found.id == current ? "*" : " "
      let name = found.name.map { "\($0): " } ?? ""
      let words = SafeText.line(name + (found.excerpt ?? found.firstPrompt)).text
      let padding = String(repeating: " ", count: width - number.count)
      return
        "\(padding)\(number)\(mark) \(String(moment))  \(found.turns) turns  \(SafeText.line(found.model).text)  \(words)\n"
    }.joined()
  }
}
