/// URI templates by RFC 6570, section 2.
enum TemplateFormat {
  static func accepts(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "{"):
        guard let end = expressionEnd(text, index + 1) else { return false }
        index = end + 1
      case UInt8(ascii: "%"):
        guard isEscape(text, index) else { return false }
        index += 3
      case _ where byte.isASCII:
        guard byte > 0x20, byte < 0x7F, !byte.isOne(of: "\"'<>\\^`|}") else { return false }
        index += 1
      default:
        guard LinkFormat.isLetterOfIRI(nextScalar(text, &index), isQuery: true) else { return false }
      }
    }
    return true
  }

  private static func isEscape(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index + 2 < text.count && text[index + 1].isHexDigit && text[index + 2].isHexDigit
  }

  /// Where the brace that ends an expression stands.
  private static func expressionEnd(_ text: Span<UInt8>, _ first: Int) -> Int? {
    var index = first
    if index < text.count, text[index].isOne(of: "+#./;?&=,!@|") { index += 1 }
    while true {
      guard readName(text, &index) else { return nil }
      if index < text.count, text[index] == UInt8(ascii: "*") {
        index += 1
      } else if index < text.count, text[index] == UInt8(ascii: ":") {
        let start = index + 1
        index = start
        while index < text.count, text[index].isDigit { index += 1 }
        guard (1...4).contains(index - start), text[start] != UInt8(ascii: "0") else { return nil }
      }
      guard index < text.count else { return nil }
      if text[index] == UInt8(ascii: "}") { return index }
      guard text[index] == UInt8(ascii: ",") else { return nil }
      index += 1
    }
  }

  /// Names with dots between, none empty.
  private static func readName(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    var isBehindDot = true
    while index < text.count {
      let byte = text[index]
      if byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") {
        isBehindDot = false
        index += 1
      } else if byte == UInt8(ascii: "%") {
        guard isEscape(text, index) else { return false }
        isBehindDot = false
        index += 3
      } else if byte == UInt8(ascii: "."), !isBehindDot {
        isBehindDot = true
        index += 1
      } else {
        break
      }
    }
    return !isBehindDot
  }
}
