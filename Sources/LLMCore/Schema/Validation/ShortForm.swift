/// Values in a few words, for messages: cut, so that neither a secret nor a page of text is repeated.
enum ShortForm {
  private static let longest = 60

  /// A text in quotes, as JSON writes it.
  static func quoted(_ text: String) -> String { JSONWriter.text(of: .string(cut(text))) }

  /// The value at a place as JSON, cut.
  static func text(of place: Int, on tape: TapeView) -> String {
    var text = ""
    append(place, tape, &text)
    return cut(text)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > longest, text.unicodeScalars.count > longest else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest - 1))) + "…"
  }

  private static func append(_ place: Int, _ tape: TapeView, _ text: inout String) {
    let node = tape.nodes[place]
    switch node.kind {
    case JSONKind.null: text += "null"
    case JSONKind.bool: text += node.count == 1 ? "true" : "false"
    case JSONKind.number: text += number(node, tape)
    case JSONKind.string: text += quoted(string(tape.text(node)))
    case JSONKind.array:
      text += "["
      children(of: place, tape, &text) { child, text in append(child, tape, &text) }
      text += "]"
    default:
      text += "{"
      children(of: place, tape, &text) { child, text in
        text += quoted(string(tape.name(tape.nodes[child]))) + ":"
        append(child, tape, &text)
      }
      text += "}"
    }
  }

  /// Goes over elements or members until the text is long enough to be cut anyway.
  private static func children(
    of place: Int, _ tape: TapeView, _ text: inout String, _ body: (Int, inout String) -> Void
  ) {
    var child = place + 1
    while child < tape.nodes[place].end, text.utf8.count <= longest * 4 {
      if child > place + 1 { text += "," }
      body(child, &text)
      child = Int(tape.nodes[child].end)
    }
  }

  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    // No more than can be shown; what is cut off in the middle of a character is mended by decoding.
    String(decoding: bytes.prefix(longest * 4 + 4), as: UTF8.self)
  }

  private static func number(_ node: TapeNode, _ tape: TapeView) -> String {
    var digits =
      node.keepsDigits
      ? String(
        decoding: UnsafeBufferPointer(start: tape.bytes + Int(node.start), count: Int(node.count)), as: UTF8.self)
      : String(node.mantissa.magnitude)
    let sign = node.mantissa < 0 ? "-" : ""
    let exponent = Int(node.exponent)
    if exponent >= 0, exponent <= 20 { return sign + digits + String(repeating: "0", count: exponent) }
    if exponent < 0, exponent >= -20 {
      if digits.utf8.count <= -exponent {
        digits = String(repeating: "0", count: 1 - exponent - digits.utf8.count) + digits
      }
      return sign + String(digits.dropLast(-exponent)) + "." + String(digits.suffix(-exponent))
    }
    return sign + digits + "e" + String(exponent)
  }
}
