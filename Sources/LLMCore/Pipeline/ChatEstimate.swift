/// What a question would take, before anything is sent: `--estimate`.
struct ChatEstimate {
  private let question: Question
  private let measure: PromptMeasure
  let promptTokens: Int
  /// The most that it can cost, as `--max-cost` holds it.
  private let most: CostLimit.Most
  /// What it will probably cost; nil where nobody knows.
  let typical: Money?
  /// The tokens that an answer will probably have.
  private let answerTokens: Int
  /// The budgets that it falls into, with what their windows hold.
  private let budgets: [BudgetBook.Entry]

  init(_ question: Question, budgets: [BudgetBook.Entry]) {
    self.question = question
    self.budgets = budgets
    let request = question.shapedRequest
    measure = PromptMeasure(model: request.model)
    promptTokens = measure.tokens(request.messages)
    most = CostLimit.most(question, request)
    let usual = question.task.usualOutput + (request.effort?.budget ?? 0)
    answerTokens = min(usual, request.outputLimit ?? request.capabilities.outputCap ?? .max)
    if case .nothing = most {
      typical = .zero
    } else {
      let price = question.prices.price(
        of: request.model, provider: question.account.name, at: question.askedAt)
      let usage = Usage(uncachedInput: promptTokens, textOutput: answerTokens)
      typical = price?.price(of: usage, under: CallTerms(at: question.askedAt))?.total
    }
  }

  private var name: String { "\(question.account.name)/\(question.request.model)" }

  private var window: Int? { question.request.capabilities.window }

  /// Whether something goes along whose tokens nobody knows before it is read.
  private var hasDocuments: Bool { question.request.messages.contains { !$0.documents.isEmpty } }

  var worst: Money? {
    switch most {
    case .nothing: .zero
    case .amount(let most): most
    case .unknown, .unlimited: nil
    }
  }

  /// Lines for people. What is left of budgets stands behind the prices.
  var text: String {
    var text = "\(name), task \(question.task.rawValue)\n"
    text += "\(promptTokens.grouped) tokens of prompt \(measure.basis.exactness.words)"
    text += hasDocuments ? ", PDFs not counted" : ""
    text += window.map { ", of a window of \($0.grouped)" } ?? ", of a window that nobody knows"
    text += "\nabout \(typical?.shown ?? "nobody knows how much") with an answer of \(answerTokens.grouped) tokens\n"
    switch most {
    case .nothing: text += "at most $0: it runs on this machine\n"
    case .amount(let most): text += "at most \(most.shown) without asking again\n"
    case .unknown: text += "at most nobody knows how much\n"
    case .unlimited: text += "at most any amount: nothing limits the answer (-o max_tokens=N does)\n"
    }
    for entry in budgets { text += entry.leftLine }
    return text
  }

  /// One object for programs.
  var json: JSONValue {
    .document(
      "chat_estimate",
      [
        JSONMember("provider", .string(question.account.name)), JSONMember("model", .string(question.request.model)),
        JSONMember("task", .string(question.task.rawValue)), JSONMember("prompt_tokens", .integer(promptTokens)),
      ] + measure.basis.exactness.members + [
        JSONMember("counts_documents", .bool(!hasDocuments)), JSONMember("window", .optional(window)),
        JSONMember("typical_answer_tokens", .integer(answerTokens)),
        JSONMember("typical_usd", typical.map(\.json) ?? .null),
        JSONMember("worst_case_usd", worst.map(\.json) ?? .null),
        JSONMember("budgets", .array(budgets.map(\.json))),
      ])
  }
}
