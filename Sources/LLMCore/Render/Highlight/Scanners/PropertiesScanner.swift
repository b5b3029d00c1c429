/// Lines of `key = value`: ini files, environments, properties. A value is text until it looks like something else.
struct PropertiesScanner: LineScanner {
  mutating func scan(_ line: [UInt8], into writer: inout SpanWriter) {
    var start = 0
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    guard start < line.count else { return }
    if line[start] == Byte.hash || line[start] == Byte.semicolon {
      writer.add(start, line.count, .comment)
    } else if line[start] == Byte.openBracket {
      let stop = line[start...].firstIndex(of: Byte.closeBracket).map { $0 + 1 } ?? line.count
      writer.add(start, stop, .heading)
      addComment(line, from: stop, &writer)
    } else {
      scanPair(line, start, &writer)
    }
  }

  private func scanPair(_ line: [UInt8], _ start: Int, _ writer: inout SpanWriter) {
    var start = start
    if line[start...].starts(with: "export ".utf8) {
      writer.add(start, start + 6, .keyword)
      start += 7
      while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    }
    guard let sign = line[start...].firstIndex(where: { $0 == Byte.equals || $0 == Byte.colon }) else {
      return writer.add(start, line.count, .property)
    }
    var stop = sign
    while stop > start, Byte.isBlank(line[stop - 1]) { stop -= 1 }
    writer.add(start, stop, .property)
    writer.add(sign, sign + 1, .operator)
    scanValue(line, sign + 1, &writer)
  }

  private func scanValue(_ line: [UInt8], _ start: Int, _ writer: inout SpanWriter) {
    var start = start
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    guard start < line.count else { return }
    if line[start] == Byte.quote || line[start] == Byte.apostrophe {
      let stop = Self.endOfString(line, start)
      writer.add(start, stop, .string)
      return addComment(line, from: stop, &writer)
    }
    let stop = Self.endOfValue(line, start)
    writer.add(start, stop, Self.kind(of: line[start..<stop]))
    addComment(line, from: stop, &writer)
  }

  /// Behind the closing quote, or the end of the line.
  private static func endOfString(_ line: [UInt8], _ start: Int) -> Int {
    var stop = start + 1
    while stop < line.count {
      if line[stop] == Byte.backslash { stop += 1 } else if line[stop] == line[start] { return stop + 1 }
      stop += 1
    }
    return line.count
  }

  /// A comment behind a value needs a blank before it: `color = #fff`, `a;b`.
  private static func endOfValue(_ line: [UInt8], _ start: Int) -> Int {
    for index in start..<line.count where line[index] == Byte.hash || line[index] == Byte.semicolon {
      guard index > start, Byte.isBlank(line[index - 1]) else { continue }
      var stop = index
      while stop > start, Byte.isBlank(line[stop - 1]) { stop -= 1 }
      return stop
    }
    return line.count
  }

  private static func kind(of value: ArraySlice<UInt8>) -> CodeKind {
    let folded = value.prefix(6).map { Byte.isLetter($0) ? Byte.folded($0) : $0 }
    if ["true", "false", "yes", "no", "on", "off", "null"].contains(where: { folded.elementsEqual($0.utf8) }) {
      return .constant
    }
    let isNumber = value.allSatisfy { Byte.isDigit($0) || $0 == Byte.dot || $0 == Byte.minus || $0 == Byte.underscore }
    return isNumber && value.contains(where: Byte.isDigit) ? .number : .plain
  }

  private func addComment(_ line: [UInt8], from start: Int, _ writer: inout SpanWriter) {
    var start = start
    while start < line.count, Byte.isBlank(line[start]) { start += 1 }
    if start < line.count, line[start] == Byte.hash || line[start] == Byte.semicolon {
      writer.add(start, line.count, .comment)
    }
  }
}
