import Glibc
import LLMTestKit

/// An HTTP client without any help: bytes out, bytes in. What the fault server sends is judged by nobody else.
final class RawClient {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafeBytes(of: &address) {
      connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
    }
    guard result == 0 else { throw NotConnected(port: port) }
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { Glibc.close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  func get(_ path: String = "/") { send("GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n") }

  /// Reads until what came ends with `mark`, the server closes or ten seconds pass.
  func read(through mark: String) -> String {
    var text: [UInt8] = []
    while !text.suffix(mark.utf8.count).elementsEqual(mark.utf8), case .bytes(let bytes) = readSome() { text += bytes }
    return String(decoding: text, as: UTF8.self)
  }

  struct NotConnected: Error { let port: Int }

  enum Outcome: Equatable {
    case bytes([UInt8])
    case end
    case failed(Int32)
  }

  func readSome() -> Outcome {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { return .failed(errno) }
    return count == 0 ? .end : .bytes(Array(buffer[..<count]))
  }
}
