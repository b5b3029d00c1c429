/// HTML, XML and their kin. What stands in `<script>` and `<style>` is read by the lexers of those languages.
struct MarkupScanner: LineScanner {
  private enum Mode: Equatable {
    case text, tag
    /// In an attribute's value, to this quote.
    case value(UInt8)
    /// To a literal that ends it.
    case until([UInt8], CodeKind)
    case script, style
  }

  private var mode = Mode.text
  /// The element whose tag is open holds code until its end tag.
  private var announced: Mode?
  private var code: CodeScanner?
  private var bytes: [UInt8] = []
  private var position = 0

  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    (bytes, position) = (line, 0)
    while position < bytes.count {
      switch mode {
      case .text: scanText(&writer)
      case .tag: scanTag(&writer)
      case .value(let quote): scanValue(quote, &writer)
      case .until(let literal, let kind): scan(until: literal, kind, &writer)
      case .script: scanCode(.javascript, &writer)
      case .style: scanCode(.css, &writer)
      }
    }
    code?.endLine()
    bytes = []
  }

  /// Reads code to the end of the line, or to the end tag, which ends it wherever it stands.
  private mutating func scanCode(_ grammar: Grammar, _ writer: inout SpanWriter) {
    let stop = endTag(mode == .script ? "script" : "style")
    var scanner = code ?? CodeScanner(grammar)
    code = nil
    scanner.scan(bytes, in: position..<(stop ?? bytes.count), into: &writer)
    position = stop ?? bytes.count
    if stop == nil { code = scanner } else { mode = .text }
  }

  /// Where `</name` begins in the rest of the line.
  private func endTag(_ name: String) -> Int? {
    var start = position
    let length = name.utf8.count + 2
    while start + length <= bytes.count {
      if bytes[start] == Byte.less, bytes[start + 1] == Byte.slash,
        zip(bytes[(start + 2)...], name.utf8).allSatisfy({ Byte.folded($0) == $1 })
      {
        return start
      }
      start += 1
    }
    return nil
  }

  private mutating func scanText(_ writer: inout SpanWriter) {
    while position < bytes.count, bytes[position] != Byte.less, bytes[position] != Byte.ampersand { position += 1 }
    guard position < bytes.count else { return }
    if bytes[position] == Byte.ampersand { return scanEntity(&writer) }
    for (open, close, kind) in Self.sections where matches(open) {
      mode = .until(close, kind)
      writer.add(position, position + open.count, kind)
      position += open.count
      return
    }
    scanTagName(&writer)
  }

  /// What begins and ends with a literal of its own.
  private static let sections: [([UInt8], [UInt8], CodeKind)] = [
    (Array("<!--".utf8), Array("-->".utf8), .comment), (Array("<![CDATA[".utf8), Array("]]>".utf8), .string),
    (Array("<!".utf8), Array(">".utf8), .keyword), (Array("<?".utf8), Array("?>".utf8), .keyword),
  ]

  private func matches(_ literal: [UInt8]) -> Bool {
    guard literal.count <= bytes.count - position else { return false }
    for index in literal.indices where bytes[position + index] != literal[index] { return false }
    return true
  }

  /// `&amp;` or `&#x20;`; an ampersand that begins none is text.
  private mutating func scanEntity(_ writer: inout SpanWriter) {
    var stop = position + 1
    while stop < bytes.count, stop - position < 34, Byte.isWord(bytes[stop]) || bytes[stop] == Byte.hash { stop += 1 }
    if stop < bytes.count, bytes[stop] == Byte.semicolon, stop > position + 1 {
      writer.add(position, stop + 1, .constant)
      position = stop + 1
    } else {
      position += 1
    }
  }

  private mutating func scanTagName(_ writer: inout SpanWriter) {
    let isEnd = position + 1 < bytes.count && bytes[position + 1] == Byte.slash
    let start = position + (isEnd ? 2 : 1)
    guard start < bytes.count, Byte.isWord(bytes[start]) else {
      position += 1
      return
    }
    writer.add(position, start, .punctuation)
    position = endOfName(start)
    writer.add(start, position, .keyword)
    mode = .tag
    announced = isEnd ? nil : Self.content(of: bytes[start..<position])
  }

  private static func content(of name: ArraySlice<UInt8>) -> Mode? {
    let folded = name.map { Byte.folded($0) }
    if folded.elementsEqual("script".utf8) { return .script }
    return folded.elementsEqual("style".utf8) ? .style : nil
  }

  private func endOfName(_ start: Int) -> Int {
    var stop = start
    while stop < bytes.count, Self.isName(bytes[stop]) { stop += 1 }
    return stop
  }

  private static func isName(_ byte: UInt8) -> Bool {
    Byte.isWord(byte) || byte == Byte.minus || byte == Byte.colon || byte == Byte.dot || byte == Byte.at
  }

  private mutating func scanTag(_ writer: inout SpanWriter) {
    let byte = bytes[position]
    if byte == Byte.greater {
      writer.add(position, position + 1, .punctuation)
      mode = announced ?? .text
      announced = nil
      position += 1
    } else if byte == Byte.slash {
      writer.add(position, position + 1, .punctuation)
      if position + 1 < bytes.count, bytes[position + 1] == Byte.greater { announced = nil }
      position += 1
    } else if byte == Byte.quote || byte == Byte.apostrophe {
      writer.add(position, position + 1, .string)
      mode = .value(byte)
      position += 1
    } else if Self.isName(byte) {
      scanAttribute(&writer)
    } else if byte == Byte.less {
      // The tag was never closed; a new one begins.
      (mode, announced) = (.text, nil)
    } else {
      if byte == Byte.equals { writer.add(position, position + 1, .operator) }
      position += 1
    }
  }

  /// A name, or a value without quotes behind its `=`.
  private mutating func scanAttribute(_ writer: inout SpanWriter) {
    let start = position
    let isValue = start > 0 && bytes[start - 1] == Byte.equals
    while position < bytes.count, Self.isName(bytes[position]) || (isValue && Self.isBareValue(bytes[position])) {
      position += 1
    }
    writer.add(start, position, isValue ? .string : .property)
  }

  private static func isBareValue(_ byte: UInt8) -> Bool {
    !Byte.isBlank(byte) && byte != Byte.greater && byte != Byte.quote && byte != Byte.apostrophe
  }

  private mutating func scanValue(_ quote: UInt8, _ writer: inout SpanWriter) {
    let start = position
    while position < bytes.count, bytes[position] != quote { position += 1 }
    if position < bytes.count {
      position += 1
      mode = .tag
    }
    writer.add(start, position, .string)
  }

  private mutating func scan(until literal: [UInt8], _ kind: CodeKind, _ writer: inout SpanWriter) {
    let start = position
    while position < bytes.count {
      if bytes[position] == literal[0], matches(literal) {
        position += literal.count
        mode = .text
        break
      }
      position += 1
    }
    writer.add(start, position, kind)
  }
}
