/// The runs of one suite, a file each: what was paid for is on the disk before the next answer comes.
struct SuiteRunFolder: Sendable {
  /// A run and its file.
  struct Kept: Sendable {
    let path: RawPath
    let run: KeptSuiteRun
  }

  /// Runs beyond these are deleted, the oldest first.
  private static let mostRuns = 50
  private static let sizeLimit = 256 << 20

  private let context: AppContext
  private let folder: RawPath

  /// Nil where there is no folder for such things.
  ///
  /// - Parameter path: of the suite's file. Runs belong to the file, whatever stands in it and wherever one stands.
  init?(context: AppContext, suite path: String) {
    guard let suites = Folders(context.environment)?.suites else { return nil }
    self.context = context
    let absolute =
      (try? context.tree.resolved(RawPath(path)).bytes)
      ?? Array((path.hasPrefix("/") ? path : (context.files.workingDirectory ?? "") + "/" + path).utf8)
    folder = RawPath("\(suites)/\(ContentHash.sha256(absolute).prefix(16))")
  }

  /// The newest run that is wanted; nil where none is. Files that are no runs are passed over.
  func newest(where isWanted: (Kept) -> Bool) -> Kept? {
    for name in names().reversed() {
      let path = folder.child(name)
      guard let run = context.tree.content(of: path, limit: Self.sizeLimit).flatMap(KeptSuiteRun.init) else { continue }
      let kept = Kept(path: path, run: run)
      if isWanted(kept) { return kept }
    }
    return nil
  }

  /// The newest run that later ones are compared with, but for one that is just gone on with.
  func accepted(besides own: RawPath? = nil) -> Kept? {
    newest { $0.path != own && $0.run.isFinished && $0.run.isAccepted }
  }

  /// Begins the file of a run, and deletes old ones, but for the one that others are compared with.
  ///
  /// Throws `FileError`.
  func begin(_ run: KeptSuiteRun) throws(FileError) -> RawPath {
    let old = names().dropLast(Self.mostRuns - 1).map(folder.child)
    if !old.isEmpty {
      let spared = accepted()?.path
      for path in old where path != spared { try context.tree.remove(path) }
    }
    // Moments have 13 digits for three hundred years, so names sort by time.
    let name = "\(run.startedAt.milliseconds)-\(context.processes.current.pid).jsonl"
    let path = folder.child(Array(name.utf8))
    try append(run.head, to: path)
    return path
  }

  /// Adds a line.
  ///
  /// Throws `FileError`.
  func append(_ line: JSONValue, to path: RawPath) throws(FileError) {
    try context.tree.append(path, JSONWriter.bytes(of: line) + [0x0A])
  }

  /// Ends a line that was cut when the process died.
  ///
  /// Throws `FileError`.
  func mend(_ path: RawPath) throws(FileError) {
    guard let last = context.tree.content(of: path, limit: Self.sizeLimit)?.last, last != 0x0A else { return }
    try context.tree.append(path, [0x0A])
  }

  /// The names of its files, the oldest first.
  private func names() -> [[UInt8]] {
    let entries = (try? context.tree.entries(of: folder)) ?? []
    return entries.map(\.name).filter { $0.suffix(6).elementsEqual(".jsonl".utf8) }.sorted {
      $0.lexicographicallyPrecedes($1)
    }
  }
}
