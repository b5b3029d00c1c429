/// A template in a list: its versions, which is in use, and what is wrong with it.
struct TemplateRow {
  private let name: String
  private let numbers: [Int]
  /// What the name alone means; nil where nobody can tell.
  private let entry: RolloutEntry?
  /// The versions in use that there are, the newest first.
  private let used: [TemplateVersion]
  private let problem: String?

  static let titles = ["NAME", "VERSIONS", "IN USE", "FROM", "DESCRIPTION"]

  init(_ name: String, in library: TemplateLibrary) {
    self.name = name
    do throws(LLMError) {
      let lineage = try library.lineage(name)
      let (versions, failures) = lineage.all()
      numbers = versions.map(\.number)
      let (entry, complaint) = Self.meaning(of: lineage, versions)
      self.entry = entry
      used = entry?.shares.compactMap { share in versions.first { $0.number == share.number } } ?? []
      problem = failures.first?.error.message ?? complaint
    } catch {
      (numbers, entry, used, problem) = ([], nil, [], error.message)
    }
  }

  private static func meaning(
    of lineage: TemplateLineage, _ versions: [TemplateVersion]
  ) -> (entry: RolloutEntry?, complaint: String?) {
    do throws(LLMError) {
      let newest = versions.last.map { RolloutEntry([RolloutEntry.Share($0.number)], cause: .found) }
      return (try lineage.rollouts.read().entry(lineage.name, Rollout.usualLabel) ?? newest, nil)
    } catch { return (nil, error.message) }
  }

  /// In the order of the titles; safe for a terminal.
  var cells: [String] {
    let versions = numbers.map { "v\($0)" }.joined(separator: " ")
    let words = problem.map { "! \($0)" } ?? used.first?.content.description ?? ""
    return [name, versions, entry?.words ?? "", used.first?.origin.words ?? "-", SafeText.line(words).text]
  }

  /// Origin, path, hash and description are those of the versions in use.
  var json: JSONValue {
    let shares = entry?.shares.map { share in
      let version = used.first { $0.number == share.number }
      return JSONValue.object([
        JSONMember("number", .integer(share.number)), JSONMember("percent", .integer(share.percent)),
        JSONMember("origin", .optional(version?.origin.rawValue)), JSONMember("path", .optional(version?.path?.shown)),
        JSONMember("hash", .optional(version?.hash)),
        JSONMember("description", .optional(version?.content.description)),
      ])
    }
    return .object([
      JSONMember("name", .string(name)), JSONMember("versions", .array(numbers.map(JSONValue.integer))),
      JSONMember("in_use", .array(shares ?? [])), JSONMember("by_tag", .optional(entry?.tag)),
      JSONMember("problem", .optional(problem)),
    ])
  }
}
