/// What can be said against a request without asking a server: what is known of the model, and what its dialect has no
/// words for.
struct RequestRules {
  let request: ChatRequest
  /// As errors name the server, such as `work`.
  let name: String
  /// Whether the dialect has a form for PDFs.
  var takesDocuments = true
  /// Whether the dialect can make a model call a tool.
  var forcesTools = true
  /// The levels of effort that the dialect has words for, beside `none`.
  var efforts = ReasoningEffort.allCases
  /// Whether the dialect can tell a model not to think at all, whatever levels it knows.
  var turnsThinkingOff = true
  /// Whether the dialect has words for the parameters of sampling.
  var takesSampling = true

  /// Returns what is left out. Throws `LLMError` of kind `usage`: a request that lost its tools, its images or its level of effort
  /// is another request, and one that costs money.
  func check() throws(LLMError) -> [String] {
    let known = request.capabilities
    let hasImages = request.messages.contains { !$0.images.isEmpty }
    let hasDocuments = request.messages.contains { !$0.documents.isEmpty }
    if hasImages, known.seesImages == false { throw refusal("does not see images", "Ask a model that does") }
    if hasDocuments, known.readsDocuments == false {
      throw refusal("does not read PDFs", "Send the text of it, or ask a model that does")
    }
    if hasDocuments, !takesDocuments {
      throw LLMError(
        .usage, "'\(name)' has no way to be sent a PDF", advice: "Send the text of it, such as pdftotext makes")
    }
    try checkTools()
    try checkEffort()
    let kept = request.options(takingSampling: takesSampling).map(\.name)
    let lost = request.options.map(\.name).filter { !kept.contains($0) }
    return lost.isEmpty
      ? [] : ["\(lost.joined(separator: ", ")) left out: the model '\(request.model)' takes no sampling parameters"]
  }

  private func checkTools() throws(LLMError) {
    guard !request.tools.isEmpty else { return }
    if request.capabilities.takesTools == false { throw refusal("does not call tools", "Ask a model that does") }
    if case .named(let tool) = request.toolChoice, !request.tools.contains(where: { $0.name == tool }) {
      throw LLMError(
        .usage, "there is no tool '\(tool)' to be chosen",
        advice: "There are \(request.tools.map(\.name).joined(separator: ", "))")
    }
    guard request.toolChoice != .auto else { return }
    if request.capabilities.takesForcedTools == false {
      throw refusal(
        "cannot be made to call a tool", "Leave the choice to it, or ask for an answer of a fixed form with --schema")
    }
    if !forcesTools {
      throw LLMError(
        .usage, "'\(name)' has no way to make a model call a tool",
        advice: "Leave the choice to the model, or ask for an answer of a fixed form with --schema")
    }
  }

  /// A level is never exchanged for its neighbour: it decides what an answer costs and how long it takes, and the levels that
  /// are there are named at once.
  private func checkEffort() throws(LLMError) {
    guard let effort = request.effort else { return }
    try checkLevel(effort)
    if effort != .none, !efforts.contains(effort) {
      let words = efforts.filter { $0 != .none }.map(\.rawValue).joined(separator: ", ")
      throw LLMError(.usage, "'\(name)' has no word for the effort '\(effort.rawValue)'", advice: "It knows \(words)")
    }
  }

  private func checkLevel(_ effort: ReasoningEffort) throws(LLMError) {
    guard let levels = request.capabilities.reasoningLevels, !levels.contains(effort.rawValue),
      !(effort == .none && (turnsThinkingOff || levels.isEmpty))
    else { return }
    if levels.isEmpty { throw refusal("does not reason", "Leave out -o reasoning=\(effort.rawValue)") }
    throw refusal("does not know the effort '\(effort.rawValue)'", "It knows \(levels.joined(separator: ", "))")
  }

  private func refusal(_ fault: String, _ advice: String) -> LLMError {
    LLMError(.usage, "the model '\(request.model)' \(fault)", advice: advice)
  }
}

extension ChatRequest {
  private static let sampling: Set<String> = ["temperature", "top_p", "top_k"]

  /// The options without those that the model, or the dialect, is known to refuse.
  func options(takingSampling dialectTakesSampling: Bool = true) -> [JSONMember] {
    guard !dialectTakesSampling || capabilities.takesSampling == false else { return options }
    return options.filter { !Self.sampling.contains($0.name) }
  }
}
