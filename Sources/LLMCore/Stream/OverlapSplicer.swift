/// Joins the continuation of a cut answer to what came before: whatever a model says twice at the seam is dropped.
///
/// A model that is asked to go on may repeat the last words, echo the whole answer first (Mistral does), or start anew. Only
/// the last cannot be joined. The beginning is held back until it is clear which it is.
package struct OverlapSplicer: Sendable {
  /// So much of the beginning decides, in bytes.
  private static let window = 256
  /// Fewer equal bytes at the seam are chance: "the ca" + "at" must not become "the cat" where it was "caat".
  private static let shortestOverlap = 6
  /// So many equal bytes at the start of both are no chance.
  private static let shortestEcho = 32

  private enum Phase { case deciding, passing, failed }

  private let earlier: [UInt8]
  private var held: [UInt8] = []
  private var phase = Phase.deciding

  /// What came before, as well-formed UTF-8.
  package init(earlier: [UInt8]) { self.earlier = earlier }

  /// Whether the model started anew with other words, so that nothing of it can be used.
  package var startedAnew: Bool { phase == .failed }

  /// Takes a piece of the continuation and returns what is new of it.
  package mutating func feed(_ piece: [UInt8]) -> [UInt8] {
    switch phase {
    case .passing: return piece
    case .failed: return []
    case .deciding:
      held += piece
      return decide(isLast: false)
    }
  }

  /// Takes the end of the continuation and returns what was held back.
  package mutating func finish() -> [UInt8] { phase == .deciding ? decide(isLast: true) : [] }

  private mutating func decide(isLast: Bool) -> [UInt8] {
    let common = zip(earlier, held).prefix { $0 == $1 }.count
    // Of a few letters the same beginning is chance: "1" may go on with "10".
    if common == earlier.count, common >= Self.shortestOverlap { return pass(from: common) }
    // It may still become an echo of everything.
    if common == held.count, common < earlier.count, !isLast { return [] }
    if common >= Self.shortestEcho {
      (phase, held) = (.failed, [])
      return []
    }
    guard isLast || held.count >= Self.window else { return [] }
    return pass(from: overlap)
  }

  private mutating func pass(from start: Int) -> [UInt8] {
    defer { held = [] }
    phase = .passing
    return Array(held[start...])
  }

  /// How many bytes at the end of the one are those at the start of the other.
  private var overlap: Int {
    var length = min(Self.window, held.count, earlier.count)
    while length >= Self.shortestOverlap {
      let start = earlier.count - length
      if earlier[start] & 0xC0 != 0x80, earlier[start...].elementsEqual(held[..<length]) { return length }
      length -= 1
    }
    return 0
  }
}
