/// The files with findings that are no news: the baseline that somebody names, and the project's dismissals.
struct KnownFiles {
  private static let limit = 32 << 20
  static let dismissals = ".llmctl/review-dismissed.jsonl"

  let context: AppContext

  /// What the files say.
  struct Loaded: Sendable {
    var baseline: Baseline?
    var dismissals: Dismissals?

    /// How findings of a change are known again.
    func findings(of change: ReviewedChange, _ context: AppContext) -> KnownFindings {
      var renames: [RawPath: RawPath] = [:]
      for file in change.diff.files where file.kind == .renamed {
        if let old = file.oldPath, let new = file.newPath { renames[old] = new }
      }
      return KnownFindings(baseline: baseline, dismissals: dismissals, renames: renames) { [tree = context.tree] path in
        guard let top = change.top else { return false }
        do throws(FileError) {
          _ = try tree.status(of: top.child(path.bytes), followsLinks: false)
          return false
        } catch {
          return error == .notFound
        }
      }
    }
  }

  /// Throws `LLMError`: `inputMissing` for a baseline that cannot be read, `inputInvalid` for a file that is none of them.
  func load(baseline path: String?) throws(LLMError) -> Loaded {
    var loaded = Loaded()
    if let path {
      let bytes: [UInt8]
      do throws(FileError) { bytes = try context.files.read(path, limit: Self.limit) } catch {
        throw LLMError(
          .inputMissing, "cannot read the baseline \(path): \(error.phrase)",
          advice: "'llmctl review --write-baseline \(path)' makes one")
      }
      loaded.baseline = try Baseline(reading: bytes, path: path)
    }
    loaded.dismissals = try dismissals()
    return loaded
  }

  /// Nil where the project has none.
  private func dismissals() throws(LLMError) -> Dismissals? {
    guard let root = GitState.current(context.files)?.root else { return nil }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try context.files.read("\(root)/\(Self.dismissals)", limit: Self.limit) } catch {
      if error == .notFound { return nil }
      throw LLMError(.inputMissing, "cannot read \(Self.dismissals): \(error.phrase)")
    }
    return try Dismissals(reading: bytes, path: Self.dismissals)
  }

  /// Throws `LLMError` of kind `cannotWrite`.
  func write(_ baseline: Baseline, to path: String) throws(LLMError) {
    do throws(FileError) { try context.tree.replace(RawPath(path), baseline.bytes) } catch {
      throw LLMError(.cannotWrite, "cannot write the baseline \(path): \(error.phrase)")
    }
  }
}
