import Glibc

/// A lock between processes, on a file beside the database: held to make, migrate or replace the database, never to use
/// it. SQLite's own locks do not cover the time in which there is no file, or the wrong one.
struct FileLock {
  let path: String
  /// How long to wait for the holder.
  let patience: Duration

  /// Between two tries. The kernel can wait for the lock, but not with a time limit.
  private static let pause = Duration.milliseconds(5)

  /// Runs `work` while no other process or thread holds the lock.
  func holding<Value>(_ work: () throws(StoreFailure) -> Value) throws(StoreFailure) -> Value {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
    guard descriptor >= 0 else { throw StoreFailure(errno: errno) }
    // The lock belongs to the open file: closing gives it back, and so does the end of the process.
    defer { close(descriptor) }
    try acquire(descriptor)
    return try work()
  }

  private func acquire(_ descriptor: Int32) throws(StoreFailure) {
    var waited = Duration.zero
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw StoreFailure(errno: errno) }
      guard waited < patience else { throw .unavailable("another process kept it locked for too long") }
      usleep(UInt32(Self.pause / .microseconds(1)))
      waited += Self.pause
    }
  }
}
