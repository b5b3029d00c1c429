/// An HTTP/1.1 server for the programs of this machine: it listens on 127.0.0.1 and nowhere else.
package protocol LoopbackServer: Sendable {
  /// Listens on a free port while `body` runs, which is told the port, and has `answer` answer each request, several at the same
  /// time. The task that answers is cancelled where its client leaves. When `body` is over no request is taken any more, all
  /// connections are closed, and those who still answer are waited for.
  ///
  /// - Parameter bodyLimit: the largest body of a request, in bytes; whoever sends more is told 413.
  ///
  /// Throws `LoopbackError`, and whatever `body` throws.
  func serve<Value: Sendable>(
    bodyLimit: Int, answering answer: @escaping @Sendable (LoopbackRequest, any LoopbackReply) async -> Void,
    while body: @Sendable (_ port: Int) async throws -> Value
  ) async throws -> Value
}

/// A request that came to the loopback server, whole. What was compressed with gzip or deflate is not any more; whoever sends anything
/// else is told 415.
package struct LoopbackRequest: Sendable {
  /// Such as `POST`, as it was sent.
  package var method: String
  /// Path and query, as they were sent.
  package var target: String
  /// Header names in lower case. Values may be secrets: they are never shown.
  package var headers: [HTTPHeader]
  package var body: [UInt8]

  package init(method: String, target: String, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The value of the first header with this name, given in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// The reply to one request, as it is written. Each step returns when the connection has taken it, so a slow client slows whoever
/// writes.
package protocol LoopbackReply: Sendable {
  /// Writes the head. Without a `content-length` the body's end is told by its chunks.
  ///
  /// Throws `ClientLeft`.
  func begin(status: Int, headers: [HTTPHeader]) async throws(ClientLeft)

  /// Writes a piece of the body, as a chunk of its own where the body has chunks.
  ///
  /// Throws `ClientLeft`.
  func write(_ bytes: [UInt8]) async throws(ClientLeft)

  /// Ends the reply properly.
  ///
  /// Throws `ClientLeft`.
  func end() async throws(ClientLeft)

  /// Breaks the connection here, in the middle of whatever it is in.
  func cut() async
}

/// The client of a reply is gone.
package struct ClientLeft: Error, Sendable, Equatable {
  package init() {}
}

/// Why there is no loopback server, in the operating system's words.
package struct LoopbackError: Error, Sendable, Equatable {
  package let phrase: String

  package init(_ phrase: String) { self.phrase = phrase }
}
