/// Counts as `--json` prints them. Version 1; members may be added, never changed. What the total costs comes as members.
package struct TokensDocument {
  package let json: JSONValue

  package init(
    _ inputs: [InputCount], as view: TokenListing.View, basis: TokenBasis, model: String?, budget: Int?,
    price: [JSONMember] = []
  ) {
    let total = inputs.reduce(0) { $0 + $1.tokens }
    var extra: [JSONMember] = []
    if case .top(let count) = view {
      let files = TokenListing.largest(count, of: inputs)
      extra.append(JSONMember("top", .array(files.map { Self.file($0, basis) })))
    }
    if let budget {
      extra += [
        JSONMember("budget", .integer(budget)), JSONMember("over_budget", .bool(basis.tokens(total) > budget)),
        JSONMember("stopped_early", .bool(inputs.contains(where: \.isStopped))),
      ]
    }
    json = .object(
      [
        JSONMember("version", .integer(1)), JSONMember("type", .string("tokens")),
        JSONMember("encoding", .string(basis.encoding)), JSONMember("model", .optional(model)),
        JSONMember("basis", .optional(basis.reason)),
      ] + Self.number(total, basis) + price + [
        JSONMember("bytes", .integer(inputs.reduce(0) { $0 + $1.bytes })),
        JSONMember("inputs", .array(inputs.map { Self.input($0, view, basis) })),
      ] + extra)
  }

  private static func input(_ input: InputCount, _ view: TokenListing.View, _ basis: TokenBasis) -> JSONValue {
    var members = input.path.members
    members.append(JSONMember("kind", .string(input.kind.rawValue)))
    let isCounted = input.kind == .folder || input.failures.isEmpty
    if isCounted {
      members += number(input.tokens, basis)
      members += [JSONMember("bytes", .integer(input.bytes)), JSONMember("cut", .bool(input.isCut))]
      if input.isStopped { members.append(JSONMember("at_least", .bool(true))) }
    }
    if input.kind == .folder {
      if case .tree(let depth) = view {
        members.append(JSONMember("tree", .array(TokenTree(input).json(depth: depth, basis))))
      } else if view == .inputs {
        members.append(JSONMember("files", .array(input.filesByPath.map { file($0, basis) })))
      }
      members += [
        JSONMember(
          "skipped",
          .object([
            JSONMember("binary", .integer(input.skipped.binary)), JSONMember("links", .integer(input.skipped.links)),
            JSONMember("special", .integer(input.skipped.special)),
          ]))
      ]
    }
    if !input.failures.isEmpty {
      let failures = input.failures.map { failure in
        JSONValue.object(failure.path.members + [JSONMember("reason", .string(failure.error.phrase))])
      }
      members.append(JSONMember("unreadable", .array(failures)))
    }
    return .object(members)
  }

  private static func file(_ file: FileCount, _ basis: TokenBasis) -> JSONValue {
    .object(
      file.path.members + number(file.tokens, basis)
        + [JSONMember("bytes", .integer(file.bytes)), JSONMember("cut", .bool(file.isCut))])
  }

  /// A number, and how sure it is.
  static func number(_ tokens: Int, _ basis: TokenBasis) -> [JSONMember] {
    [JSONMember("tokens", .integer(basis.tokens(tokens)))] + basis.exactness.members
  }
}
