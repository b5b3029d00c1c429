/// Two ways to cut the same bytes that gave different outcomes.
package struct SplitDifference: Error, CustomStringConvertible {
  /// Which cut, and what came of it.
  package let description: String
}

/// Runs `body` over the same bytes cut in every way that has ever hurt: as one block, one byte at a time, and in two at
/// each offset, with and without an empty piece between the halves.
///
/// Returns the outcome, for the test to judge. Throws `SplitDifference`, which names the offset, when a cut shows.
@discardableResult
package func everySplit<Outcome: Equatable>(
  of bytes: [UInt8], _ body: ([[UInt8]]) throws -> Outcome
) throws -> Outcome {
  let whole = try body([bytes])
  func check(_ cut: @autoclosure () -> String, _ pieces: [[UInt8]]) throws {
    let outcome = try body(pieces)
    guard outcome != whole else { return }
    throw SplitDifference(
      description: "\(cut()) gives \(String(reflecting: outcome)), as one block it is \(String(reflecting: whole))")
  }
  try check("one byte at a time", bytes.map { [$0] })
  for offset in 0...bytes.count {
    let halves = [Array(bytes[..<offset]), Array(bytes[offset...])]
    try check("cut at offset \(offset)", halves)
    try check("cut at offset \(offset) with an empty piece between", [halves[0], [], halves[1]])
  }
  return whole
}

/// The same for text.
@discardableResult
package func everySplit<Outcome: Equatable>(
  of text: String, _ body: ([[UInt8]]) throws -> Outcome
) throws -> Outcome {
  try everySplit(of: Array(text.utf8), body)
}
