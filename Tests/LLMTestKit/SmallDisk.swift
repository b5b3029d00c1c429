import Glibc

/// A disk of so many bytes in memory; making one takes the right to mount.
package struct SmallDisk: Sendable {
  private let path: String

  /// Whether this process may make one.
  package static let isPermitted: Bool = {
    guard let folder = try? ScratchFolder(), let disk = try? SmallDisk(at: folder.path("disk"), kibibytes: 64) else {
      return false
    }
    disk.remove()
    return true
  }()

  /// Makes the folder, and mounts the disk there.
  package init(at path: String, kibibytes: Int) throws {
    self.path = path
    mkdir(path, 0o700)
    try SystemError.check("mount", mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k,mode=700"))
  }

  /// From now on nothing can be written to it.
  package func makeReadOnly() throws {
    try SystemError.check("remount", mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT) | UInt(MS_RDONLY), nil))
  }

  /// Writes to the file until there is no room left.
  package func fill(_ file: String) {
    let descriptor = open(file, O_WRONLY | O_CREAT, mode_t(0o600))
    defer { close(descriptor) }
    let block = [UInt8](repeating: 0, count: 4096)
    while write(descriptor, block, block.count) > 0 {}
  }

  /// Takes the disk away, even while files on it are open.
  package func remove() { umount2(path, Int32(MNT_DETACH)) }
}
