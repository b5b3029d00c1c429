import Glibc

/// How full the pipe is that a process writes to.
struct PipeLevel {
  /// FIONREAD of <asm/ioctls.h>, whose name Swift cannot see.
  private static let countRequest: UInt = 0x541B

  /// Bytes that wait in the pipe on this process's standard output; nil where there is none.
  static func ofOutput(_ pid: Int32) -> Int? {
    let descriptor = open("/proc/\(pid)/fd/1", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var count: Int32 = 0
    return ioctl(descriptor, countRequest, &count) == 0 ? Int(count) : nil
  }
}
