/// Stops every call of the user at once: `llmctl cost stop`, or the variable `LLMCTL_STOP`.
///
/// It is a file, so that it works where the ledger does not, and costs a call one look at a name.
struct KillSwitch: Sendable {
  private static let variable = "LLMCTL_STOP"

  private let context: AppContext
  private let path: String?

  init(context: AppContext) {
    self.context = context
    path = Folders(context.environment)?.stop
  }

  /// Throws `LLMError` of kind `stopped` where calls are stopped.
  func check() throws(LLMError) {
    if let value = context.environment[Self.variable], !value.isEmpty, value != "0" {
      throw LLMError(
        .stopped, "all calls are stopped by \(Self.variable)", advice: "Unset \(Self.variable) to go on")
    }
    guard let path, isThere(path) else { return }
    throw LLMError(
      .stopped, "all calls are stopped" + (since.map { " since \($0)" } ?? ""), advice: "'llmctl cost go' lets them run"
    )
  }

  /// Stops all calls from now on.
  ///
  /// Throws `LLMError` of kind `cannot_write`.
  func stop() throws(LLMError) {
    guard let path else { throw LLMError(.configuration, "neither HOME nor LLMCTL_HOME is set") }
    let moment = Array(context.time.now().rfc3339.utf8) + [0x0A]
    do throws(FileError) {
      try context.tree.replace(RawPath(path), moment, as: .ownersOnly, makesFolders: true)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(path): \(error.phrase)", advice: "Set \(Self.variable)=1 meanwhile")
    }
  }

  /// Lets calls run again.
  ///
  /// Throws `LLMError` of kind `cannot_write`.
  func release() throws(LLMError) {
    guard let path else { throw LLMError(.configuration, "neither HOME nor LLMCTL_HOME is set") }
    do throws(FileError) { try context.tree.remove(RawPath(path)) } catch {
      throw LLMError(.cannotWrite, "cannot remove \(path): \(error.phrase)")
    }
  }

  /// Whatever stands there counts: a switch that cannot be looked at is taken for one that is set.
  private func isThere(_ path: String) -> Bool {
    do throws(FileError) {
      _ = try context.tree.status(of: RawPath(path), followsLinks: false)
      return true
    } catch {
      return error != .notFound
    }
  }

  private var since: String? {
    guard let path, let bytes = try? context.files.read(path, limit: 64) else { return nil }
    let text = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    return text.utf8.count == 24 ? text : nil
  }
}
