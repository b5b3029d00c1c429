// Feeds an answer to what makes a value of it. The first byte says how many bytes behind it are lengths of pieces, and which schema is used.
// What is JSON already comes out unchanged and without a step; what comes out is JSON and stays as it is when read again; nothing in it is
// missing from the text; and no cut shows in the parts that are handed out as they come, nor in the code.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzAnswer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let lengths = input.dropFirst().prefix(Int(first & 7)).map { Int($0 & 31) }
  let answer = Array(input.dropFirst(1 + lengths.count))
  checkReading(answer)
  checkFitting(answer, schemas[Int(first >> 3) % schemas.count])
  let pieces = cut(answer, lengths)
  checkParts(answer, pieces)
  checkCode(answer, pieces)
  return 0
}

private let schemas = [
  ##"{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"b":{"type":"array","items":{"type":"string"}}}}"##,
  ##"{"type":"array","items":{"anyOf":[{"type":"number"},{"type":"object","properties":{"k":{"enum":["x","Y"]}}},{"type":"null"}]}}"##,
  ##"{"$ref":"#/$defs/t","$defs":{"t":{"type":["object","array","string"],"additionalProperties":{"$ref":"#/$defs/t"},"items":{"$ref":"#/$defs/t"}}}}"##,
  ##"{"enum":["a","b",1,true,null]}"##,
  ##"{"oneOf":[{"$ref":"#"},{"allOf":[{"$ref":"#"},{"type":"boolean"}]},{"type":"string"}]}"##,
].map { try? JSONReader.parse($0) }

// MARK: Reading

private func checkReading(_ answer: [UInt8]) {
  for keepsCutText in [false, true] {
    var reader = AnswerReader()
    reader.keepsCutText = keepsCutText
    let strict = try? JSONReader.parse(answer)
    do throws(ReadingError) {
      let reading = try reader.read(answer)
      let isMerged = reading.steps.contains { $0.kind == .repeatedName }
      if let strict {
        precondition(isMerged || reading.value == strict && reading.steps.isEmpty, "JSON was changed")
        precondition(!reading.isTruncated, "JSON was taken for cut")
      } else {
        precondition(!reading.steps.isEmpty, "nothing was said about a text that is not JSON")
      }
      checkWritten(reading.value)
      checkInvention(reading, answer)
    } catch {
      precondition(strict == nil, "JSON was refused")
      precondition((0...answer.count).contains(error.offset), "an error outside of the text")
    }
  }
}

private func checkWritten(_ value: JSONValue) {
  let written = JSONWriter.bytes(of: value)
  guard let again = try? AnswerReader().read(written) else { preconditionFailure("what came out is refused") }
  precondition(again.value == value && again.steps.isEmpty, "reading what came out changes it")
}

private func checkFitting(_ answer: [UInt8], _ schema: JSONValue?) {
  let kinds = schema?["type"]
  let reading = try? AnswerReader(schema: schema).read(answer) { value in
    (kinds == .string("array") && value.elements == nil ? 1 : 0)
      + (kinds == .string("object") && value["a"]?.integer == nil ? 1 : 0)
      + (kinds == nil && value.text == nil ? 1 : 0)
  }
  if let reading { checkWritten(reading.value) }
}

// MARK: Invention

private func checkInvention(_ reading: AnswerReading, _ answer: [UInt8]) {
  let kinds = Set(reading.steps.map(\.kind))
  // Text that was escaped twice, or joined, is not in one piece in the answer.
  // Of bytes that are not UTF-8, those around a backslash may make a character when that is taken out.
  guard kinds.isDisjoint(with: [.escapedText, .joinedText]), String(validating: answer, as: UTF8.self) != nil else {
    return
  }
  let plain = Plain(answer)
  var literals = Literals()
  walk(reading.value) { value in
    switch value {
    case .string(let text): precondition(plain.contains(text), "a string that is not in the text")
    case .number(let number):
      precondition(kinds.contains(.numberForm) || plain.contains(number), "a number that is not in the text")
    case .bool(let bool): if bool { literals.trues += 1 } else { literals.falses += 1 }
    case .null: literals.nulls += 1
    default: break
    }
  }
  precondition(literals.fit(plain), "a literal that is not in the text")
}

private func walk(_ value: JSONValue, _ visit: (JSONValue) -> Void) {
  visit(value)
  for element in value.elements ?? [] { walk(element, visit) }
  for member in value.members ?? [] {
    visit(.string(member.name))
    walk(member.value, visit)
  }
}

