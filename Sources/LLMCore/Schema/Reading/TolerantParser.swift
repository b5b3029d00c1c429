/// Reads one value out of text that is nearly JSON, and says what it had to mend.
///
/// It goes forward only; where a choice depends on what follows (is this quote the end of the string?) it looks ahead as far as the
/// next quote but one, so that work stays linear. What it cannot mend without adding something is an error.
struct TolerantParser {
  enum Bracket { case object, array, tuple }

  let bytes: [UInt8]
  var position: Int
  /// Where the text ends; comes nearer when a closing fence or tag is met outside of strings.
  var end: Int
  var log = StepLog()
  /// Whether closers were missing at the end, or a string was.
  var isTruncated = false
  /// Whether a member or element was whole, so that this is a document, and not a placeholder in prose.
  private(set) var hasParts = false
  private(set) var containers: [Bracket] = []
  private var openObjects = 0
  private var openArrays = 0
  private var openTuples = 0
  let keepsCutText: Bool
  private let maximumDepth: Int

  init(_ bytes: [UInt8], in range: Range<Int>, keepsCutText: Bool, maximumDepth: Int) {
    (self.bytes, position, end) = (bytes, range.lowerBound, range.upperBound)
    (self.keepsCutText, self.maximumDepth) = (keepsCutText, maximumDepth)
  }

  /// Reads the value that stands next. Ends behind it, or where the error is.
  mutating func readValue() throws(ReadingError) -> JSONValue {
    skipBlanks()
    guard position < end else { throw ReadingError(.cutValue, at: position) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try readObject()
    case UInt8(ascii: "["): return try readArray(.array)
    case UInt8(ascii: "("): return try readArray(.tuple)
    default:
      if let quote = quote(at: position) { return .string(try readText(quote)) }
      return try readToken()
    }
  }

  var isInside: Bool { !containers.isEmpty }

  /// Whether a container is open that this closer belongs to.
  func isOpen(_ closer: UInt8) -> Bool {
    switch closer {
    case UInt8(ascii: "}"): openObjects > 0
    case UInt8(ascii: "]"): openArrays > 0
    case UInt8(ascii: ")"): openTuples > 0
    default: false
    }
  }

  // MARK: Objects and arrays

  /// Reads an object that begins with its first name.
  mutating func readOpenObject() throws(ReadingError) -> JSONValue {
    log.note(.missingOpener, at: position)
    position -= 1
    return try readObject()
  }

  private mutating func readObject() throws(ReadingError) -> JSONValue {
    try enter(.object)
    var members: [JSONMember] = []
    var list = ListState()
    while try goOn(&list, in: .object) {
      let name = try readName()
      try readColon(behind: name)
      skipBlanks()
      guard position < end else { throw ReadingError(.cutName, at: position) }
      if [UInt8(ascii: ","), UInt8(ascii: "}")].contains(bytes[position]) {
        throw ReadingError(.missingValue, at: position)
      }
      members.append(JSONMember(name.text, try readValue()))
      hasParts = true
    }
    leave(.object)
    return .object(members)
  }

  /// Reads an array, or Python's tuple; parentheses around one value without a comma are that value.
  private mutating func readArray(_ kind: Bracket) throws(ReadingError) -> JSONValue {
    if kind == .tuple { log.note(.tuple, at: position) }
    try enter(kind)
    var elements: [JSONValue] = []
    var list = ListState()
    while try goOn(&list, in: kind) {
      elements.append(try readValue())
      hasParts = true
    }
    leave(kind)
    return kind == .tuple && elements.count == 1 && !list.hadComma ? elements[0] : .array(elements)
  }

  /// What a list has had so far.
  private struct ListState {
    /// Whether nothing but a comma came since the last value.
    var isSeparated = true
    var hadComma = false
    var isEmpty = true
    /// Where a comma stands that no value has followed yet.
    var openComma: Int?
  }

