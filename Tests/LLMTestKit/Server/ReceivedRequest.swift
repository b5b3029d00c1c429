package import LLMCore

/// A request as it reached the fault server.
package struct ReceivedRequest: Sendable {
  /// 0 for the first request the server ever got, over all connections.
  package let index: Int
  /// 0 for the first connection; tells whether a connection was used again.
  package let connection: Int
  /// Such as `POST`.
  package let method: String
  /// The target as it stands in the request line, query included.
  package let path: String
  /// Names in lower case, in the order received.
  package let headers: [HTTPHeader]
  /// Without the framing of a chunked body.
  package let body: [UInt8]
  /// Since the server started.
  package let receivedAt: Duration
  /// Since the server started; nil where the client stayed until the reply was over.
  package internal(set) var clientClosedAt: Duration?

  /// Whether the client closed the connection before the reply was over.
  package var clientClosedEarly: Bool { clientClosedAt != nil }

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The value of the first header with this name, given in lower case.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
