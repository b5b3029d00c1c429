/// A file that a report goes to, looked at before anything is paid for that is to stand in it.
struct ReportFile: Sendable {
  /// Absolute, without links where it is there: the same for all names of one file.
  let place: RawPath
  /// Whether writing replaces what stood there, which it does not where a pipe or a terminal is.
  let isReplaced: Bool

  /// - Parameter argument: the path as it was typed.
  ///
  /// Throws `LLMError` of kind `cannotWrite` for a folder, and for a file in a folder that is not there.
  init(_ argument: String, _ context: AppContext) throws(LLMError) {
    let path = RawPath(argument)
    do throws(FileError) {
      if let status = try? context.tree.status(of: path, followsLinks: true) {
        if status.kind == .folder { throw .isDirectory }
        (place, isReplaced) = (try context.tree.resolved(path), status.kind == .regular)
      } else {
        guard let name = path.bytes.split(separator: RawPath.slash).last else { throw .isDirectory }
        let folder = path.parent ?? RawPath(".")
        guard try context.tree.status(of: folder, followsLinks: true).kind == .folder else { throw .notFound }
        (place, isReplaced) = (try context.tree.resolved(folder).child(Array(name)), true)
      }
    } catch {
      let reason = error == .notFound ? "its folder is not there" : error.phrase
      throw LLMError(.cannotWrite, "cannot write the report to \(RawPath(argument).shown): \(reason)")
    }
  }

  /// Where a file stands that is there; where it would, for one that is not.
  static func place(of argument: String, _ context: AppContext) -> RawPath {
    let path = RawPath(argument)
    if let place = try? context.tree.resolved(path) { return place }
    guard path.bytes.first != RawPath.slash, let folder = context.files.workingDirectory else { return path }
    return RawPath(folder).child(path.bytes)
  }
}
