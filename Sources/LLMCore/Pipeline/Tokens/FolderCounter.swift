import Synchronization

/// Counts all that is text in a folder, on all processors this process may use.
struct FolderCounter: Sendable {
  let tree: any FileTree
  let workers: any Workers
  let makeCounter: @Sendable () -> SourceCounter
  let monitor: CountMonitor

  /// Counts a folder; what cannot be read is part of the result.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for a special token that is to be refused.
  func count(_ folder: RawPath) throws(LLMError) -> InputCount {
    let start = IgnoreStart(of: folder, in: tree)
    let finding = Findings()
    workOff([.folder(folder, relative: start.relative, rules: start.rules)], finding)
    // Links come last, when it is known what is counted under a name of its own.
    let links = finding.all.links.sorted()
    let targets = targets(of: links, besides: finding.all.identities)
    workOff(targets.map(FolderJob.file), finding)

    let all = finding.all
    if let refused = all.refused.min(by: { $0.path < $1.path }) { throw refused.found.error(in: refused.path) }
    var result = InputCount(path: folder, kind: .folder)
    result.add(all.files)
    result.skipped = all.skipped
    result.skipped.links += links.count - targets.count
    result.failures = all.failures.sorted { $0.path < $1.path }
    return result
  }

  /// What threads found, put together.
  private final class Findings: Sendable {
    private let sum = Mutex(FolderFinding())
    var all: FolderFinding { sum.withLock { $0 } }
    func add(_ finding: FolderFinding) { sum.withLock { $0 += finding } }
  }

  private func workOff(_ jobs: [FolderJob], _ findings: Findings) {
    if jobs.isEmpty { return }
    workers.workOff(jobs) { [tree, makeCounter, monitor] pile in
      var worker = FolderWorker(tree: tree, counter: makeCounter(), monitor: monitor)
      while let job = pile.next() { pile.add(worker.work(job)) }
      findings.add(worker.finding)
    }
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

/// One step of the work in a folder.
enum FolderJob: Sendable {
  /// A folder to be listed; `relative` is its path from where the rules start, empty or with a slash at its end.
  case folder(RawPath, relative: [UInt8], rules: IgnoreRules?)
  case file(RawPath)
}

/// What one thread found in a folder.
struct FolderFinding: Sendable {
  var files: [FileCount] = []
  /// Of the files above, and of those that are binary.
  var identities: Set<FileIdentity> = []
  var links: [RawPath] = []
  var skipped = SkippedFiles()
  var failures: [FileFailure] = []
  var refused: [(path: RawPath, found: SpecialTokenFound)] = []

  static func += (left: inout Self, right: Self) {
    left.files += right.files
    left.identities.formUnion(right.identities)
    left.links += right.links
    left.skipped += right.skipped
    left.failures += right.failures
    left.refused += right.refused
  }
}

/// One thread's share of the work in a folder.
struct FolderWorker {
  let tree: any FileTree
  let counter: SourceCounter
  let monitor: CountMonitor
  private(set) var finding = FolderFinding()

  init(tree: any FileTree, counter: SourceCounter, monitor: CountMonitor) {
    self.tree = tree
    self.counter = counter
    self.monitor = monitor
  }

  /// Does a job and returns those that follow from it.
  mutating func work(_ job: FolderJob) -> [FolderJob] {
    switch job {
    case .folder(let path, let relative, let rules): return list(path, relative, rules)
    case .file(let path):
      count(path)
      monitor.finishedFile()
      return []
    }
  }

  private mutating func list(_ folder: RawPath, _ relative: [UInt8], _ rules: IgnoreRules?) -> [FolderJob] {
    let entries: [FolderEntry]
    do throws(FileError) {
      entries = try tree.entries(of: folder)
    } catch {
      finding.failures.append(FileFailure(path: folder, error: error))
      return []
    }
    var (relative, rules) = (relative, rules)
    if entries.contains(where: { $0.name == IgnoreStart.repositoryName }), !relative.isEmpty {
      // A repository in a repository has rules of its own.
      (relative, rules) = ([], IgnoreStart.repositoryRules(folder, tree))
    }
    if entries.contains(where: { $0.name == IgnoreStart.fileName && $0.kind == .regular }),
      let file = tree.content(of: folder.child(IgnoreStart.fileName))
    {
      rules = IgnoreRules(file: file, folder: relative, outer: rules)
    }
    var files: [FolderJob] = []
    var folders: [FolderJob] = []
    for entry in entries where entry.name != IgnoreStart.repositoryName {
      let isFolder = entry.kind == .folder
      if rules?.ignores(entry.name, in: relative, isFolder: isFolder) == true { continue }
      let path = folder.child(entry.name)
      switch entry.kind {
      case .folder: folders.append(.folder(path, relative: relative + entry.name + [RawPath.slash], rules: rules))
      case .regular: files.append(.file(path))
      case .link: finding.links.append(path)
      case .special: finding.skipped.special += 1
      }
    }
    monitor.found(files: files.count)
    // Folders on top, so that there is soon work for everybody.
    return files + folders
  }

  private mutating func count(_ path: RawPath) {
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
