/// Counts as `--json` prints them. Version 1; members may be added, never changed.
package struct TokensDocument {
  package let json: JSONValue

  package init(_ inputs: [InputCount], basis: TokenBasis, model: String?) {
    let total = inputs.reduce(0) { $0 + $1.tokens }
    json = .object(
      [
        JSONMember("version", .integer(1)), JSONMember("type", .string("tokens")),
        JSONMember("encoding", .string(basis.encoding)), JSONMember("model", .optional(model)),
        JSONMember("basis", .optional(basis.reason)),
      ] + Self.number(total, basis) + [
        JSONMember("bytes", .integer(inputs.reduce(0) { $0 + $1.bytes })),
        JSONMember("inputs", .array(inputs.map { Self.input($0, basis) })),
      ])
  }

  private static func input(_ input: InputCount, _ basis: TokenBasis) -> JSONValue {
    var members = input.path.members
    members.append(JSONMember("kind", .string(input.kind.rawValue)))
    let isCounted = input.kind == .folder || input.failures.isEmpty
    if isCounted {
      members += number(input.tokens, basis)
      members += [JSONMember("bytes", .integer(input.bytes)), JSONMember("cut", .bool(input.isCut))]
    }
    if input.kind == .folder {
      members += [
        JSONMember("files", .array(input.files.map { file($0, basis) })),
        JSONMember(
          "skipped",
          .object([
            JSONMember("binary", .integer(input.skipped.binary)), JSONMember("links", .integer(input.skipped.links)),
            JSONMember("special", .integer(input.skipped.special)),
          ])),
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
  private static func number(_ tokens: Int, _ basis: TokenBasis) -> [JSONMember] {
    [JSONMember("tokens", .integer(basis.tokens(tokens)))] + basis.exactness.members
  }
}

extension RawPath {
  /// The path as members of a JSON object. One that is not UTF-8 has U+FFFD where it is not, and all its bytes in
  /// hexadecimal as `path_bytes`.
  package var members: [JSONMember] {
    if let text { return [JSONMember("path", .string(text))] }
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return [
      JSONMember("path", .string(String(decoding: bytes, as: UTF8.self))),
      JSONMember("path_bytes", .string(String(decoding: hexadecimal, as: UTF8.self))),
    ]
  }
}
