/// Takes a document that is still coming apart into its elements or members, each as soon as its last byte is known.
///
/// Bytes may come cut anywhere. Words and a fence before the document are passed over, placeholders such as `{name}` and
/// `[see below]` among them, and so is what follows it. Only strict JSON is taken apart: where the document breaks the grammar nothing
/// more is handed out, and `AnswerReader` may mend the whole at the end. Of a name that stands twice both members are handed out. A part
/// is scanned for its end as it comes and then read once, so that work is linear in the size of the document.
package struct IncrementalJSON: Sendable {
  /// A part of the document that is complete.
  package struct Part: Sendable, Equatable {
    /// A JSON Pointer (RFC 6901) into the document: `/3`, `/name`, `/items/3`.
    package let pointer: String
    package let value: JSONValue

    package init(pointer: String, value: JSONValue) { (self.pointer, self.value) = (pointer, value) }
  }

  /// How the document ended.
  package enum Ending: Sendable, Equatable {
    /// With its last closer.
    case complete
    /// Before its last closer.
    case cut
    /// It is not JSON; the offset counts from the start of the answer.
    case broken(JSONError)
    /// No document of the shape that was asked for began.
    case absent
  }

  private enum State {
    /// Before the document.
    case searching
    /// Behind an opener, where also a closer may stand; behind a comma, where it may not; behind a value.
    case afterOpener, afterComma, afterValue
    /// In a name, behind it, and behind the colon.
    case inName, afterName, afterColon
    case inValue
    /// In words between brackets, which are prose if nothing but the closer follows; the error is the document's if not.
    case inPlaceholder(JSONError)
    case complete
    case broken(JSONError)
  }

  private let shape: StreamShape
  private let maximumDepth: Int
  private var state = State.searching
  /// The document's object, and in it the array whose elements are wanted: one level, or two.
  private var levels: [Level] = []
  private var scanner = ValueScanner()
  /// The bytes of the name or value that is coming.
  private var pending: [UInt8] = []
  private var name = ""
  /// How many bytes of the answer came before the piece that is being looked at.
  private var consumed = 0
  /// Whether an empty array or object came: the document if no other one comes, and prose if one does.
  private var hasEmpty = false

  private struct Level {
    let isArray: Bool
    var count = 0
  }

  /// Values nested deeper than `maximumDepth`, counted from the document's own, break it.
  package init(_ shape: StreamShape = .either, maximumDepth: Int = 128) {
    (self.shape, self.maximumDepth) = (shape, maximumDepth)
  }

  /// Takes the next bytes of the answer and returns the parts that are complete by now.
  package mutating func feed(_ bytes: [UInt8]) -> [Part] {
    var parts: [Part] = []
    var index = 0
    while index < bytes.count {
      switch state {
      case .complete, .broken: index = bytes.count
      case .searching: search(bytes, &index)
      case .inName: takeName(bytes, &index)
      case .inValue: takeValue(bytes, &index, &parts)
      case .inPlaceholder(let error): passPlaceholder(bytes, &index, error)
      default: takeStructure(bytes[index], at: &index)
      }
    }
    consumed += bytes.count
    return parts
  }

  /// Ends the answer. No part completes here: each is followed by a byte that is not its own.
  package func finish() -> Ending {
    switch state {
    case .searching: hasEmpty ? .complete : .absent
    case .inPlaceholder: .absent
    case .complete: .complete
    case .broken(let error): .broken(error)
    default: .cut
    }
  }

  // MARK: Before the document

  private mutating func search(_ bytes: [UInt8], _ index: inout Int) {
    guard let opener = bytes[index...].firstIndex(where: isWanted) else { return index = bytes.count }
    levels = [Level(isArray: bytes[opener] == UInt8(ascii: "["))]
    state = .afterOpener
    index = opener + 1
  }

  private func isWanted(_ byte: UInt8) -> Bool {
    switch shape {
    case .either: byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{")
    case .elements: byte == UInt8(ascii: "[")
    case .members, .elementsOf: byte == UInt8(ascii: "{")
    }
  }

  /// Goes on searching behind the closer of a placeholder.
  private mutating func passPlaceholder(_ bytes: [UInt8], _ index: inout Int, _ error: JSONError) {
    let closer = levels[0].isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == closer { return state = .searching }
      guard BareToken.isWordByte(byte) || byte == 0x20 || Self.wordMarks.contains(byte) else {
        return state = .broken(error)
      }
    }
  }

  /// Whether it can be the first word of a placeholder, and no number.
  private static func isWord(_ token: [UInt8]) -> Bool {
    token.allSatisfy(BareToken.isWordByte) && token.first.map { !(0x30...0x39).contains($0) } == true
  }

  private static let wordMarks = Array("_-.".utf8)

  // MARK: Between values

  private mutating func takeStructure(_ byte: UInt8, at index: inout Int) {
    guard !InvisibleMark.isSpace(byte) else { return index += 1 }
    let isArray = levels[levels.count - 1].isArray
    switch (state, byte) {
    case (.afterOpener, UInt8(ascii: "]")) where isArray, (.afterValue, UInt8(ascii: "]")) where isArray,
      (.afterOpener, UInt8(ascii: "}")) where !isArray, (.afterValue, UInt8(ascii: "}")) where !isArray:
      close()
    case (.afterValue, UInt8(ascii: ",")): state = .afterComma
    case (.afterOpener, UInt8(ascii: "\"")) where !isArray, (.afterComma, UInt8(ascii: "\"")) where !isArray:
      begin(.inName)
      return
    case (.afterName, UInt8(ascii: ":")): state = .afterColon
    case (.afterColon, UInt8(ascii: "[")) where opensSecondLevel:
      levels[0].count += 1
      levels.append(Level(isArray: true))
      state = .afterOpener
    case (.afterColon, _),
      (.afterOpener, _) where isArray, (.afterComma, _) where isArray:
      begin(.inValue)
      return
    case (.afterOpener, _) where levels.count == 1 && BareToken.isWordByte(byte):
      state = .inPlaceholder(error(.unexpectedByte, at: index))
    default:
      state = .broken(error(.unexpectedByte, at: index))
    }
    index += 1
  }

  /// Whether the array that begins is the one whose elements are wanted.
  private var opensSecondLevel: Bool {
    guard case .elementsOf(let wanted) = shape else { return false }
    return levels.count == 1 && name.utf8.elementsEqual(wanted.utf8)
  }

  private mutating func begin(_ next: State) {
    state = next
    pending.removeAll(keepingCapacity: true)
    scanner = ValueScanner()
  }

  private mutating func close() {
    if levels.count == 1, levels[0].count == 0 {
      hasEmpty = true
      state = .searching
      return
    }
    levels.removeLast()
    state = levels.isEmpty ? .complete : .afterValue
  }

  private func error(_ reason: JSONError.Reason, at index: Int) -> JSONError { JSONError(reason, at: consumed + index) }

  // MARK: Names and values

  private mutating func takeName(_ bytes: [UInt8], _ index: inout Int) {
    guard let end = takePending(bytes, &index) else { return }
    var reader = JSONReader(pending)
    guard let text = try? reader.readString(), (try? reader.finish()) != nil else {
      return state = .broken(error(.badEscape, at: end))
    }
    name = text
    state = .afterName
  }

  private mutating func takeValue(_ bytes: [UInt8], _ index: inout Int, _ parts: inout [Part]) {
    guard let end = takePending(bytes, &index) else { return }
    var reader = JSONReader(pending, maximumDepth: maximumDepth - levels.count)
    do throws(JSONError) {
      let value = try reader.readValue()
      try reader.finish()
      parts.append(Part(pointer: nextPointer(), value: value))
      state = .afterValue
    } catch {
      let failure = self.error(error.reason, at: end - pending.count + error.offset)
      let isWord = levels.count == 1 && levels[0].count == 0 && levels[0].isArray && Self.isWord(pending)
      state = isWord ? .inPlaceholder(failure) : .broken(failure)
    }
  }

  /// Moves bytes of the coming name or value to `pending`; where it ends, says where, and leaves what follows to be looked at.
  private mutating func takePending(_ bytes: [UInt8], _ index: inout Int) -> Int? {
    let end = scanner.scan(bytes, from: index)
    pending += bytes[index..<(end ?? bytes.count)]
    index = end ?? bytes.count
    return end
  }

  private mutating func nextPointer() -> String {
    let level = levels.count - 1
    defer { levels[level].count += 1 }
    let last = levels[level].isArray ? "/\(levels[level].count)" : JSONPointer.step(name)
    return level == 0 ? last : JSONPointer.step(name) + last
  }
}
