internal import AsyncHTTPClient
internal import Glibc
internal import LLMCore
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// Translates the errors of the layers below into the core's.
enum TransportErrorMapping {
  /// How far the call had come.
  enum Phase { case head, body }

  /// The core's error; cancellation stays what it is.
  static func map(_ error: any Error, phase: Phase) -> any Error {
    if error is CancellationError || Task.isCancelled { return CancellationError() }
    let detail = String(describing: error)
    return switch error {
    case let error as TransportError: error
    case let error as HTTPClientError: map(error, detail, phase)
    case let error as NIOConnectionError: map(error, detail)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: TransportError(.tls, detail)
    case let error as IOError: TransportError(kind(of: error), detail)
    // A chunked body whose end never came: the connection broke, as in the middle of a body of known length.
    case HTTPParserError.invalidEOFState: TransportError(.reset, detail)
    case is HTTPParserError: TransportError(.protocolViolation, detail)
    case ChannelError.connectTimeout: TransportError(.connectTimeout, detail)
    case ChannelError.eof, ChannelError.inputClosed, ChannelError.ioOnClosedChannel: TransportError(.reset, detail)
    default: TransportError(.other, detail)
    }
  }

  private static func map(_ error: HTTPClientError, _ detail: String, _ phase: Phase) -> any Error {
    switch error {
    case .cancelled: CancellationError()
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout, .socksHandshakeTimeout,
      .httpProxyHandshakeTimeout:
      TransportError(.connectTimeout, detail)
    case .deadlineExceeded: TransportError(phase == .head ? .headTimeout : .idleTimeout, detail)
    case .readTimeout: TransportError(phase == .head ? .headTimeout : .idleTimeout, detail)
    case .remoteConnectionClosed, .writeTimeout: TransportError(.reset, detail)
    case .proxyAuthenticationRequired: TransportError(.proxyAuthentication, detail)
    case .invalidProxyResponse: TransportError(.proxy, detail)
    default: TransportError(.other, detail)
    }
  }

  /// A connection may fail for each of the host's addresses; one refusal tells more than the time-outs beside it.
  private static func map(_ error: NIOConnectionError, _ detail: String) -> TransportError {
    if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
      return TransportError(.unknownHost, detail)
    }
    let kinds = error.connectionErrors.map { failure -> TransportError.Kind in
      switch failure.error {
      case let error as IOError: kind(of: error)
      case ChannelError.connectTimeout: .connectTimeout
      default: .other
      }
    }
    return TransportError(kinds.contains(.refused) ? .refused : kinds.first ?? .other, detail)
  }

  private static func kind(of error: IOError) -> TransportError.Kind {
    switch error.errnoCode {
    // A unix socket whose file is missing is as good as refused.
    case ECONNREFUSED, ENOENT: .refused
    case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: .reset
    case ETIMEDOUT: .connectTimeout
    default: .other
    }
  }
}
