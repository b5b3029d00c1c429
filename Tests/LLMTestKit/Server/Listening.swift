import Glibc

/// Makes sockets that listen, on this machine only.
enum Listening {
  /// A socket on a free port of 127.0.0.1.
  static func loopback() throws(SystemError) -> Int32 {
    let descriptor = try open(AF_INET)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try bindAndListen(descriptor, &address)
    return descriptor
  }

  /// A socket in the file system. The path must be shorter than 108 bytes and must not exist.
  static func unix(_ path: String) throws(SystemError) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SystemError("bind", number: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let descriptor = try open(AF_UNIX)
    try bindAndListen(descriptor, &address)
    return descriptor
  }

  /// The port the kernel chose.
  static func port(of descriptor: Int32) throws(SystemError) -> Int {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutableBytes(of: &address) {
      getsockname(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress ?? nil, &length)
    }
    try SystemError.check("getsockname", result)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func open(_ family: Int32) throws(SystemError) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    return try SystemError.check("socket", socket(family, kind, 0))
  }

  private static func bindAndListen<Address>(_ descriptor: Int32, _ address: inout Address) throws(SystemError) {
    let length = socklen_t(MemoryLayout<Address>.size)
    let bound = withUnsafeBytes(of: &address) {
      bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, length)
    }
    guard bound == 0, listen(descriptor, 128) == 0 else {
      let failure = SystemError("bind")
      close(descriptor)
      throw failure
    }
  }
}
