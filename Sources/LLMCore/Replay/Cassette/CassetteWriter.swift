/// Writes a cassette as text that is read and compared well: YAML, one block for each call, in one order of members.
package enum CassetteWriter {
  /// What stands before the calls.
  private static let opening = """
    # HTTP calls that 'llmctl replay record' recorded, for 'llmctl replay play'.
    cassette: \(Cassette.version)
    calls:

    """

  /// The whole file.
  package static func text(_ cassette: Cassette) -> String {
    text(blocks: cassette.calls.map(text).joined())
  }

  /// The whole file, of the blocks of its calls.
  package static func text(blocks: String) -> String {
    blocks.isEmpty ? opening.dropLast() + " []\n" : opening + blocks
  }

  /// The block of one call; it goes behind other blocks.
  package static func text(_ call: CassetteCall) -> String {
    var text = "- request:\n"
    let request = call.request
    text += member("route", request.route, 4) + member("method", request.method, 4) + member("path", request.path, 4)
    text += headers(request.headers)
    text += body(request.body, tellsLayout: false)
    text += "  reply:\n"
    let reply = call.reply
    if let status = reply.status { text += "    status: \(status)\n" }
    text += headers(reply.headers)
    switch reply.content {
    case .whole(let whole): text += body(whole, tellsLayout: true)
    case .chunks(let chunks):
      text += chunks.isEmpty ? "    chunks: []\n" : "    chunks:\n" + chunks.map(chunk).joined()
    }
    if reply.ending != .complete { text += "    ending: \(reply.ending.rawValue)\n" }
    return text + timing(reply.timing)
  }

  private static func headers(_ headers: [HTTPHeader]) -> String {
    var names: [String] = []
    for header in headers where !names.contains(header.name) { names.append(header.name) }
    guard !names.isEmpty else { return "" }
    let lines = names.sorted().map { name in
      // A header that came several times is one list (RFC 9110, §5.3).
      let value = headers.filter { $0.name == name }.map(\.value).joined(separator: ", ")
      return "      \(CassetteScalar.text(name, indent: 0)): \(line(value))"
    }
    return "    headers:\n" + lines.joined()
  }

  private static func body(_ body: CassetteBody, tellsLayout: Bool) -> String {
    switch body {
    case .none: return ""
    case .text(let text): return member("text", text, 4)
    case .binary(let bytes): return "    base64: |\n" + base64(bytes, indent: 6)
    case .json(let value, let layout):
      let shown = String(decoding: CassetteJSON.bytes(of: value, .shown), as: UTF8.self)
      let name = tellsLayout && layout != .compact ? "    layout: \(layout.name)\n" : ""
      return name + member("json", shown + "\n", 4)
    }
  }

  private static func chunk(_ bytes: [UInt8]) -> String {
    guard let text = CassetteBody.text(bytes) else { return "    - base64: |\n" + base64(bytes, indent: 8) }
    return "    - " + ended(CassetteScalar.block(text, indent: 6) ?? CassetteScalar.quoted(text))
  }

  /// Apart from the chunks: a recording that differs in nothing but its timing differs in these lines.
  private static func timing(_ timing: [Int]) -> String {
    guard !timing.isEmpty else { return "" }
    var lines = ["    timing_ms: ["]
    for (index, moment) in timing.enumerated() {
      let word = "\(moment)" + (index + 1 < timing.count ? "," : "]")
      if lines[lines.count - 1].utf8.count + word.utf8.count > 100 { lines.append("     ") }
      let isFirst = lines[lines.count - 1].hasSuffix("[")
      lines[lines.count - 1] += (isFirst ? "" : " ") + word
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func base64(_ bytes: [UInt8], indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let digits = Array(Base64.encode(bytes).utf8)
    return stride(from: 0, to: digits.count, by: 96).map { start in
      margin + String(decoding: digits[start..<min(start + 96, digits.count)], as: UTF8.self) + "\n"
    }.joined()
  }

  private static func member(_ name: String, _ value: String, _ indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return "\(margin)\(name): \(ended(CassetteScalar.text(value, indent: indent + 2)))"
  }

  private static func line(_ value: String) -> String { ended(CassetteScalar.text(value, indent: 8)) }

  private static func ended(_ scalar: String) -> String { scalar.hasSuffix("\n") ? scalar : scalar + "\n" }
}
