import Glibc

/// A file's bytes, read before any clock starts. They stay for as long as the program runs.
enum MappedText {
  /// The bytes of a file; ends the program when it cannot be read or is empty.
  static func of(_ path: String) -> UnsafeRawBufferPointer {
    guard let text = mapped(path) else {
      Main.say("\(path): cannot be read", to: 2)
      exit(66)
    }
    return text
  }

  private static func mapped(_ path: String) -> UnsafeRawBufferPointer? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0,
      let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0), start != MAP_FAILED
    else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
  }
}
