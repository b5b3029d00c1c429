import Synchronization

/// Counts all that is text in a folder, on all processors this process may use.
struct FolderCounter: Sendable {
  let tree: any FileTree
  let workers: any Workers
  let makeCounter: @Sendable () -> SourceCounter
  let monitor: CountMonitor

  /// Counts a folder; what cannot be read is part of the result.
  ///
  /// The folders are read first, then the largest files are counted: no thread is left with one at the end, and how much
  /// there is to do is known soon. A thread that waits for a folder of another counts a file meanwhile.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for a special token that is to be refused.
  func count(_ folder: RawPath) throws(LLMError) -> InputCount {
    let start = IgnoreStart(of: folder, in: tree)
    let top = FolderLister.Job(folder: folder, relative: start.relative, rules: start.rules)
    var (listing, finding) = workOff([.folder(top)])
    // Links come last, when it is known what is counted under a name of its own.
    listing.links.sort()
    let targets = targets(of: listing.links, besides: finding.identities)
    if !targets.isEmpty { finding += workOff(targets.map { .file($0, size: 0) }).finding }

    if let refused = finding.refused.min(by: { $0.path < $1.path }) { throw refused.found.error(in: refused.path) }
    var result = InputCount(path: folder, kind: .folder)
    result.add(finding.files)
    result.skipped = finding.skipped
    result.skipped.special += listing.specialFiles
    result.skipped.links += listing.links.count - targets.count
    result.failures = (listing.failures + finding.failures).sorted { $0.path < $1.path }
    return result
  }

  private func workOff(_ jobs: [FolderJob]) -> (listing: FolderListing, finding: FolderFinding) {
    let sum = Mutex((listing: FolderListing(), finding: FolderFinding()))
    workers.workOff(jobs) { [tree, makeCounter, monitor] pile in
      var lister = FolderLister(tree: tree, monitor: monitor)
      var counter = FolderWorker(tree: tree, makeCounter: makeCounter)
      while let job = pile.next() {
        switch job {
        case .folder(let folder): pile.add(lister.list(folder))
        case .file(let path, _):
          counter.count(path)
          monitor.finishedFile()
        }
      }
      sum.withLock { sum in
        sum.listing += lister.listing
        sum.finding += counter.finding
      }
    }
    return sum.withLock { $0 }
  }

  /// The links that lead to files which are not counted otherwise: of several links to one file, the first.
  private func targets(of links: [RawPath], besides counted: Set<FileIdentity>) -> [RawPath] {
    var counted = counted
    return links.filter { link in
      guard let status = try? tree.status(of: link, followsLinks: true), status.kind == .regular else { return false }
      return counted.insert(status.identity).inserted
    }
  }
}

/// A folder to be read, or a file to be counted.
enum FolderJob: UrgentJob {
  case folder(FolderLister.Job)
  case file(RawPath, size: Int)

  /// Folders first, then files by the number of digits their size has in binary, the larger first.
  var urgency: Int {
    switch self {
    case .folder: 63
    case .file(_, let size): min(62, Int.bitWidth - size.leadingZeroBitCount)
    }
  }
}

/// What one thread found in files.
struct FolderFinding: Sendable {
  var files: [FileCount] = []
  /// Of the files above, and of those that are binary.
  var identities: Set<FileIdentity> = []
  var skipped = SkippedFiles()
  var failures: [FileFailure] = []
  var refused: [(path: RawPath, found: SpecialTokenFound)] = []

  static func += (left: inout Self, right: Self) {
    left.files += right.files
    left.identities.formUnion(right.identities)
    left.skipped += right.skipped
    left.failures += right.failures
    left.refused += right.refused
  }
}

/// One thread's share of the work in a folder.
struct FolderWorker {
  private let tree: any FileTree
  private let makeCounter: @Sendable () -> SourceCounter
  /// Made for the first file: its memory takes a while, in which another thread can read folders.
  private lazy var counter = makeCounter()
  private(set) var finding = FolderFinding()

  init(tree: any FileTree, makeCounter: @escaping @Sendable () -> SourceCounter) {
    self.tree = tree
    self.makeCounter = makeCounter
  }

  mutating func count(_ path: RawPath) {
    do throws(FileError) {
      let source = try tree.open(path, waitsForWriter: false)
      finding.identities.insert(source.status.identity)
      guard source.status.kind == .regular else {
        finding.skipped.special += 1
        return
      }
      try count(source, path)
    } catch {
      finding.failures.append(FileFailure(path: path, error: error))
    }
  }

  private mutating func count(_ source: any ByteSource, _ path: RawPath) throws(FileError) {
    do throws(SourceCounter.Failure) {
      guard let outcome = try counter.count(source, at: path, skipsBinary: true) else {
        finding.skipped.binary += 1
        return
      }
      finding.files.append(
        FileCount(path: path, tokens: outcome.tokens, bytes: outcome.bytes, isCut: outcome.isCut))
    } catch {
      switch error {
      case .unreadable(let reason): throw reason
      case .special(let found): finding.refused.append((path, found))
      }
    }
  }
}
