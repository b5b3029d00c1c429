/// The file with the user's budgets.
///
/// It stands beside the configuration and not in the ledger: a ledger that is damaged, and set aside for a new one, must not take
/// the limits with it.
struct BudgetFile: Sendable {
  private let context: AppContext
  private let path: String?
  private static let sizeLimit = 1 << 20

  init(context: AppContext) {
    self.context = context
    path = Folders(context.environment)?.budgets
  }

  /// The budgets; none where there is no file.
  ///
  /// Throws `LLMError` of kind `configuration` where it cannot be read: limits that nobody can read are not kept by ignoring them.
  func read() throws(LLMError) -> [Budget] {
    guard let path else { return [] }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try context.files.read(path, limit: Self.sizeLimit)
    } catch {
      if error == .notFound { return [] }
      throw LLMError(.configuration, "cannot read the budgets in \(path): \(error.phrase)")
    }
    do throws(BudgetCodec.Mistake) {
      return try BudgetCodec.decode(bytes)
    } catch {
      throw LLMError(
        .configuration, "cannot use the budgets in \(path): \(error.phrase)",
        advice: "Mend the file, or remove it and set them again with 'llmctl cost budget set'")
    }
  }

  /// Writes the budgets in place of those before.
  ///
  /// Throws `LLMError` of kind `cannot_write`.
  func write(_ budgets: [Budget]) throws(LLMError) {
    guard let path else { throw LLMError(.configuration, "neither HOME nor LLMCTL_HOME is set") }
    do throws(FileError) {
      try context.tree.replace(
        RawPath(path), BudgetCodec.encode(budgets), as: .ownersOnly, makesFolders: true)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(path): \(error.phrase)")
    }
  }
}
