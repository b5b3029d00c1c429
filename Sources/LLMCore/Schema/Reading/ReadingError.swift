/// Why there is no JSON value in an answer, and where.
package struct ReadingError: Error, Sendable, Equatable {
  /// What is wrong, as a phrase for a person or a model.
  package enum Reason: String, Sendable {
    case noValue = "there is no JSON in the answer"
    case cutText = "the answer ends in the middle of a string"
    case cutNumber = "the answer ends in the middle of a number, or what may be one"
    case cutName = "the answer ends where a member has a name and no value"
    case cutValue = "the answer ends in the middle of a value"
    /// The text ends with closers, so that it was not cut, but inside of a string as far as can be told.
    case unclosedText = "a string has no end"
    case missingName = "a member of an object has no name"
    case missingValue = "a member of an object has no value"
    case unexpectedByte = "a byte that cannot stand here"
    case tooDeep = "the value is nested too deeply"
    case tooLarge = "the answer is too large to be read"
  }

  package let reason: Reason
  /// Counted in bytes from the start of the answer.
  package let offset: Int

  package init(_ reason: Reason, at offset: Int) { (self.reason, self.offset) = (reason, offset) }

  /// Whether the answer was cut, so that what is missing may come when the model goes on.
  package var isTruncation: Bool {
    switch reason {
    case .cutText, .cutNumber, .cutName, .cutValue: true
    default: false
    }
  }
}
