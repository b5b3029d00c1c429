/// Something that had to be done to make a JSON value of a model's words, how often, and where first. The names of the kinds are
/// stable: they stand in `--json` output and in the ledger.
package struct ReadingStep: Sendable, Equatable {
  /// What was done. All of them keep what the model wrote; none adds a value that is not in the text.
  package enum Kind: String, Sendable, CaseIterable {
    // Finding the value in the text.
    /// The value stood in a Markdown fence.
    case fence
    /// The value stood in a tag such as `<json>…</json>`.
    case tag
    /// The value stood among other words.
    case prose
    /// There were several values, and one was chosen.
    case choice
    /// Values that follow each other without an array around them, as in JSON lines, were put into one.
    case lines
    /// The text as it is became a string, since the schema wants one.
    case text
    /// A byte order mark, NUL, or a space or mark of Unicode's that JSON does not know was passed over.
    case invisible = "invisible-character"
    /// All of the value was escaped once too often: `{\"a\": 1}`.
    case escapedText = "escaped-text"

    // Mending its grammar.
    case comment
    case ellipsis
    /// A comma before a closer, or one too many between values.
    case extraComma = "extra-comma"
    case missingComma = "missing-comma"
    case missingColon = "missing-colon"
    /// The brace of the whole object, which began with its first name.
    case missingOpener = "missing-opener"
    /// A brace or bracket that is not there, at the end or before a closer of another kind.
    case missingCloser = "missing-closer"
    /// A closer that closes nothing.
    case extraCloser = "extra-closer"
    /// Python's brackets of a tuple.
    case tuple
    /// Single quotes, back quotes, tripled or typographic ones around a string.
    case quotes
    case missingQuote = "missing-quote"
    /// Quotes inside of a string that were not escaped.
    case innerQuote = "inner-quote"
    /// Raw line ends and other control characters in a string.
    case controlCharacter = "control-character"
    /// An escape that JSON does not have, such as Markdown's `\_`.
    case escape
    /// Strings joined by `+`.
    case joinedText = "joined-text"
    case unquotedName = "unquoted-name"
    /// A value without quotes that is neither a number nor a literal; a string of its very characters.
    case unquotedText = "unquoted-text"
    /// A literal of another language, such as `True` or `None`.
    case literal
    /// `NaN` or an infinity, which JSON has no number for; a string of its very characters.
    case nonFinite = "non-finite"
    /// A number in a form that JSON does not have: `+1`, `.5`, `0x1F`.
    case numberForm = "number-form"
    /// A name that stood twice in an object: the last value counts.
    case repeatedName = "repeated-name"
    /// The text ends inside of a string, and what came of it was kept.
    case cutText = "cut-text"

    // Fitting it to the schema, without loss.
    case numberFromText = "number-from-text"
    case textFromNumber = "text-from-number"
    case boolFromText = "boolean-from-text"
    case textFromBool = "text-from-boolean"
    case nullFromText = "null-from-text"
    /// A string that holds JSON became the value it holds.
    case jsonFromText = "json-from-text"
    /// A single value became an array of one.
    case arrayOfOne = "array-of-one"
    /// An array of one became its element.
    case oneOfArray = "one-of-array"
    /// White space around a string of the enumeration was taken off, or its letters' case changed.
    case enumSpelling = "enum-spelling"
    /// A null for something that may be absent was left out.
    case omittedNull = "omitted-null"
  }

  /// Where something was done.
  package enum Place: Sendable, Equatable {
    /// Counted in bytes from the start of the answer.
    case offset(Int)
    /// A JSON Pointer (RFC 6901) into the value.
    case pointer(String)
  }

  package let kind: Kind
  /// Of the first time.
  package let place: Place
  package internal(set) var count: Int

  package init(_ kind: Kind, at place: Place, count: Int = 1) {
    (self.kind, self.place, self.count) = (kind, place, count)
  }

  /// As it stands in `--json` output: `{"step":"comment","offset":12,"count":2}`.
  package var json: JSONValue {
    let place =
      switch self.place {
      case .offset(let offset): JSONMember("offset", .integer(offset))
      case .pointer(let pointer): JSONMember("pointer", .string(pointer))
      }
    return .object([JSONMember("step", .string(kind.rawValue)), place, JSONMember("count", .integer(count))])
  }
}
