/// A place in bytes that must not be kept.
struct CassetteStain {
  var range: Range<Int>
  /// Whether the placeholder stands in its place; what goes on in another event leaves nothing there.
  var hasPlaceholder: Bool

  init(_ range: Range<Int>, hasPlaceholder: Bool = true) { (self.range, self.hasPlaceholder) = (range, hasPlaceholder) }

  /// In order and apart from each other: what overlaps is one place.
  static func joined(_ stains: [CassetteStain]) -> [CassetteStain] {
    guard stains.count > 1 else { return stains }
    var result: [CassetteStain] = []
    for stain in stains.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if let last = result.last, stain.range.lowerBound < last.range.upperBound {
        let end = max(last.range.upperBound, stain.range.upperBound)
        result[result.count - 1].range = last.range.lowerBound..<end
        if stain.hasPlaceholder { result[result.count - 1].hasPlaceholder = true }
      } else {
        result.append(stain)
      }
    }
    return result
  }
}
