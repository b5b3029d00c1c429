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
  /// Names that are tried for a run.
  private static let mostNames = 100

  private let context: AppContext
  private let folder: RawPath

  /// Nil where there is no folder for such things.
  ///
  /// - Parameter path: of the suite's file. Runs belong to the file, whatever stands in it and wherever one stands.
  init?(context: AppContext, suite path: String) {
    guard let suites = Folders(context.environment)?.suites else { return nil }
    self.context = context
    let place = ReportFile.place(of: path, context)
    folder = RawPath("\(suites)/\(ContentHash.sha256(place.bytes).prefix(16))")
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

  /// Keeps others from going on with a run, until this is released or the process ends; nil where another process asks for it.
  ///
  /// Throws `FileError`.
  func claim(_ path: RawPath) throws(FileError) -> (any FileClaim)? {
    let lock = Self.lock(of: path)
    // A claim would make folders that others may look into.
    try context.tree.append(lock, [])
    return try context.tree.claim(lock)
  }

  private static func lock(of path: RawPath) -> RawPath { RawPath(bytes: path.bytes + Array(".lock".utf8)) }

  /// Begins the file of a run, which nobody else goes on with until it is released, and deletes old ones, but for the one that others
  /// are compared with.
  ///
  /// Throws `FileError`.
  func begin(_ run: KeptSuiteRun) throws(FileError) -> (path: RawPath, claim: any FileClaim) {
    let old = names().dropLast(Self.mostRuns - 1).map(folder.child)
    if !old.isEmpty {
      let spared = accepted()?.path
      for path in old where path != spared {
        try context.tree.remove(path)
        try context.tree.remove(Self.lock(of: path))
      }
    }
    // Moments have 13 digits for three hundred years, so names sort by time. Processes of two containers may have one number.
    let name = "\(run.startedAt.milliseconds)-\(context.processes.current.pid)"
    for number in 1...Self.mostNames {
      let path = folder.child(Array((number == 1 ? "\(name).jsonl" : "\(name)-\(number).jsonl").utf8))
      guard let claim = try claim(path) else { continue }
      do throws(FileError) {
        try context.tree.create(path, JSONWriter.bytes(of: run.head) + [0x0A], isPrivate: true)
        return (path, claim)
      } catch {
        claim.release()
        guard (try? context.tree.status(of: path, followsLinks: false)) != nil else { throw error }
      }
    }
    throw .failed("all names for it are taken")
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
