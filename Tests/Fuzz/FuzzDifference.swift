// Feeds pairs of texts to what compares answers. What is kept and removed must make the old one, what is kept and added the new one; an
// exact comparison must be as short as the slow way of textbooks finds it; and values are equal by structure or they differ.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzDifference(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let half = bytes.firstIndex(of: 0xFF) ?? bytes.count / 2
  let (old, new) = (Array(bytes[..<half]), Array(bytes[half...].drop { $0 == 0xFF }))
  checkSequences(old.map(Int32.init), new.map(Int32.init))
  let (oldText, newText) = (String(decoding: old, as: UTF8.self), String(decoding: new, as: UTF8.self))
  checkWords(oldText, newText)
  if let left = try? JSONReader.parse(old), let right = try? JSONReader.parse(new) {
    precondition(JSONDifference(left, right).isEmpty == left.means(right), "equal and different")
    precondition(left.means(right) == right.means(left), "equal in one direction only")
    precondition((left.normalForm == right.normalForm) == left.means(right), "another normal form")
    precondition(JSONDifference(left, left).isEmpty, "different from itself")
  }
  return 0
}

private func checkSequences(_ old: [Int32], _ new: [Int32]) {
  let difference = SequenceDifference(old, new)
  var (rebuilt, at): ([Int32], Int) = ([], 0)
  for change in difference.changes {
    precondition(change.old.lowerBound >= at && change.old.upperBound <= old.count, "changes out of order")
    rebuilt += old[at..<change.old.lowerBound] + new[change.new]
    at = change.old.upperBound
  }
  rebuilt += old[at...]
  precondition(rebuilt == new, "the changes make another text")
  guard difference.isExact, old.count * new.count < 40_000 else { return }
  precondition(old.count - difference.removed == commonLength(old, new), "a shorter list of changes exists")
}

/// The length of the longest common subsequence, by the table.
private func commonLength(_ left: [Int32], _ right: [Int32]) -> Int {
  var row = [Int](repeating: 0, count: right.count + 1)
  for one in left {
    var diagonal = 0
    for (index, other) in right.enumerated() {
      let above = row[index + 1]
      row[index + 1] = one == other ? diagonal + 1 : max(above, row[index])
      diagonal = above
    }
  }
  return row[right.count]
}

private func checkWords(_ old: String, _ new: String) {
  let difference = WordDifference(old, new)
  func text(_ fate: WordDifference.Fate) -> [UInt8] {
    difference.segments.filter { $0.fate == .kept || $0.fate == fate }.flatMap { Array($0.text.utf8) }
  }
  precondition(text(.removed) == Array(old.utf8), "the old text is another")
  precondition(text(.added) == Array(new.utf8), "the new text is another")
  precondition((0...1000).contains(difference.similarity), "a similarity of \(difference.similarity)")
  precondition(difference.isEmpty == (Array(old.utf8) == Array(new.utf8)), "equal and different")
}
