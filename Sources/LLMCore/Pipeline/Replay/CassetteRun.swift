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
    let path = try place(of: invocation)
    var cassette = try read(path, invocation)
    var records = records(invocation, cassette)
    var claim: (any FileClaim)?
    if records {
      try routes.checkVariables()
      claim = try self.claim(path, invocation)
      // Another process may have recorded between the look and the claim.
      cassette = try read(path, invocation)
      records = self.records(invocation, cassette)
    }
    defer { claim?.release() }
    tell(cassette, invocation, routes, records)
    let known = invocation.mode == .all ? [] : cassette?.calls ?? []
    // What is recorded anew stands beside the old recording until it is whole.
    let file = CassetteFile(invocation.mode == .all ? partial(path) : path, context: context, reporter: reporter)
    let tape = CassetteTape(
      player: CassettePlayer(known, matching: invocation.matching, repeats: invocation.repeats), kept: known,
      records: records, secrets: knownKeys(), changed: { file.change() })
    let proxy = CassetteProxy(
      context: context, reporter: reporter, routes: routes,
      destinations: records ? try routes.destinations(try settings()) : [:], tape: tape,
      keepsTiming: invocation.keepsTiming)
    let writing = Task { await file.keep(tape) }
    let status = await serve(proxy, invocation.command, records, Set(known.map(\.request.route)))
    writing.cancel()
    await writing.value
    let failure = tape.recordedCount > 0 ? file.finish(tape, as: path) : nil
    return try conclude(invocation, tape, try status.get(), failure)
  }

  // MARK: Before

  /// Where the file is, whatever links lead to it: two that record to one file have to see that.
  ///
  /// Throws `LLMError` where something else than a file is there to be recorded to.
  private func place(of invocation: CassetteInvocation) throws(LLMError) -> RawPath {
    var path = RawPath(invocation.path)
    if path.bytes.first != RawPath.slash, let folder = context.files.workingDirectory {
      path = RawPath(folder).child(path.bytes)
    }
    if invocation.mode != .none, let kind = try? context.tree.status(of: path, followsLinks: true).kind,
      kind != .regular
    {
      throw LLMError(.cannotWrite, "\(shown(invocation)) is no file", advice: "Calls are recorded to files only")
    }
    if let resolved = try? context.tree.resolved(path) { return resolved }
    guard let parent = path.parent, let folder = try? context.tree.resolved(parent) else { return path }
    return folder.child(Array(path.bytes[parent.bytes.count...].drop { $0 == RawPath.slash }))
  }

  private func partial(_ path: RawPath) -> RawPath { RawPath(bytes: path.bytes + Array(".partial".utf8)) }

  /// Says what will surprise later: calls that no variable leads to, and a file without any.
  private func tell(_ cassette: Cassette?, _ invocation: CassetteInvocation, _ routes: CassetteRoutes, _ records: Bool)
  {
    if !records, let cassette, cassette.calls.isEmpty { reporter.notice("\(shown(invocation)) holds no calls") }
    let strange = Set(cassette?.calls.map(\.request.route) ?? []).filter { !routes.contains($0) }
    for name in strange.sorted() {
      reporter.notice("calls of '\(name)' are recorded; --variable \(name.uppercased()) leads the program to them")
    }
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
    let keys = names.sorted().compactMap { context.environment[$0] }
      .filter { $0.utf8.count >= 16 && CassetteCredentials.isKey($0) }
      .map { Secret(copying: $0) }
    for key in keys { context.keysInPlay.add(key) }
    return keys
  }

  // MARK: Meanwhile

  /// Runs the program beside the server. Returns its status, or why it cannot be started.
  private func serve(
    _ proxy: CassetteProxy, _ command: [String], _ records: Bool, _ recorded: Set<String>
  ) async -> Result<Result<Int32, FileError>, LLMError> {
    let (foreground, words) = (context.foreground, command.map { RawPath($0).bytes })
    let keys = records ? [:] : proxy.routes.placeholderKeys(for: recorded)
    do {
      return .success(
        try await context.loopback.serve(
          bodyLimit: CassetteProxy.bodyLimit, answering: { await proxy.answer($0, $1) },
          while: { port in
            let variables = proxy.routes.variables(port: port, recorded: recorded).merging(keys) { $1 }
            do throws(FileError) {
              return .success(try await foreground.run(words, environment: variables))
            } catch {
              return .failure(error)
            }
          }))
    } catch {
      return .failure(LLMError(.cannotWrite, "there is no server on the loopback", detail: String(describing: error)))
    }
  }

  // MARK: Afterwards

  private func conclude(
    _ invocation: CassetteInvocation, _ tape: CassetteTape, _ status: Result<Int32, FileError>, _ failure: FileError?
  ) throws(LLMError) -> ExitCode {
    let code: ExitCode
    switch status {
    case .success(let status): code = .program(status)
    case .failure(let error):
      let program = RawPath(invocation.command.first ?? "").shown
      reporter.error(LLMError(.usage, "cannot start \(program): \(error.phrase)"))
      return .program(error == .notFound ? 127 : 126)
    }
    let (misses, unplayed) = (tape.misses, tape.unplayed.map(\.number))
    if failure == nil { tellRecorded(invocation, tape) }
    let report = CassetteReport(reporter: reporter, path: shown(invocation), calls: tape.playable)
    let likeness = CassetteLikeness(misses.isEmpty ? [] : tape.playable.map(\.request))
    for miss in misses { report.tell(likeness.explained(miss)) }
    if !unplayed.isEmpty { report.tell(unplayed: unplayed, isFailure: invocation.requiresAll) }
    if let failure {
      let error = LLMError(.cannotWrite, "cannot write \(shown(invocation)): \(failure.phrase)")
      guard code != .complete else { throw error }
      // How the program failed says more.
      reporter.error(error)
    }
    return misses.isEmpty && (unplayed.isEmpty || !invocation.requiresAll) ? code : .gateFailed
  }

  private func tellRecorded(_ invocation: CassetteInvocation, _ tape: CassetteTape) {
    let (recorded, requests) = (tape.recordedCount, tape.requestCount)
    if recorded > 0 {
      reporter.notice("recorded \(recorded) \(recorded == 1 ? "call" : "calls") to \(shown(invocation))")
    } else if invocation.mode != .none, tape.playable.isEmpty, requests == 0 {
      reporter.notice("nothing was recorded: the program asked no provider through the variables it was given")
    } else if invocation.mode != .none, tape.playable.isEmpty {
      reporter.notice(
        "nothing was recorded: no provider answered (\(requests) \(requests == 1 ? "request" : "requests"))")
    }
  }
}
