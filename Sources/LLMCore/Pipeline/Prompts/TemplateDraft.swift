/// What somebody writes until it is a version: a file beside the versions, which outlives mistakes and full disks.
///
/// Nobody replaces a draft that they have not read: while one is edited, its name is taken.
struct TemplateDraft {
  let path: RawPath
  private let context: AppContext
  private let isProject: Bool

  /// As much as comes back from an editor.
  private static let sizeLimit = 16 << 20

  /// - Parameter folder: of the versions.
  init(in folder: RawPath, ending: String, isProject: Bool, context: AppContext) {
    path = folder.child(Array("draft.\(ending)".utf8))
    (self.isProject, self.context) = (isProject, context)
  }

  /// Keeps others from editing it until it is released, or this process ends. The claim stands among what may be lost, so that nothing is
  /// left beside the versions; nil where there is no such place.
  ///
  /// Throws `LLMError` of kind `usage` where somebody edits it already.
  func claim() throws(LLMError) -> (any FileClaim)? {
    guard let folder = Folders(context.environment)?.editedPrompts else { return nil }
    let name = RawPath(folder).child(Array(ContentHash.sha256(path.bytes).utf8))
    let claim: (any FileClaim)?
    do throws(FileError) { claim = try context.tree.claim(name, as: .ownersOnly) } catch {
      throw LLMError(.cannotWrite, "cannot write \(name.shown): \(error.phrase)")
    }
    guard let claim else {
      throw LLMError(
        .usage, "\(path.shown) is being edited by another llmctl", advice: "Try again when that editor is closed")
    }
    return claim
  }

  /// Whether there is one.
  var exists: Bool { (try? context.tree.status(of: path, followsLinks: false)) != nil }

  /// What was kept; nil where there is none.
  ///
  /// Throws `LLMError` where something is there and cannot be read: it would be written over.
  func kept() throws(LLMError) -> [UInt8]? {
    guard exists else { return nil }
    do throws(FileError) {
      guard try context.tree.status(of: path, followsLinks: !isProject).kind == .regular else {
        throw FileError.failed("is no regular file")
      }
      return try context.tree.open(path, waitsForWriter: false).readToEnd(limit: Self.sizeLimit)
    } catch {
      throw LLMError(
        .inputInvalid, "cannot read \(path.shown): \(error.phrase)", advice: "Move it away, and edit again")
    }
  }

  /// Throws `LLMError` of kind `cannotWrite`.
  func keep(_ bytes: [UInt8]) throws(LLMError) {
    do throws(FileError) {
      try context.tree.replace(path, bytes, as: isProject ? .shared : .ownersOnly, makesFolders: true)
    } catch {
      throw LLMError(.cannotWrite, "cannot write \(path.shown): \(error.phrase)")
    }
  }

  /// Throws `LLMError` of kind `cannotWrite`.
  func remove() throws(LLMError) {
    do throws(FileError) { try context.tree.remove(path) } catch {
      throw LLMError(.cannotWrite, "cannot remove \(path.shown): \(error.phrase)")
    }
  }
}
