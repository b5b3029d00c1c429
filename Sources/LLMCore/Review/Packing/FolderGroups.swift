/// A piece with the path of its file.
struct PathUnit {
  var path: RawPath
  var piece: DiffPacker.Piece
}

/// Puts pieces together by their folders: the largest folders that fit a part whole.
enum FolderGroups {
  /// Folders deeper than this are not told apart; nobody has them but to do harm.
  private static let depthLimit = 64

  static func groups(_ units: [PathUnit], limit: Int) -> [[DiffPacker.Piece]] {
    // In the order of their bytes, all paths of a folder are neighbours.
    let sorted = units.enumerated().sorted { ($0.element.path, $0.offset) < ($1.element.path, $1.offset) }.map(
      \.element)
    var groups: [[DiffPacker.Piece]] = []
    // Folders that are still to be looked at, the next one last.
    var waiting = [Folder(units: sorted.indices, prefix: 0, depth: 0)]
    while let folder = waiting.popLast() {
      let units = sorted[folder.units]
      if units.isEmpty { continue }
      if units.count == 1 || fits(units, limit) {
        groups.append(units.map(\.piece))
      } else if folder.depth == depthLimit {
        groups += units.map { [$0.piece] }
      } else {
        waiting += children(of: folder, sorted).reversed()
      }
    }
    return groups
  }

  /// Neighbours whose paths begin with the same folder.
  private struct Folder {
    var units: Range<Int>
    /// How many bytes of their paths name the folder, its slash among them.
    var prefix: Int
    var depth: Int
  }

  private static func fits(_ units: ArraySlice<PathUnit>, _ limit: Int) -> Bool {
    var tokens = 0
    return units.allSatisfy { unit in
      tokens += unit.piece.tokens
      return tokens <= limit
    }
  }

  /// The folders and files right in a folder.
  private static func children(of folder: Folder, _ sorted: [PathUnit]) -> [Folder] {
    var children: [Folder] = []
    var start = folder.units.lowerBound
    while start < folder.units.upperBound {
      let path = sorted[start].path.bytes
      let slash = path[folder.prefix...].firstIndex(of: RawPath.slash)
      var end = start + 1
      if let slash {
        let name = path[folder.prefix...slash]
        while end < folder.units.upperBound, sorted[end].path.bytes[folder.prefix...].starts(with: name) { end += 1 }
        children.append(Folder(units: start..<end, prefix: slash + 1, depth: folder.depth + 1))
      } else {
        children.append(Folder(units: start..<end, prefix: folder.prefix, depth: folder.depth + 1))
      }
      start = end
    }
    return children
  }
}
