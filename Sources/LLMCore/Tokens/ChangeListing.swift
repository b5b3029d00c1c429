/// A change as lines for people, such as `+12 -3  408 -> 417 exact  README.md`, and as JSON.
package struct ChangeListing {
  private let change: RepositoryChange
  private let basis: TokenBasis

  package init(_ change: RepositoryChange, basis: TokenBasis) {
    self.change = change
    self.basis = basis
  }

  /// The numbers of a change as the model counts; added less removed is after less before, whatever the factor rounds.
  struct Numbers {
    let before, after, added, removed: Int

    init(_ tokens: TokenChange, _ basis: TokenBasis) {
      let common = basis.tokens(tokens.common)
      (before, after) = (basis.tokens(tokens.before), basis.tokens(tokens.after))
      (added, removed) = (after - common, before - common)
    }
  }

  /// A line for each file, and the total; aligned.
  package var text: String {
    let lines =
      change.files.map { (Numbers($0.tokens, basis), Self.label($0)) }
      + [(Numbers(change.total, basis), "total (\(basis.encoding))")]
    let cells = lines.map { ["+\($0.0.added)", "-\($0.0.removed)", "\($0.0.before)", "\($0.0.after)"] }
    let widths = (0..<4).map { column in cells.map { $0[column].utf8.count }.max() ?? 0 }
    return zip(lines, cells).map { line, cells in
      let padded = zip(cells, widths).map { String(repeating: " ", count: $1 - $0.utf8.count) + $0 }
      return "\(padded[0]) \(padded[1])  \(padded[2]) -> \(padded[3]) \(basis.exactness.words)  "
        + SafeText.line(line.1).text + "\n"
    }.joined()
  }

  /// The tokens that the change adds, in all files, as the model counts.
  package var added: Int { Numbers(change.total, basis).added }

  /// Version 1; members may be added, never changed. `price` stands behind the numbers of the whole change.
  package func json(model: String?, price: [JSONMember] = []) -> JSONValue {
    let files = change.files.map { file in
      var members = file.path.members
      if let old = file.oldPath { members.append(JSONMember("old", .object(old.members))) }
      members.append(JSONMember("status", .string(file.status.rawValue)))
      return JSONValue.object(members + self.members(file.tokens))
    }
    let failures = change.failures.map { failure in
      JSONValue.object(failure.path.members + [JSONMember("reason", .string(failure.error.phrase))])
    }
    return .object(
      [
        JSONMember("version", .integer(1)), JSONMember("type", .string("token_change")),
        JSONMember("encoding", .string(basis.encoding)), JSONMember("model", .optional(model)),
        JSONMember("basis", .optional(basis.reason)),
      ] + members(change.total) + price + [
        JSONMember("files", .array(files)),
        JSONMember(
          "skipped",
          .object([
            JSONMember("binary", .integer(change.binary)), JSONMember("submodules", .integer(change.submodules)),
            JSONMember("links", .integer(change.links)),
          ])),
        JSONMember("unreadable", .array(failures)),
      ])
  }

  private func members(_ tokens: TokenChange) -> [JSONMember] {
    let numbers = Numbers(tokens, basis)
    return [
      JSONMember("added", .integer(numbers.added)), JSONMember("removed", .integer(numbers.removed)),
      JSONMember("before", .integer(numbers.before)), JSONMember("after", .integer(numbers.after)),
    ] + basis.exactness.members
  }

  private static func label(_ file: ChangedFile) -> String {
    file.oldPath.map { "\($0.shown) => \(file.path.shown)" } ?? file.path.shown
  }
}
