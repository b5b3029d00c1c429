import Glibc

/// Holds the lock that SQLite's writers take on a write-ahead log, so that nobody can write to the database.
final class SQLiteWriteLock {
  /// What went wrong, by the number of the operating system.
  struct Failure: Error { let number: Int32 }

  /// Byte 120 of the shared-memory file is the writers' lock, by SQLite's file format (WAL index locks).
  private static let writersByte: off_t = 120

  private let descriptor: Int32

  /// Waits for a writer that is at work, then locks out all others.
  init(_ database: String) throws(Failure) {
    descriptor = open(database + "-shm", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(number: errno) }
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = Self.writersByte
    lock.l_len = 1
    guard fcntl(descriptor, F_SETLKW, &lock) == 0 else {
      let number = errno
      close(descriptor)
      throw Failure(number: number)
    }
  }

  /// Lets others write again.
  func release() { close(descriptor) }
}
