/// `llmctl review dismiss`: says of a finding of the newest review that it is none, for everybody who has the repository.
package struct ReviewDismissal: Sendable {
  private static let limit = 32 << 20

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Throws `LLMError` where there is no such finding, or the file cannot be read or written.
  package func run(id: String, reason: String) throws(LLMError) -> ExitCode {
    guard let root = GitState.current(context.files)?.root else {
      throw LLMError(.inputMissing, "there is no repository here", advice: "Go to the one that was reviewed")
    }
    let finding = try LastFindings(context, top: RawPath(root)).finding(id)
    let path = "\(root)/\(KnownFiles.dismissals)"
    let file: [UInt8]
    do throws(FileError) { file = try context.files.read(path, limit: Self.limit) } catch {
      guard error == .notFound else { throw unwritable(error) }
      file = []
    }
    // A broken file is not made longer.
    _ = try Dismissals(reading: file, path: KnownFiles.dismissals)
    let dismissal = Dismissal(finding, reason: reason, author: try author, date: context.time.now().rfc3339)
    do throws(FileError) {
      try context.tree.replace(
        RawPath(path), file + Dismissals.addition(dismissal, to: file), as: .shared, makesFolders: true)
    } catch { throw unwritable(error) }
    reporter.notice(
      "dismissed \(finding.rule) in \(finding.path.shown), line \(finding.line); commit \(KnownFiles.dismissals)")
    return .complete
  }

  /// As git would write it into a commit; empty where git does not know.
  private var author: String {
    get throws(LLMError) {
      let (bytes, end) = try GitProgram(programs: context.programs).output(["config", "--get", "user.name"])
      return end.status == 0 ? String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self) : ""
    }
  }

  private func unwritable(_ error: FileError) -> LLMError {
    LLMError(.cannotWrite, "cannot write \(KnownFiles.dismissals): \(error.phrase)")
  }
}
