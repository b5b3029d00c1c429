/// A phrase as alternatives of words with gaps between them, such as `ignore|disregard ~3 previous|prior ~2 instructions`.
struct InjectionPhrase: Sendable {
  /// A place of the phrase.
  struct Slot: Sendable {
    let words: Set<UInt64>
    /// How many other words may stand in front of it.
    let gap: Int
  }

  let kind: InjectionAttempt.Kind
  let certainty: InjectionAttempt.Certainty
  let slots: [Slot]
  /// Words that make it harmless where one of them follows within a few words.
  let vetoes: Set<UInt64>

  /// How far behind the phrase a veto may stand, in words.
  private static let vetoReach = 7

  /// Reads one line of a table: words in slots, `~n` for a gap of up to n words, `!a|b` for vetoes. A slot of several words that
  /// follow each other is written with underscores.
  init(_ kind: InjectionAttempt.Kind, _ certainty: InjectionAttempt.Certainty, _ text: Substring) {
    var (slots, vetoes, gap): ([Slot], Set<UInt64>, Int) = ([], [], 0)
    for part in text.split(separator: " ") {
      if part.first == "~" {
        gap = Int(part.dropFirst()) ?? 0
      } else if part.first == "!" {
        vetoes = Self.hashes(part.dropFirst())
      } else {
        slots.append(Slot(words: Self.hashes(part), gap: gap))
        gap = 0
      }
    }
    (self.kind, self.certainty, self.slots, self.vetoes) = (kind, certainty, slots, vetoes)
  }

  private static func hashes(_ alternatives: Substring) -> Set<UInt64> {
    Set(alternatives.split(separator: "|").map { WordReader.hash(of: $0) })
  }

  /// The index of the last word of the phrase that begins at `start`, whose first slot fits; nil where it does not go on so.
  func end(in words: [FoldedWord], from start: Int) -> Int? {
    guard let end = end(in: words, from: start, slot: 1) else { return nil }
    let reach = words[(end + 1)...].prefix(Self.vetoReach)
    return !vetoes.isEmpty && reach.contains { vetoes.contains($0.hash) } ? nil : end
  }

  private func end(in words: [FoldedWord], from last: Int, slot: Int) -> Int? {
    guard slot < slots.count else { return last }
    for next in (last + 1)..<(last + 2 + slots[slot].gap) {
      guard next < words.count, !words[next].isBroken, words[next].line - words[next - 1].line <= 2 else { return nil }
      // The nearest word that fits is not always the right one, but gaps are short.
      if slots[slot].words.contains(words[next].hash), let end = end(in: words, from: next, slot: slot + 1) {
        return end
      }
    }
    return nil
  }
}
