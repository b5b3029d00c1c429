/// A value that an answer may mean, with all it took to read and find it.
struct ReadingCandidate {
  let value: JSONValue
  let log: StepLog
  var isTruncated = false
  /// Whether it is an array made of values that follow each other.
  var isJoined = false
  var isFenced = false
  /// In bytes.
  var length = 0

  init(_ value: JSONValue, _ log: StepLog) { (self.value, self.log) = (value, log) }
}
