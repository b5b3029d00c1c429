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
    let widths = heading.indices.map { column in rows.map { displayWidth(of: $0[column]) }.max() ?? 0 }
    text = rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - displayWidth(of: cell))
        // Numbers stand at the right of their column.
        line += ((1...4).contains(column) ? padding + cell : cell + padding) + "  "
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private static func tokens(_ count: Int?) -> String { count.map(ContextFill.short) ?? "?" }

  /// For a million tokens; what runs here costs nothing, and what nobody knows is not nothing.
  private static func money(_ rate: Money?, _ model: ListedModel) -> String {
    guard let rate else { return model.isLocal ? "0" : "?" }
    return (rate * 1_000_000).decimal
  }
}
