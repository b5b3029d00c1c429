/// How alike two texts are, by their words: twice the words that both have in the same order, divided by the words of both. From 0 for
/// nothing in common to 1 for the same words. Case and punctuation do not count.
///
/// That is the Sørensen–Dice coefficient of the longest common subsequence of words. It knows nothing of meaning: "not" is one word
/// of many, and a synonym is another word. It is for answers that should stay about the same, not for whether they are right.
package struct WordSimilarity: Sendable, Equatable {
  /// More words are not compared: it takes time with the product of both lengths.
  package static let mostWords = 50_000

  /// From 0 to 1; nil for texts that are too long.
  package let ratio: Double?

  package init(_ left: String, _ right: String) {
    let (left, right) = (Self.words(of: left), Self.words(of: right))
    if max(left.count, right.count) > Self.mostWords {
      ratio = nil
    } else if left.isEmpty, right.isEmpty {
      ratio = 1
    } else {
      ratio = 2 * Double(Self.commonLength(left, right)) / Double(left.count + right.count)
    }
  }

  /// Runs of letters, marks and digits, without their case. A letter of a script that has no spaces between words is a word.
  static func words(of text: String) -> [String] {
    var (words, word): ([String], String) = ([], "")
    for character in text.lowercased() {
      let scalar = character.unicodeScalars.first ?? " "
      if scalar.properties.isIdeographic || (0x3040...0x30FF).contains(scalar.value) {
        if !word.isEmpty { words.append(word) }
        words.append(String(character))
        word = ""
      } else if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty, character != "'" && character != "’" {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// The length of the longest common subsequence, 64 words at a time (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004):
  /// a zero bit is a word of `left` behind which the length grows by one.
  private static func commonLength(_ left: [String], _ right: [String]) -> Int {
    var numbers: [String: Int] = [:]
    // Where each word stands: the blocks that it is in, with a bit for each place.
    var places: [[(block: Int, bits: UInt64)]] = []
    for (index, word) in left.enumerated() {
      let number = numbers[word, default: places.count]
      if number == places.count {
        numbers[word] = number
        places.append([])
      }
      if places[number].last?.block != index / 64 { places[number].append((index / 64, 0)) }
      places[number][places[number].count - 1].bits |= 1 << UInt64(index % 64)
    }
    let blocks = (left.count + 63) / 64
    var row = [UInt64](repeating: .max, count: blocks)
    var matches = [UInt64](repeating: 0, count: blocks)
    for word in right {
      guard let number = numbers[word] else { continue }
      for place in places[number] { matches[place.block] = place.bits }
      var carry: UInt64 = 0
      for block in 0..<blocks {
        let (bits, matched) = (row[block], row[block] & matches[block])
        let (sum, overflows) = bits.addingReportingOverflow(matched)
        let (total, overflowsAgain) = sum.addingReportingOverflow(carry)
        carry = overflows || overflowsAgain ? 1 : 0
        row[block] = total | (bits & ~matches[block])
      }
      for place in places[number] { matches[place.block] = 0 }
    }
    var length = 0
    for index in left.indices where row[index / 64] & (1 << UInt64(index % 64)) == 0 { length += 1 }
    return length
  }
}
