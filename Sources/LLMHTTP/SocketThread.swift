internal import NIOPosix

/// One thread for all sockets, begun with the first of them.
enum SocketThread {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
}
