/// Models as lines of aligned columns.
struct ModelTable {
  /// The table with its heading; every line ends in a line feed.
  let text: String

  init(_ models: [ListedModel], today: UInt32) {
    let heading = ["MODEL", "WINDOW", "OUTPUT", "IN $/M", "OUT $/M", "ABILITIES"]
    let rows =
      [heading]
      + models.map { model in
        let notes =
          (model.retirement.map { $0 <= today ? ["RETIRED"] : [] } ?? [])
          + model.aliases.map { "alias \($0)" }
        return [
          model.name, Self.tokens(model.capabilities.window), Self.tokens(model.capabilities.outputCap),
          Self.money(model.inputRate, model), Self.money(model.outputRate, model),
          (model.abilities + notes).joined(separator: " "),
        ].map { SafeText.line($0).text }
      }
    text = AlignedColumns(rows, numbers: 1..<5).text
  }

  private static func tokens(_ count: Int?) -> String { count.map(ContextFill.short) ?? "?" }

  /// For a million tokens; what runs here costs nothing, and what nobody knows is not nothing.
  private static func money(_ rate: Money?, _ model: ListedModel) -> String {
    guard let rate else { return model.isLocal ? "0" : "?" }
    return (rate * 1_000_000).decimal
  }
}
