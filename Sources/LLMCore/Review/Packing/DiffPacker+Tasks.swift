extension DiffPacker {
  /// Cuts files in several tasks at the same time; the cuts are in the order of the files.
  ///
  /// - Parameters:
  ///   - files: indices in the diff.
  ///   - limit: tokens of a part.
  ///   - counting: makes a counter of the tokens of texts for one of the tasks.
  package static func cuts(
    of files: [Int], in diff: Diff, limit: Int, tasks: Int,
    counting: @escaping @Sendable () -> (ArraySlice<UInt8>) -> Int
  ) async -> [Cut] {
    let queue = FileQueue(count: files.count)
    var cuts = [Cut?](repeating: nil, count: files.count)
    await withTaskGroup(of: [(Int, Cut)].self) { group in
      for _ in 0..<min(tasks, files.count) {
        group.addTask { @concurrent in
          let packer = DiffPacker(diff, limit: limit, count: counting())
          var cuts: [(Int, Cut)] = []
          while let place = queue.next() { cuts.append((place, packer.cut(files[place]))) }
          return cuts
        }
      }
      for await part in group { for (place, cut) in part { cuts[place] = cut } }
    }
    return cuts.compactMap { $0 }
  }
}
