/// Cuts content where the content itself says so, so that what two texts share is cut alike in both, wherever it stands in them,
/// and has to be kept only once.
///
/// A gear hash over the last 64 bytes decides (Xia et al., FastCDC, USENIX ATC 2016); the cut is then moved to the end of a line or
/// word nearby, so that words can be looked for in the chunks.
package enum ContentChunker {
  /// In bytes. Smaller chunks share more and cost a row each.
  package static let least = 4 << 10
  package static let most = 64 << 10
  /// One in 2^13 places is a cut: some 12 KiB a chunk.
  private static let mask: UInt64 = 0x1FFF << 51
  /// How far a cut is moved for the sake of a line or a word.
  private static let reach = 256

  /// The ends of the chunks, in order; the last one is the end of the content. Chunks have `least` to `most` bytes, and up to 256 more;
  /// the last one may be shorter.
  package static func ends(in content: UnsafeRawBufferPointer) -> [Int] {
    var ends: [Int] = []
    var start = 0
    while start < content.count {
      start = end(from: start, in: content)
      ends.append(start)
    }
    return ends
  }

  private static func end(from start: Int, in content: UnsafeRawBufferPointer) -> Int {
    guard content.count - start > least else { return content.count }
    let last = min(start + most, content.count)
    var hash: UInt64 = 0
    // The hash forgets what is further back than 64 bytes.
    var at = start + least - 64
    while at < last {
      hash = hash << 1 &+ gears[Int(content[at])]
      at += 1
      if hash & mask == 0, at - start >= least { break }
    }
    return settled(at, in: content)
  }

  /// The end of the line, else of the word, else of the character.
  private static func settled(_ cut: Int, in content: UnsafeRawBufferPointer) -> Int {
    let last = min(cut + reach, content.count)
    for separator in [Byte.lineFeed, Byte.space] {
      if let found = (cut..<last).first(where: { content[$0 - 1] == separator }) { return found }
    }
    var cut = cut
    while cut < content.count, content[cut] & 0xC0 == 0x80, cut < last { cut += 1 }
    return cut
  }

  /// A random number for each byte, the same for ever: chunks are found again by their hashes. SplitMix64 from zero (Steele et
  /// al., OOPSLA 2014).
  private static let gears: [UInt64] = {
    var state: UInt64 = 0
    return (0..<256).map { _ in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }()
}
