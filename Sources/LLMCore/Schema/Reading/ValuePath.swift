/// Where a walk through a value is; written as a JSON Pointer (RFC 6901) only when that is asked for.
struct ValuePath {
  private enum Part {
    case index(Int)
    case name(String)
  }

  private var parts: [Part] = []

  mutating func enter(_ index: Int) { parts.append(.index(index)) }

  mutating func enter(_ name: String) { parts.append(.name(name)) }

  mutating func leave() { parts.removeLast() }

  /// As a place of a step.
  var place: ReadingStep.Place { .pointer(pointer) }

  private var pointer: String {
    parts.map { part in
      switch part {
      case .index(let index): "/\(index)"
      case .name(let name): JSONPointer.step(name)
      }
    }.joined()
  }
}
