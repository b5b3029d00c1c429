/// `llmctl replay record` and `llmctl replay play`: runs a program whose calls to providers are recorded, or answered from a
/// recording.
package struct CassetteRun: Sendable {
  /// The largest cassette, in bytes.
  private static let sizeLimit = 1 << 30

  private let context: AppContext
  private let reporter: Reporter

  package init(context: AppContext, reporter: Reporter) { (self.context, self.reporter) = (context, reporter) }

  /// Runs the program to its end.
  ///
  /// Returns what the program ended with; `gateFailed` where it asked for something that is not recorded, or did not ask for all
  /// that is and had to; 126 and 127 where it cannot be started, as a shell has it.
  ///
  /// Throws `LLMError` for a cassette that cannot be read, and for routes that lead nowhere.
  package func run(_ invocation: CassetteInvocation) async throws(LLMError) -> ExitCode {
    let routes = try CassetteRoutes(variables: invocation.variables, environment: context.environment)
    let path = absolute(invocation.path)
    var cassette = try read(path, invocation)
    let records = records(invocation, cassette)
    var claim: (any FileClaim)?
    if records {
      claim = try self.claim(path, invocation)
      // Another process may have recorded between the look and the claim.
      cassette = try read(path, invocation)
    }
    defer { claim?.release() }
    let known = invocation.mode == .all ? [] : cassette?.calls ?? []
    let player = CassettePlayer(known, matching: invocation.matching, repeats: invocation.repeats)
    let tape = CassetteTape(
      path, in: context.tree, player: player, kept: known, records: records, secrets: knownKeys())
    let proxy = CassetteProxy(
      context: context, reporter: reporter, routes: routes,
      destinations: records ? try routes.destinations(try settings()) : [:], tape: tape,
      keepsTiming: invocation.keepsTiming)
    let recorded = Set(known.map(\.request.route))
    let keys = records ? [:] : routes.placeholderKeys(for: recorded)
    let status = try await serve(proxy, invocation.command) { port in
      routes.variables(port: port, recorded: recorded).merging(keys) { $1 }
    }
    return try conclude(invocation, tape, status)
  }

  // MARK: Before

  private func absolute(_ path: String) -> RawPath {
    let raw = RawPath(path)
    guard raw.bytes.first != RawPath.slash, let folder = context.files.workingDirectory else { return raw }
    return RawPath(folder).child(raw.bytes)
  }

  /// The file as it was typed, for messages.
  private func shown(_ invocation: CassetteInvocation) -> String { RawPath(invocation.path).shown }

  private func claim(_ path: RawPath, _ invocation: CassetteInvocation) throws(LLMError) -> any FileClaim {
    do throws(FileError) {
      if let claim = try context.tree.claim(RawPath(bytes: path.bytes + Array(".lock".utf8))) { return claim }
    } catch {
      throw LLMError(.cannotWrite, "cannot write beside \(path.shown): \(error.phrase)")
    }
    throw LLMError(
      .cannotWrite, "another process records to \(path.shown)", advice: "Wait for it, or record to another file")
  }

  /// The cassette; nil where there is no file.
  private func read(_ path: RawPath, _ invocation: CassetteInvocation) throws(LLMError) -> Cassette? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try context.tree.open(path, waitsForWriter: true).readToEnd(limit: Self.sizeLimit)
    } catch {
      if error == .notFound, invocation.mode != .none { return nil }
      throw LLMError(
        .inputMissing, "cannot read \(shown(invocation)): \(error.phrase)",
        advice: error == .notFound ? "Make one with 'llmctl replay record --to FILE -- COMMAND'" : nil)
    }
    // What cannot be read is not written over, unless everything is to be made anew.
    if invocation.mode == .all { return nil }
    do throws(YAMLError) { return try CassetteReader.read(bytes) } catch {
      throw error.error(in: shown(invocation), .inputInvalid)
    }
  }

  /// Whether providers are asked for what is not known.
  private func records(_ invocation: CassetteInvocation, _ cassette: Cassette?) -> Bool {
    switch invocation.mode {
    case .new, .all: return true
    case .none: return false
    case .once:
      guard cassette?.calls.isEmpty ?? true else {
        reporter.notice("\(shown(invocation)) is there and is played; --mode all records it anew")
        return false
      }
      return true
    }
  }

  private func settings() throws(LLMError) -> Settings {
    try SettingsLoader(environment: context.environment, files: context.files).load()
  }

  /// The keys that the program may use, by the variables that hold such.
  private func knownKeys() -> [Secret] {
    let names = SecretVariables(environment: context.environment, files: context.files).names
    let keys = names.sorted().compactMap { context.environment[$0] }.filter { $0.utf8.count >= 16 }
      .map { Secret(copying: $0) }
    for key in keys { context.keysInPlay.add(key) }
    return keys
  }

  // MARK: Meanwhile

  /// Runs the program beside the server. Returns its status, or why it cannot be started.
  ///
  /// - Parameter variables: what it is told of a server on this port.
  private func serve(
    _ proxy: CassetteProxy, _ command: [String], _ variables: @escaping @Sendable (_ port: Int) -> [String: String]
  ) async throws(LLMError) -> Result<Int32, FileError> {
    let (foreground, words) = (context.foreground, command.map { RawPath($0).bytes })
    do {
      return try await context.loopback.serve(
        bodyLimit: CassetteProxy.bodyLimit, answering: { await proxy.answer($0, $1) },
        while: { port in
          do throws(FileError) {
            return .success(try await foreground.run(words, environment: variables(port)))
          } catch {
            return .failure(error)
          }
        })
    } catch {
      throw LLMError(.cannotWrite, "there is no server on the loopback", detail: String(describing: error))
    }
  }

  // MARK: Afterwards

  private func conclude(
    _ invocation: CassetteInvocation, _ tape: CassetteTape, _ status: Result<Int32, FileError>
  ) throws(LLMError) -> ExitCode {
    let code: ExitCode
    switch status {
    case .success(let status): code = .program(status)
    case .failure(let error):
      let program = RawPath(invocation.command.first ?? "").shown
      reporter.error(LLMError(.usage, "cannot start \(program): \(error.phrase)"))
      return .program(error == .notFound ? 127 : 126)
    }
    let report = CassetteReport(reporter: reporter, path: shown(invocation), calls: tape.playable)
    let (recorded, misses, unplayed) = (tape.recordedCount, tape.misses, tape.unplayed.map(\.number))
    if recorded > 0 {
      if let failure = tape.failure {
        throw LLMError(.cannotWrite, "cannot write \(shown(invocation)): \(failure.phrase)")
      }
      reporter.notice("recorded \(recorded) \(recorded == 1 ? "call" : "calls") to \(shown(invocation))")
    } else if invocation.mode != .none, tape.playable.isEmpty {
      reporter.notice("nothing was recorded: the program asked no provider through the variables it was given")
    }
    for miss in misses { report.tell(miss) }
    if !unplayed.isEmpty { report.tell(unplayed: unplayed, isFailure: invocation.requiresAll) }
    return misses.isEmpty && (unplayed.isEmpty || !invocation.requiresAll) ? code : .gateFailed
  }
}