  /// Passes over what stands between two values; false behind the closer, or where the list ends without.
  private mutating func goOn(_ list: inout ListState, in kind: Bracket) throws(ReadingError) -> Bool {
    while true {
      skipBlanks()
      guard position < end else {
        if let comma = list.openComma { log.note(.extraComma, at: comma) }
        log.note(.missingCloser, at: position)
        isTruncated = true
        return false
      }
      switch bytes[position] {
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        if bytes[position] == UInt8(ascii: ";") { log.note(.missingComma, at: position) }
        if list.isSeparated { log.note(.extraComma, at: position) }
        (list.isSeparated, list.hadComma, list.openComma) = (true, true, position)
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
        if close(&list, kind) { return false }
      default:
        if skipEllipsis() {
          list.isSeparated = false
          list.openComma = nil
          continue
        }
        if endsList(of: kind) {
          log.note(.missingCloser, at: position)
          // The comma in front belongs to the list around it.
          position = list.openComma ?? position
          return false
        }
        if !list.isSeparated { log.note(.missingComma, at: position) }
        (list.isSeparated, list.isEmpty, list.openComma) = (false, false, nil)
        return true
      }
    }
  }

  /// Whether what stands next can only belong to the list around this one: in an array that an object holds a member, in an object that an
  /// array holds another object.
  private func endsList(of kind: Bracket) -> Bool {
    let parent = containers.dropLast().last
    if kind == .object { return parent == .array && bytes[position] == UInt8(ascii: "{") }
    return parent == .object && Lookahead(bytes, end).isQuotedName(at: position, orCut: false)
  }

  /// Decides what the closer that stands next means for the innermost list; true if that ends.
  private mutating func close(_ list: inout ListState, _ kind: Bracket) -> Bool {
    let closer = bytes[position]
    if closer == kind.closer {
      if kind == .object, containers.count == 1, Lookahead(bytes, end).isNextMember(behind: position + 1) {
        // The object goes on behind its last closer, so that was one too many.
        log.note(.extraCloser, at: position)
        position += 1
        return false
      }
      // A comma behind the value of a tuple of one is Python's way to write it.
      if let comma = list.openComma, kind != .tuple { log.note(.extraComma, at: comma) }
      position += 1
      return true
    }
    if isOpen(closer) {
      if let comma = list.openComma { log.note(.extraComma, at: comma) }
      log.note(.missingCloser, at: position)
      return true
    }
    log.note(.extraCloser, at: position)
    position += 1
    return false
  }

  private mutating func enter(_ kind: Bracket) throws(ReadingError) {
    guard containers.count < maximumDepth else { throw ReadingError(.tooDeep, at: position) }
    containers.append(kind)
    count(kind, 1)
    position += 1
  }

  private mutating func leave(_ kind: Bracket) {
    containers.removeLast()
    count(kind, -1)
  }

  private mutating func count(_ kind: Bracket, _ change: Int) {
    switch kind {
    case .object: openObjects += change
    case .array: openArrays += change
    case .tuple: openTuples += change
    }
  }

  // MARK: Names

  private struct Name {
    let text: String
    let isQuoted: Bool
  }

  private mutating func readName() throws(ReadingError) -> Name {
    if let quote = quote(at: position) { return Name(text: try readString(quote, as: .name), isQuoted: true) }
    let first = position
    position = Lookahead(bytes, end).endOfBareName(at: position)
    guard position > first else { throw ReadingError(.missingName, at: position) }
    guard position < end else { throw ReadingError(.cutName, at: first) }
    log.note(.unquotedName, at: first)
    return Name(text: String(decoding: bytes[first..<position], as: UTF8.self), isQuoted: false)
  }

  /// Passes over the colon, or what stands in its place: `=`, `=>`, or nothing behind a quoted name.
  private mutating func readColon(behind name: Name) throws(ReadingError) {
    skipBlanks()
    guard position < end else { throw ReadingError(.cutName, at: position) }
    switch bytes[position] {
    case UInt8(ascii: ":"): position += 1
    case UInt8(ascii: "="):
      log.note(.missingColon, at: position)
      position += 1
      if position < end, bytes[position] == UInt8(ascii: ">") { position += 1 }
    case UInt8(ascii: ","), UInt8(ascii: "}"): throw ReadingError(.missingValue, at: position)
    default:
      guard name.isQuoted else { throw ReadingError(.unexpectedByte, at: position) }
      log.note(.missingColon, at: position)
    }
  }
}

extension TolerantParser.Bracket {
  /// The byte that closes it.
  var closer: UInt8 {
    switch self {
    case .object: UInt8(ascii: "}")
    case .array: UInt8(ascii: "]")
    case .tuple: UInt8(ascii: ")")
    }
  }
}
