import Glibc

/// The operating system's failures in llmctl's words.
enum SystemError {
  /// A short phrase for an `errno`.
  static func phrase(for code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case EROFS: "its file system is read-only"
    case ENOSPC, EDQUOT: "the disk is full"
    case ENOENT: "its folder does not exist and cannot be made"
    case ENOTDIR: "a part of its path is not a folder"
    case ELOOP: "its path goes in circles"
    case ENAMETOOLONG: "its path is too long"
    case EMFILE, ENFILE: "too many open files"
    default: "system error \(code)"
    }
  }
}
