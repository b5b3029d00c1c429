/// The file of a folder of templates that says what labels stand for.
struct RolloutFile: Sendable {
  private static let name = "rollout.json"
  private static let sizeLimit = 4 << 20

  private let context: AppContext
  let path: RawPath?
  private let followsLinks: Bool

  /// - Parameters:
  ///   - folder: nil where there is no place for one.
  ///   - followsLinks: not in a project, whose link could have any file of the user's written over.
  init(context: AppContext, folder: RawPath?, followsLinks: Bool) {
    (self.context, self.followsLinks) = (context, followsLinks)
    path = folder.map { $0.child(Array(Self.name.utf8)) }
  }

  /// What it says; nothing where there is no file.
  ///
  /// Throws `LLMError` of kind `damaged` where it cannot be used: another version than the one in production is no answer.
  func read() throws(LLMError) -> Rollout {
    guard let path else { return Rollout() }
    let bytes: [UInt8]
    do throws(FileError) {
      if !followsLinks, try context.tree.status(of: path, followsLinks: false).kind != .regular {
        throw FileError.failed("is no regular file")
      }
      let source = try context.tree.open(path, waitsForWriter: false)
      bytes = try source.readToEnd(limit: Self.sizeLimit)
    } catch {
      if error == .notFound { return Rollout() }
      throw LLMError(.damaged, "cannot read \(path.shown): \(error.phrase)")
    }
    do throws(RolloutCodec.Mistake) { return try RolloutCodec.decode(bytes) } catch {
      throw LLMError(
        .damaged, "cannot use the labels in \(path.shown): \(error.phrase); nothing was changed",
        advice: "Mend the file, or move it away and set them again with 'llmctl prompts use'")
    }
  }

  /// Changes it while no other process of the user does; what cannot be read is never written over.
  ///
  /// Throws `LLMError`, also what `body` throws.
  func change<Value: Sendable>(
    _ body: @escaping @Sendable (inout Rollout) throws(LLMError) -> Value
  ) async throws(LLMError) -> Value {
    guard let path else { throw LLMError(.configuration, "neither HOME nor LLMCTL_HOME is set") }
    let (context, followsLinks) = (context, followsLinks)
    let work: @Sendable () -> Result<Value, LLMError> = {
      Result { () throws(LLMError) in
        var rollout = try read()
        let value = try body(&rollout)
        do throws(FileError) {
          // A project's file is for all who work on it.
          try context.tree.replace(
            path, RolloutCodec.encode(rollout), as: followsLinks ? .ownersOnly : .shared, makesFolders: true)
        } catch {
          throw LLMError(.cannotWrite, "cannot write \(path.shown): \(error.phrase)")
        }
        return value
      }
    }
    let outcome: Result<Value, LLMError>
    do throws(SharedStateError) {
      outcome = try await context.state.update { _ in work() }
    } catch {
      throw LLMError(
        .cannotWrite, "cannot lock \(path.shown): \(error.phrase)", advice: "Try again when no other llmctl changes it")
    }
    return try outcome.get()
  }
}
