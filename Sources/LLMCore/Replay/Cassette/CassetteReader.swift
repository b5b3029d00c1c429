/// Reads a cassette, as it was recorded or as somebody changed it.
package enum CassetteReader {
  /// Reads a whole file. One without content has no calls.
  ///
  /// Throws `YAMLError`, with the line.
  package static func read(_ bytes: [UInt8]) throws(YAMLError) -> Cassette {
    let root = try YAMLDocument(bytes).root
    let members = try Members(root, "the file", ["cassette", "calls"])
    guard !members.isEmpty else { return Cassette(calls: []) }
    guard let version = members["cassette"] else {
      throw YAMLError(line: root.line, message: "is no cassette: 'cassette: \(Cassette.version)' is missing")
    }
    guard version.json == .integer(Cassette.version) else {
      throw YAMLError(
        line: version.line, message: "a cassette of another version than \(Cassette.version)",
        advice: "It was made by another version of llmctl")
    }
    return Cassette(calls: try list(members["calls"], "calls").map { (node) throws(YAMLError) in try call(node) })
  }

  private static func call(_ node: YAMLNode) throws(YAMLError) -> CassetteCall {
    let members = try Members(node, "a call", ["request", "reply"])
    return CassetteCall(
      request: try request(try members.required("request")), reply: try reply(try members.required("reply")),
      line: node.line)
  }

  private static func request(_ node: YAMLNode) throws(YAMLError) -> CassetteRequest {
    let members = try Members(node, "a request", ["route", "method", "path", "headers"] + bodyNames)
    var body = CassetteBody.none
    if let found = try Self.body(members) { body = found }
    return CassetteRequest(
      route: try members.text("route"), method: try members.text("method"), path: try members.text("path"),
      headers: try headers(members["headers"]), body: body)
  }

  private static func reply(_ node: YAMLNode) throws(YAMLError) -> CassetteReply {
    let members = try Members(
      node, "a reply", ["status", "headers", "chunks", "layout", "ending", "timing_ms"] + bodyNames)
    var reply = CassetteReply(status: nil, headers: try headers(members["headers"]))
    if let status = members["status"] {
      guard let number = status.json.integer, (100...999).contains(number) else {
        throw YAMLError(line: status.line, message: "'status' is no HTTP status from 100 to 999")
      }
      reply.status = number
    }
    if let ending = members["ending"] {
      guard let known = try CassetteReply.Ending(rawValue: text(ending, "ending")) else {
        throw YAMLError(line: ending.line, message: "'ending' is one of complete, cut and abandoned")
      }
      reply.ending = known
    }
    if let chunks = members["chunks"] {
      if let other = bodyNames.first(where: { members[$0] != nil }) {
        throw YAMLError(line: chunks.line, message: "a reply has either 'chunks' or '\(other)'")
      }
      reply.content = .chunks(try list(chunks, "chunks").map { (node) throws(YAMLError) in try chunk(node) })
    } else if let body = try body(members) {
      reply.content = .whole(body)
    }
    reply.timing = try list(members["timing_ms"], "timing_ms").map { (node) throws(YAMLError) in
      guard let moment = node.json.integer, (0...86_400_000).contains(moment) else {
        throw YAMLError(line: node.line, message: "'timing_ms' takes milliseconds")
      }
      return moment
    }
    guard reply.status != nil || reply.ending != .complete else {
      throw YAMLError(line: node.line, message: "'status' is missing")
    }
    return reply
  }

  // MARK: Bodies

  private static let bodyNames = ["json", "text", "base64"]

  private static func body(_ members: Members) throws(YAMLError) -> CassetteBody? {
    let found = bodyNames.filter { members[$0] != nil }
    guard let name = found.first, let node = members[name] else { return nil }
    guard found.count == 1 else {
      throw YAMLError(line: node.line, message: "a body is either '\(name)' or '\(found[1])'")
    }
    switch name {
    case "json": return try json(node, members["layout"])
    case "text": return .text(try text(node, name))
    default: return .binary(try base64(node))
    }
  }

  private static func json(_ node: YAMLNode, _ layout: YAMLNode?) throws(YAMLError) -> CassetteBody {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.parse(try text(node)) } catch {
      throw YAMLError(line: node.line, message: "'json' holds no JSON: \(error.reason.rawValue)")
    }
    guard let layout else { return .json(value, .compact) }
    guard let known = CassetteJSON.Layout(name: try text(layout, "layout")) else {
      throw YAMLError(
        line: layout.line, message: "'layout' is compact, spaced or indented, perhaps with ascii and line behind it")
    }
    return .json(value, known)
  }

  private static func chunk(_ node: YAMLNode) throws(YAMLError) -> [UInt8] {
    if case .scalar(let text, _) = node.value { return CassetteBody.bytes(of: text) }
    return try base64(try Members(node, "a chunk", ["base64"]).required("base64"))
  }

  private static func base64(_ node: YAMLNode) throws(YAMLError) -> [UInt8] {
    let characters = try text(node, "base64").utf8.filter { $0 > Byte.space }
    guard let bytes = Base64.decode(String(decoding: characters, as: UTF8.self)) else {
      throw YAMLError(line: node.line, message: "'base64' holds none")
    }
    return bytes
  }

  // MARK: Values

  private static func headers(_ node: YAMLNode?) throws(YAMLError) -> [HTTPHeader] {
    guard let node else { return [] }
    guard case .mapping(let members) = node.value else {
      throw YAMLError(line: node.line, message: "'headers' is a mapping of names to values")
    }
    return try members.map { (member) throws(YAMLError) in
      let value = try text(member.value, member.name)
      guard !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }), isToken(member.name) else {
        throw YAMLError(line: member.line, message: "a header has characters in it that no header has")
      }
      return HTTPHeader(member.name.lowercased(), value)
    }
  }

  /// RFC 9110, §5.6.2, as far as names of headers go that anybody uses.
  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { Byte.isLetter($0) || Byte.isDigit($0) || "-_.!#$%&'*+^`|~".utf8.contains($0) }
  }

  private static func list(_ node: YAMLNode?, _ name: String) throws(YAMLError) -> [YAMLNode] {
    guard let node else { return [] }
    if case .list(let elements) = node.value { return elements }
    if case .scalar("", isQuoted: false) = node.value { return [] }
    throw YAMLError(line: node.line, message: "'\(name)' is a list")
  }

  private static func text(_ node: YAMLNode, _ name: String) throws(YAMLError) -> String {
    guard case .scalar(let text, _) = node.value else {
      throw YAMLError(line: node.line, message: "'\(name)' is a text")
    }
    return text
  }

  /// The text where it is read as JSON: what is none is not JSON either.
  private static func text(_ node: YAMLNode) throws(JSONError) -> String {
    guard case .scalar(let text, _) = node.value else { throw JSONError(.unexpectedKind, at: 0) }
    return text
  }

  /// The members of a mapping, all of which are known.
  private struct Members {
    private let values: [String: YAMLNode]
    private let line: Int
    private let owner: String

    init(_ node: YAMLNode, _ owner: String, _ known: [String]) throws(YAMLError) {
      guard case .mapping(let members) = node.value else {
        throw YAMLError(line: node.line, message: "\(owner) is a mapping")
      }
      for member in members where !known.contains(member.name) {
        let meant = Suggestion.nearest(to: member.name, among: known)
        throw YAMLError(
          line: member.line, message: "\(owner) has no '\(member.name)'", advice: meant.map { "Did you mean '\($0)'?" })
      }
      values = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
      (line, self.owner) = (node.line, owner)
    }

    var isEmpty: Bool { values.isEmpty }

    subscript(name: String) -> YAMLNode? { values[name] }

    func required(_ name: String) throws(YAMLError) -> YAMLNode {
      guard let node = values[name] else { throw YAMLError(line: line, message: "\(owner) without '\(name)'") }
      return node
    }

    func text(_ name: String) throws(YAMLError) -> String { try CassetteReader.text(try required(name), name) }
  }
}
