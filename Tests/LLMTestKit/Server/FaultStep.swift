/// One thing the fault server does to a connection. A reply is a list of them; behind the last one the connection is
/// kept for the next request, unless a step ended it.
package enum FaultStep: Sendable {
  /// Writes the bytes as they are; nothing adds framing.
  case send([UInt8])
  /// Writes the payload `count` times from a prepared block, so that memory stays flat and the sender is never the slow
  /// side.
  case flood(count: Int, payload: [UInt8])
  /// Does nothing for a while. Ends early when the client closes.
  case wait(Duration)
  /// Waits until the client closes the connection; when it has not after this long, goes on.
  case waitForClientClose(Duration)
  /// Does nothing until the client closes or the server stops.
  case hang
  /// Ends the connection with FIN, as a server does that has said everything.
  case close
  /// Ends the connection with RST, as a crash or a firewall does.
  case reset
}
