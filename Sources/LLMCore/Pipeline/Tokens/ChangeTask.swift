/// Counts the tokens that a change of a repository adds and removes.
///
/// Files of the work tree are read as they are on the disk, and only files git knows are looked at, as `git diff` does. git
/// finds moved files between commits and in the index; in the work tree, where it would have to run the repository's
/// filters for that, a file is taken for moved when its content is unchanged.
struct ChangeTask {
  let context: LocalContext
  let reporter: Reporter
  let basis: TokenBasis
  let price: InputPrice?
  let invocation: TokensInvocation
  let range: ChangeRange

  /// Larger states of files are not compared.
  private static let sizeLimit = 256 << 20

  private var git: GitProgram { GitProgram(programs: context.programs) }

  /// Compares and prints.
  ///
  /// Throws `LLMError`.
  func run() throws(LLMError) -> ExitCode {
    let change = try RepositoryComparison(
      git: git, tree: context.tree, basis: basis, sizeLimit: Self.sizeLimit
    ).compare(range, paths: invocation.paths.map { RawPath($0) })
    let listing = ChangeListing(change, basis: basis)
    let output = OutputWriter(console: context.console)
    let added = listing.added
    if invocation.printsJSON {
      let members = price?.members(added, name: "added_price_usd") ?? []
      try output.show(listing.json(model: invocation.model, price: members))
    } else {
      let line = price?.line(added, basis.exactness, what: "for what is added, as input") ?? ""
      try output.show(listing.text + line)
    }
    if let skipped = change.skippedWords { reporter.notice("\(skipped) skipped") }
    for failure in change.failures { reporter.warning("cannot read \(failure.path.spoken): \(failure.error.phrase)") }
    return change.failures.isEmpty ? .complete : .noInput
  }
}
