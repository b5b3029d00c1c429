import Synchronization

/// Counts all that is text in a folder, on all processors this process may use.
struct FolderCounter: Sendable {
  let tree: any FileTree
  let workers: any Workers
  let makeCounter: @Sendable () -> SourceCounter
  let monitor: CountMonitor

  /// Counts a folder; what cannot be read is part of the result.
  ///
  /// The folders are read first. When the largest files are counted first, no thread is left with one at the end, and how
  /// much there is to do is known from the start.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for a special token that is to be refused.
  func count(_ folder: RawPath) throws(LLMError) -> InputCount {
    let start = IgnoreStart(of: folder, in: tree)
    let listing = list(FolderLister.Job(folder: folder, relative: start.relative, rules: start.rules))
    var finding = count(listing.files.sorted { $0.size < $1.size }.map(\.path))
    // Links come last, when it is known what is counted under a name of its own.
    let links = listing.links.sorted()
    let targets = targets(of: links, besides: finding.identities)
    finding += count(targets)

    if let refused = finding.refused.min(by: { $0.path < $1.path }) { throw refused.found.error(in: refused.path) }
    var result = InputCount(path: folder, kind: .folder)
    result.add(finding.files)
    result.skipped = finding.skipped
    result.skipped.special += listing.specialFiles
    result.skipped.links += links.count - targets.count
    result.failures = (listing.failures + finding.failures).sorted { $0.path < $1.path }
    return result
  }

  private func list(_ job: FolderLister.Job) -> FolderListing {
    let sum = Mutex(FolderListing())
    workers.workOff([job]) { [tree, monitor] pile in
      var lister = FolderLister(tree: tree, monitor: monitor)
      while let job = pile.next() { pile.add(lister.list(job)) }
      sum.withLock { $0 += lister.listing }
    }
    return sum.withLock { $0 }
  }

  /// Counts files, the last one first.
  private func count(_ files: [RawPath]) -> FolderFinding {
    let sum = Mutex(FolderFinding())
    if files.isEmpty { return FolderFinding() }
    workers.workOff(files) { [tree, makeCounter, monitor] pile in
      var worker = FolderWorker(tree: tree, counter: makeCounter())
      while let file = pile.next() {
        worker.count(file)
        monitor.finishedFile()
      }
      sum.withLock { $0 += worker.finding }
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
  private let counter: SourceCounter
  private(set) var finding = FolderFinding()

  init(tree: any FileTree, counter: SourceCounter) {
    self.tree = tree
    self.counter = counter
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
