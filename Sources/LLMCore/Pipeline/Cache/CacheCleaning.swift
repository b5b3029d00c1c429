/// What `llmctl cache prune` was asked for.
package struct CachePruneInvocation: Sendable, Equatable {
  package var isForAll = false
  /// Entries that are older go as well.
  package var age: Duration?
  package var isConfirmed = false
  package var usesJSON = false

  package init() {}
}

/// Takes away what was kept of answers and of reviews.
package struct CacheCleaning: Sendable {
  /// How long what models said about files is kept. It holds for ever, but files are changed, and then nobody asks for it.
  private static let reviewAge = Duration.seconds(30 * 86_400)

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Throws `LLMError`: `usage` where nobody can be asked whether all is to go, `cannotWrite` where the cache cannot be written.
  package func run(_ invocation: CachePruneInvocation) async throws(LLMError) -> ExitCode {
    if invocation.isForAll {
      // What still holds was paid for.
      let desk = try AuthDesk(context: context, reporter: reporter)
      let question = "Remove all answers and findings that were kept?"
      guard try desk.confirms(question, isConfirmed: invocation.isConfirmed) else { return .gateFailed }
    }
    let now = context.time.now()
    let pruned: PrunedEntries
    do throws(CacheError) { pruned = try await context.cache.prune(choice(invocation, now)) } catch {
      throw error.failure
    }
    let reviews = pruneReviews(olderThan: invocation.isForAll ? .zero : invocation.age ?? Self.reviewAge, now)
    let output = OutputWriter(console: context.console)
    if invocation.usesJSON {
      try output.show(
        .object([
          JSONMember("version", .integer(1)), JSONMember("type", .string("cache_prune")),
          JSONMember("entries", .integer(pruned.entries)), JSONMember("bytes", .integer(pruned.bytes)),
          JSONMember("reviews", .integer(reviews.entries)), JSONMember("review_bytes", .integer(reviews.bytes)),
        ]))
    } else {
      try output.show(
        "Removed \(Self.count(pruned, "answer")) and \(Self.count(reviews, "review of a file", "reviews of files")).\n")
    }
    return .complete
  }

  private func choice(_ invocation: CachePruneInvocation, _ now: Timestamp) -> CachePruning {
    if invocation.isForAll { return .all }
    guard let age = invocation.age else { return .stale(now) }
    return .before(now - age, now: now)
  }

  /// Removes what `ReviewCache` wrote. A file that cannot be removed is told with `-v`: nothing depends on it.
  private func pruneReviews(olderThan age: Duration, _ now: Timestamp) -> PrunedEntries {
    var pruned = PrunedEntries(entries: 0, bytes: 0)
    guard let folder = Folders(context.environment)?.reviews.map({ RawPath($0) }),
      let entries = try? context.tree.entries(of: folder)
    else { return pruned }
    let limit = now.milliseconds - Int64(age.milliseconds)
    for entry in entries where entry.kind == .regular && entry.name.ends(with: ".json".utf8) {
      let path = folder.child(entry.name)
      do throws(FileError) {
        let changed = try context.tree.status(of: path, followsLinks: false).changedAt
        guard age == .zero || changed.map({ $0.milliseconds < limit }) ?? false else { continue }
        try context.tree.remove(path)
        pruned.entries += 1
        pruned.bytes += entry.size
      } catch {
        reporter.detail("cannot remove \(path.shown): \(error.phrase)")
      }
    }
    return pruned
  }

  private static func count(_ pruned: PrunedEntries, _ name: String, _ plural: String? = nil) -> String {
    let noun = pruned.entries == 1 ? name : plural ?? "\(name)s"
    return "\(pruned.entries) \(noun) (\((pruned.bytes).shownBytes))"
  }
}

extension Array where Element == UInt8 {
  /// Whether the bytes end in these.
  fileprivate func ends(with end: String.UTF8View) -> Bool { suffix(end.count).elementsEqual(end) }
}
