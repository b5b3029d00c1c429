/// Budgets as the text of their file: JSON that people may also write by hand.
package enum BudgetCodec {
  /// Why a file cannot be used, as a phrase.
  package struct Mistake: Error, Equatable {
    package let phrase: String
  }

  private static let members = [
    "unit", "usd", "tokens", "provider", "model", "command", "project", "branch", "tag", "warn_at", "hard", "over",
  ]

  /// Throws `Mistake` for what is no list of budgets. A member that nobody knows is one: a limit that was misspelt would hold
  /// nothing.
  package static func decode(_ bytes: [UInt8]) throws(Mistake) -> [Budget] {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.parse(bytes) } catch {
      throw Mistake(phrase: "it is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
    }
    guard value["version"]?.integer == 1 else { throw Mistake(phrase: "its version is not 1") }
    guard let list = value["budgets"]?.elements else { throw Mistake(phrase: "it has no list 'budgets'") }
    var budgets: [Budget] = []
    for (index, element) in list.enumerated() {
      budgets.append(try budget(element, "budget \(index + 1)"))
    }
    return budgets
  }

  /// The text of a file with these.
  package static func encode(_ budgets: [Budget]) -> [UInt8] {
    let value = JSONValue.object([
      JSONMember("version", .integer(1)), JSONMember("budgets", .array(budgets.map(json))),
    ])
    return JSONWriter.bytes(of: value) + [0x0A]
  }

  /// A budget as an object.
  package static func json(_ budget: Budget) -> JSONValue {
    var members = [JSONMember("unit", .string(budget.unit.rawValue))]
    switch budget.limit {
    case .money(let money): members.append(JSONMember("usd", money.json))
    case .tokens(let count): members.append(JSONMember("tokens", .integer(count)))
    }
    let scope = budget.scope
    let names = [
      ("provider", scope.provider), ("model", scope.model), ("command", scope.command), ("project", scope.repository),
      ("branch", scope.branch), ("tag", scope.tag),
    ]
    for case (let name, let text?) in names { members.append(JSONMember(name, .string(text))) }
    members.append(JSONMember("warn_at", .integer(budget.warnsAt)))
    members.append(JSONMember("hard", .bool(budget.isHard)))
    switch budget.overrun {
    case .refuse: members.append(JSONMember("over", .string("refuse")))
    case .kept: members.append(JSONMember("over", .string("kept")))
    case .reduced(let model): members.append(JSONMember("over", .object([JSONMember("model", .string(model))])))
    }
    return .object(members)
  }

  private static func budget(_ value: JSONValue, _ which: String) throws(Mistake) -> Budget {
    guard let found = value.members else { throw Mistake(phrase: "\(which) is no object") }
    for member in found where !members.contains(member.name) {
      throw Mistake(phrase: "\(which) has an unknown member '\(member.name)'")
    }
    guard let unit = value["unit"]?.text.flatMap(LocalCalendar.Unit.init(rawValue:)) else {
      throw Mistake(phrase: "\(which) needs a 'unit': hour, day, week or month")
    }
    var budget = Budget(unit: unit, limit: try limit(value, which))
    for (name, path) in texts {
      guard let member = value[name], member != .null else { continue }
      guard let text = member.text, !text.isEmpty else { throw Mistake(phrase: "\(which): '\(name)' is no text") }
      budget.scope[keyPath: path] = text
    }
    if let warnsAt = value["warn_at"] {
      guard let percent = warnsAt.integer, (1...100).contains(percent) else {
        throw Mistake(phrase: "\(which): 'warn_at' is no number from 1 to 100")
      }
      budget.warnsAt = percent
    }
    if let hard = value["hard"] {
      guard case .bool(let isHard) = hard else { throw Mistake(phrase: "\(which): 'hard' is neither true nor false") }
      budget.isHard = isHard
    }
    if let over = value["over"] { budget.overrun = try overrun(over, which) }
    return budget
  }

  private static let texts: [(String, any WritableKeyPath<SpendScope, String?> & Sendable)] = [
    ("provider", \.provider), ("model", \.model), ("command", \.command), ("project", \.repository),
    ("branch", \.branch), ("tag", \.tag),
  ]

  private static func limit(_ value: JSONValue, _ which: String) throws(Mistake) -> Budget.Limit {
    switch (value["usd"], value["tokens"]) {
    case (.number(let digits)?, nil):
      guard let money = Money(decimal: digits), money >= .zero else {
        throw Mistake(phrase: "\(which): 'usd' is no amount of money")
      }
      return .money(money)
    case (nil, let tokens?):
      guard let count = tokens.integer, count >= 0 else { throw Mistake(phrase: "\(which): 'tokens' is no count") }
      return .tokens(count)
    default: throw Mistake(phrase: "\(which) needs a limit: a number 'usd' or 'tokens'")
    }
  }

  private static func overrun(_ value: JSONValue, _ which: String) throws(Mistake) -> Budget.Overrun {
    if let model = value["model"]?.text, !model.isEmpty { return .reduced(model) }
    switch value.text {
    case "refuse": return .refuse
    case "kept": return .kept
    default: throw Mistake(phrase: "\(which): 'over' is neither \"refuse\", \"kept\" nor {\"model\": NAME}")
    }
  }
}