/// A text with its escapes read and all other backslashes taken out, so that what was written with and without them compares.
private struct Plain {
  private let bytes: [UInt8]
  /// With the escapes as they are: a value without quotes has none.
  private let raw: [UInt8]

  init(_ text: [UInt8]) {
    raw = Self.compared(String(decoding: text, as: UTF8.self))
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else {
        if text[index] != UInt8(ascii: "\\") { bytes.append(text[index]) }
        index += 1
        continue
      }
      let letter = text[index + 1]
      if letter == UInt8(ascii: "u"),
        case .complete(let scalar, let length) = EscapeSequence.scalar(in: text, at: index, before: text.count)
      {
        bytes += scalar.utf8
        index += length
      } else if letter == UInt8(ascii: "x"), let value = EscapeSequence.hexadecimal(text[...], at: index + 2, digits: 2)
      {
        bytes += String(UnicodeScalar(UInt8(value))).utf8
        index += 4
      } else {
        if let plain = EscapeSequence.plain(letter) {
          if plain != UInt8(ascii: "\\") { bytes.append(plain) }
        } else {
          bytes.append(letter)
        }
        index += 2
      }
    }
    self.bytes = Self.compared(String(decoding: bytes, as: UTF8.self))
  }

  func contains(_ text: String) -> Bool {
    let wanted = Self.compared(text)
    return Self.contains(wanted, in: bytes) || Self.contains(wanted, in: raw)
  }

  private static func contains(_ wanted: [UInt8], in bytes: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    var index = 0
    while index + wanted.count <= bytes.count {
      if bytes[index] == first, bytes[index...].starts(with: wanted) { return true }
      index += 1
    }
    return false
  }

  /// How often one of the words stands in the text, in any case of letters.
  func count(of words: String...) -> Int {
    let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return words.reduce(0) { count, word in
      count + lower.indices.filter { lower[$0...].starts(with: word.utf8) }.count
    }
  }

  /// Bytes that were not UTF-8 are U+FFFD, one or several.
  private static func compared(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars where scalar != "\u{FFFD}" && scalar != "\\" { result += String(scalar).utf8 }
    return result
  }
}

private struct Literals {
  var (trues, falses, nulls) = (0, 0, 0)

  func fit(_ text: Plain) -> Bool {
    (trues == 0 || trues <= text.count(of: "true")) && (falses == 0 || falses <= text.count(of: "false"))
      && (nulls == 0 || nulls <= text.count(of: "null", "none", "nil", "undefined"))
  }
}

// MARK: Pieces

private func checkParts(_ answer: [UInt8], _ pieces: [[UInt8]]) {
  for shape in [StreamShape.either, .elements, .members, .elementsOf("b")] {
    var whole = IncrementalJSON(shape)
    let parts = whole.feed(answer)
    var cut = IncrementalJSON(shape)
    precondition(pieces.flatMap { cut.feed($0) } == parts, "a cut shows in the parts")
    precondition(cut.finish() == whole.finish(), "a cut shows in the ending")
    guard shape == .either, let strict = try? JSONReader.parse(answer) else { continue }
    switch strict {
    case .array(let elements):
      precondition(parts.map(\.value) == elements && whole.finish() == .complete, "elements differ")
    case .object(let members):
      precondition(parts.map(\.value) == members.map(\.value) && whole.finish() == .complete, "members differ")
    default: break
    }
  }
}

private func checkCode(_ answer: [UInt8], _ pieces: [[UInt8]]) {
  for choice in [CodeExtractor.Selection.first, .last, .all] {
    let whole = Code([answer], choice)
    precondition(Code(pieces, choice) == whole, "a cut shows in the code")
    precondition(whole.code.count + whole.dropped.count <= answer.count, "code was made up")
    precondition(whole.hasBlocks || whole.code == answer, "an answer without a fence was changed")
  }
}

private struct Code: Equatable {
  var code: [UInt8] = []
  var dropped: [UInt8] = []
  let hasBlocks: Bool
  let isUnclosed: Bool

  init(_ pieces: [[UInt8]], _ choice: CodeExtractor.Selection) {
    var extractor = CodeExtractor(choice)
    for piece in pieces.flatMap({ extractor.feed($0) }) + extractor.finish() {
      switch piece {
      case .code(let bytes): code += bytes
      case .dropped(let bytes): dropped += bytes
      }
    }
    (hasBlocks, isUnclosed) = (extractor.hasBlocks, extractor.isUnclosed)
  }
}
