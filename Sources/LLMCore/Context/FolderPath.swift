/// Absolute paths of folders, as text.
enum FolderPath {
  /// The folder itself, the one that holds it, and so on up to the root.
  static func ancestors(of folder: String) -> [String] {
    var folders = [folder]
    while let last = folders.last, last != "/", let slash = last.lastIndex(of: "/") {
      folders.append(slash == last.startIndex ? "/" : String(last[..<slash]))
    }
    return folders
  }

  /// The path of what has this name in the folder.
  static func child(_ name: String, of folder: String) -> String { folder == "/" ? "/" + name : folder + "/" + name }
}
