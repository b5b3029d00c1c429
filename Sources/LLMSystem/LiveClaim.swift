internal import Glibc
internal import LLMCore

/// A file that is locked by `flock` for as long as it is open, and taken away at the end.
final class LiveClaim: FileClaim {
  private let path: RawPath
  private let descriptor: Int32

  private init(path: RawPath, descriptor: Int32) { (self.path, self.descriptor) = (path, descriptor) }

  /// Takes the lock; nil where another process has it.
  ///
  /// Throws `FileError`.
  static func take(_ path: RawPath) throws(FileError) -> LiveClaim? {
    while true {
      let descriptor = open(path.cString, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
      guard descriptor >= 0 else { throw LiveFiles.error(errno) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(descriptor)
        if code == EINTR { continue }
        guard code == EWOULDBLOCK else { throw LiveFiles.error(code) }
        return nil
      }
      // Whoever had it before may have taken the file away between these two calls: then the lock is on nobody's file.
      var ours = stat()
      var named = stat()
      if fstat(descriptor, &ours) == 0, stat(path.cString, &named) == 0, ours.st_ino == named.st_ino {
        return LiveClaim(path: path, descriptor: descriptor)
      }
      close(descriptor)
    }
  }

  /// The file goes while the lock is held, so that it is never another process's.
  func release() {
    unlink(path.cString)
    close(descriptor)
  }
}
