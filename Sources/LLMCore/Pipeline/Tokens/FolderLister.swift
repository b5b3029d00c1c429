/// What one thread found in folders besides files.
struct FolderListing: Sendable {
  var links: [RawPath] = []
  /// Devices, sockets and named pipes.
  var specialFiles = 0
  var failures: [FileFailure] = []

  static func += (left: inout Self, right: Self) {
    left.links += right.links
    left.specialFiles += right.specialFiles
    left.failures += right.failures
  }
}

/// One thread's share of reading a folder and those in it.
struct FolderLister {
  /// A folder to be read; `relative` is its path from where the rules start, empty or with a slash at its end.
  struct Job: Sendable {
    var folder: RawPath
    var relative: [UInt8]
    var rules: IgnoreRules?
  }

  private let tree: any FileTree
  private let monitor: CountMonitor
  private(set) var listing = FolderListing()

  init(tree: any FileTree, monitor: CountMonitor) {
    self.tree = tree
    self.monitor = monitor
  }

  /// Reads a folder and returns the folders and the files in it.
  mutating func list(_ job: Job) -> [FolderJob] {
    var (relative, rules) = (job.relative, job.rules)
    let entries: [FolderEntry]
    do throws(FileError) {
      entries = try tree.entries(of: job.folder)
    } catch {
      listing.failures.append(FileFailure(path: job.folder, error: error))
      return []
    }
    if entries.contains(where: { $0.name == IgnoreStart.repositoryName }), !relative.isEmpty {
      // A repository in a repository has rules of its own.
      (relative, rules) = ([], IgnoreStart.repositoryRules(job.folder, tree))
    }
    if entries.contains(where: { $0.name == IgnoreStart.fileName && $0.kind == .regular }),
      let file = tree.content(of: job.folder.child(IgnoreStart.fileName))
    {
      rules = IgnoreRules(file: file, folder: relative, outer: rules)
    }
    var jobs: [FolderJob] = []
    var files = 0
    for entry in entries where entry.name != IgnoreStart.repositoryName {
      if rules?.ignores(entry.name, in: relative, isFolder: entry.kind == .folder) == true { continue }
      let path = job.folder.child(entry.name)
      switch entry.kind {
      case .folder:
        jobs.append(.folder(Job(folder: path, relative: relative + entry.name + [RawPath.slash], rules: rules)))
      case .regular:
        jobs.append(.file(path, size: entry.size))
        files += 1
      case .link: listing.links.append(path)
      case .special: listing.specialFiles += 1
      }
    }
    monitor.found(files: files)
    return jobs
  }
}
