/// Reads counts of tokens, which come as numbers, as text and as nonsense: what is not a plausible count is unknown, and a
/// part larger than its whole is not believed.
enum TokenCount {
  /// More tokens than any context window has.
  private static let absurd = 1_000_000_000

  /// A count of something that must be there, so zero means that nobody counted.
  static func whole(_ value: JSONValue?) -> Int? { count(value, atLeast: 1) }

  /// A count of something that may be none.
  static func any(_ value: JSONValue?) -> Int? { count(value, atLeast: 0) }

  /// A count of something included in another one.
  static func part(_ value: JSONValue?, of whole: Int) -> Int? {
    any(value).flatMap { $0 <= whole ? $0 : nil }
  }

  private static func count(_ value: JSONValue?, atLeast minimum: Int) -> Int? {
    guard let count = value?.integer, count >= minimum, count < absurd else { return nil }
    return count
  }
}
