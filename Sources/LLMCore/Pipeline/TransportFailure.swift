/// Says what a broken connection means and what to do about it.
struct TransportFailure {
  let call: HTTPCall
  let limits: TimeLimits

  func error(for failure: TransportError) -> LLMError {
    let server = call.url.origin
    let (code, message, advice): (LLMError.Code, String, String?) =
      switch failure.kind {
      case .refused:
        (
          .network, "nothing answers at \(server): connection refused",
          call.url.isLocal ? "Is the server running?" : "Check the base URL and the network"
        )
      case .unknownHost: (.network, "the host name \(call.url.host) is unknown", "Check the base URL and the network")
      case .tls:
        (
          .network, "no trusted connection to \(server)",
          "For a company's own certificates set SSL_CERT_FILE; '-v' shows the cause"
        )
      case .reset: (.network, "the connection to \(server) broke", "Try again")
      case .connectTimeout:
        (
          .timeout, "no connection to \(server) within \(limits.connect.milliseconds / 1000) s",
          "Check the network and the proxy variables"
        )
      case .headTimeout:
        (
          .timeout, "\(server) did not begin to answer within \(limits.head.milliseconds / 1000) s",
          "Raise timeouts.head in the configuration for slow models"
        )
      case .idleTimeout:
        (
          .timeout, "\(server) sent nothing for \(limits.idleBytes.milliseconds / 1000) s", "Try again"
        )
      case .protocolViolation:
        (.malformed, "\(server) does not speak HTTP as it should", "Check the base URL; '-v' shows the cause")
      case .unsupportedEncoding(let name):
        (.malformed, "\(server) compressed its answer with '\(name)', which was not asked for", nil)
      case .proxyAuthentication:
        (
          .auth, "the proxy wants a user and password",
          "Check those in the proxy variable, as in http://USER:PASSWORD@HOST:PORT"
        )
      case .proxy: (.network, "the proxy did not let the request through", "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY")
      case .other: (.network, "the request to \(server) failed", "'-v' shows the cause")
      }
    return LLMError(code, message, advice: advice, detail: failure.detail, recovery: recovery(from: failure))
  }

  /// Whether it is worth another try, and whether the request may have reached the model.
  private func recovery(from failure: TransportError) -> Recovery {
    switch failure.kind {
    // A server on this machine that does not run will not begin to by itself.
    case .refused: Recovery(serverAllowsRetry: call.url.isLocal ? false : nil)
    case .unknownHost, .tls, .proxyAuthentication, .unsupportedEncoding: Recovery(serverAllowsRetry: false)
    case .connectTimeout, .proxy: Recovery()
    case .reset, .headTimeout, .idleTimeout, .protocolViolation, .other: Recovery(mayHaveBeenCharged: true)
    }
  }
}
