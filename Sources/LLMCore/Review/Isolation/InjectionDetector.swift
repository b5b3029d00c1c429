/// Finds text in a change that is written for the model that reviews it.
///
/// It is a net for what people try, not a proof that nothing was tried: the isolation of the prompt does not depend on it.
package struct InjectionDetector: Sendable {
  /// Characters of a quote.
  package static let longestQuote = 160
  /// Attempts in one part; more of them say nothing new.
  package static let mostAttempts = 200

  package init() {}

  /// The attempts in names, lines and commit text of a part, in its order: one of each kind in a line.
  package func attempts(in part: PromptPart) -> [InjectionAttempt] {
    var attempts: [InjectionAttempt] = []
    let commitLines = part.commitText.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    find(in: commitLines, &attempts) { _ in .commitText }
    for file in part.files {
      for path in [file.path, file.oldPath].compactMap(\.self) { find(in: [path[...]], &attempts) { _ in .path(path) } }
      for hunk in file.hunks {
        let newSide = hunk.lines.filter { $0.side != .removed }
        let oldSide = hunk.lines.filter { $0.side == .removed }
        for lines in [newSide, oldSide] where !lines.isEmpty {
          find(in: lines.map(\.text), &attempts) { .line(path: file.path, number: lines[$0].number) }
        }
      }
      guard attempts.count < Self.mostAttempts else { break }
    }
    return Array(attempts.prefix(Self.mostAttempts))
  }

  /// Lines that follow each other, as a phrase may go on in the next one.
  private func find(
    in lines: [ArraySlice<UInt8>], _ attempts: inout [InjectionAttempt],
    place: (Int) -> InjectionAttempt.Place
  ) {
    var found: [Int: [InjectionAttempt.Kind: InjectionAttempt.Certainty]] = [:]
    func note(_ line: Int, _ kind: InjectionAttempt.Kind, _ certainty: InjectionAttempt.Certainty) {
      found[line, default: [:]][kind] = max(certainty, found[line]?[kind] ?? .possible)
    }
    var reader = WordReader()
    for (index, line) in lines.enumerated() {
      reader.read(line, line: index)
      for marker in InjectionMarkup.markers(in: line) { note(index, marker.kind, marker.certainty) }
      if let certainty = HiddenText.certainty(in: line) { note(index, .hidden, certainty) }
    }
    for (index, phrase) in Self.phrases(in: reader.words) {
      note(reader.words[index].line, phrase.kind, phrase.certainty)
    }
    for (line, kinds) in found.sorted(by: { $0.key < $1.key }) {
      for kind in InjectionAttempt.Kind.allCases {
        guard let certainty = kinds[kind], attempts.count < Self.mostAttempts else { continue }
        attempts.append(
          InjectionAttempt(kind: kind, certainty: certainty, place: place(line), quote: Self.quote(lines[line])))
      }
    }
  }

  private static func quote(_ line: ArraySlice<UInt8>) -> String {
    let text = PromptText.visible(line.prefix(8 * longestQuote))
    let start = text.drop { $0 == " " || $0 == "\t" }
    return start.count > longestQuote ? start.prefix(longestQuote - 1) + "…" : String(start)
  }

  /// The phrases by the words they may begin with.
  private static let byFirstWord: [UInt64: [InjectionPhrase]] = {
    var table: [UInt64: [InjectionPhrase]] = [:]
    for phrase in InjectionPhrase.all { for word in phrase.slots[0].words { table[word, default: []].append(phrase) } }
    return table
  }()

  /// The low bits of the hashes in `byFirstWord`: most words of a text are none of them.
  private static let firstWordBits: [Bool] = {
    var bits = [Bool](repeating: false, count: 1 << 16)
    for word in byFirstWord.keys { bits[Int(word & 0xFFFF)] = true }
    return bits
  }()

  private static func phrases(in words: [FoldedWord]) -> [(word: Int, phrase: InjectionPhrase)] {
    var found: [(Int, InjectionPhrase)] = []
    firstWordBits.withUnsafeBufferPointer { bits in
      for (index, word) in words.enumerated() where bits[Int(word.hash & 0xFFFF)] {
        for phrase in byFirstWord[word.hash] ?? [] where phrase.end(in: words, from: index) != nil {
          found.append((index, phrase))
        }
      }
    }
    return found
  }
}
