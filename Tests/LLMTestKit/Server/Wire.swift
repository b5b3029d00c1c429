import Glibc

/// A connected socket of the fault server. No call on it blocks longer than until the server stops.
struct Wire {
  /// How a wait ended.
  enum Wakeup { case ready, clientClosed, timedOut, stopped }

  /// Why a connection is over before its script is.
  enum Ended: Error { case clientClosed, stopped }

  let descriptor: Int32
  /// Becomes readable when the server stops, and stays so.
  let stopSignal: Int32

  /// Waits for bytes, for the client's close or for the deadline.
  func waitForBytes(until deadline: Duration? = nil) -> Wakeup { wait(for: Int16(POLLIN), until: deadline) }

  /// Waits for the client's close only; bytes it sends meanwhile are left unread.
  func waitForClose(until deadline: Duration? = nil) -> Wakeup { wait(for: 0, until: deadline) }

  /// The next bytes from the client; empty at its end.
  func read() throws(Ended) -> [UInt8] {
    while true {
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT)))
      }
      if !bytes.isEmpty { return bytes }
      switch waitForBytes() {
      case .stopped: throw .stopped
      case .clientClosed where !hasUnreadBytes: return []
      case .ready, .clientClosed, .timedOut: continue
      }
    }
  }

  /// Writes everything.
  func write(_ bytes: [UInt8]) throws(Ended) { try write(bytes[...]) }

  /// Writes everything.
  func write(_ bytes: ArraySlice<UInt8>) throws(Ended) {
    var rest = bytes
    let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
      if sent > 0 {
        rest = rest.dropFirst(sent)
      } else if errno == EAGAIN {
        switch wait(for: Int16(POLLOUT), until: nil, noticesHalfClose: false) {
        case .stopped: throw .stopped
        case .clientClosed: throw .clientClosed
        case .ready, .timedOut: continue
        }
      } else if errno != EINTR {
        throw .clientClosed
      }
    }
  }

  /// Sends FIN, then reads what the client still sends, for a moment: closing over unread bytes would send RST.
  func closeCleanly() {
    shutdown(descriptor, Int32(SHUT_WR))
    let deadline = Monotonic.now() + .seconds(1)
    var scratch = [UInt8](repeating: 0, count: 4096)
    while waitForBytes(until: deadline) != .timedOut {
      if recv(descriptor, &scratch, scratch.count, Int32(MSG_DONTWAIT)) <= 0 { break }
    }
    Glibc.close(descriptor)
  }

  /// Ends the connection with RST.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    Glibc.close(descriptor)
  }

  private var hasUnreadBytes: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK)) > 0
  }

  private func wait(for events: Int16, until deadline: Duration?, noticesHalfClose: Bool = true) -> Wakeup {
    // <sys/poll.h> gives POLLRDHUP only to programs that ask for GNU extensions.
    let halfClose: Int16 = noticesHalfClose ? 0x2000 : 0
    var entries = [
      pollfd(fd: descriptor, events: events | halfClose, revents: 0),
      pollfd(fd: stopSignal, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let count = poll(&entries, 2, Monotonic.millisecondsLeft(until: deadline))
      if count == 0 { return .timedOut }
      if count < 0 { continue }
      if entries[1].revents != 0 { return .stopped }
      let gone = Int16(POLLHUP) | Int16(POLLERR) | halfClose
      return entries[0].revents & gone != 0 ? .clientClosed : .ready
    }
  }
}
