/// `llmctl auth export`: writes all stored keys into a file of their own, encrypted under a passphrase of its own.
package struct KeyExport: Sendable {
  private let desk: AuthDesk

  package init(at desk: AuthDesk) { self.desk = desk }

  /// - Parameter readsInput: whether the passphrase is on standard input.
  ///
  /// Throws `LLMError`, also where something is there already: a backup never takes the place of another.
  package func run(to path: String, readsInput: Bool, asJSON: Bool) async throws(LLMError) -> ExitCode {
    let file = RawPath(path)
    let exists = LLMError(
      .cannotWrite, "'\(file.shown)' is there already, and a backup replaces nothing", advice: "Name another file")
    guard desk.context.files.kind(of: path) == nil else { throw exists }
    let credentials = try desk.open()
    let passphrase = try await PassphraseQuestion(desk: desk).askTwice("for the backup", orReadInput: readsInput)
    let archive = try desk.reporting { () throws(CredentialError) in try credentials.archive(passphrase: passphrase) }
    do throws(FileError) {
      try desk.context.tree.create(file, archive, isPrivate: true)
    } catch {
      if desk.context.files.kind(of: path) != nil { throw exists }
      throw LLMError(.cannotWrite, "cannot write '\(file.shown)': \(error.phrase)")
    }
    let count = credentials.records.count
    desk.reporter.notice(
      "wrote \(count) \(count == 1 ? "key" : "keys") to \(file.shown); nothing but the passphrase opens it, and nothing restores that"
    )
    if asJSON {
      try desk.output.show(
        .document("export", [JSONMember("path", .string(path)), JSONMember("keys", .integer(count))]))
    }
    return .complete
  }
}
