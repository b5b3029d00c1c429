import Glibc

/// A terminal without a window: the child has one side, the test the other.
package struct PseudoTerminal {
  /// What the child writes can be read here, and what is written here it reads.
  package let controller: Int32
  /// The path the child opens; doing so makes it the child's controlling terminal.
  package let path: String

  /// Opens a terminal. The names of these two requests are not visible to Swift; the numbers are those of <asm/ioctls.h>.
  package init(columns: UInt16, rows: UInt16) throws(SystemError) {
    let lockRequest: UInt = 0x4004_5431
    let numberRequest: UInt = 0x8004_5430
    controller = try SystemError.check("open /dev/ptmx", open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC))
    var locked: Int32 = 0
    var number: Int32 = 0
    guard ioctl(controller, lockRequest, &locked) == 0, ioctl(controller, numberRequest, &number) == 0 else {
      let failure = SystemError("ioctl /dev/ptmx")
      close(controller)
      throw failure
    }
    path = "/dev/pts/\(number)"
    Self.resize(controller, columns: columns, rows: rows)
  }

  /// Sets the size, and tells the programs in the foreground.
  static func resize(_ controller: Int32, columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
  }
}
