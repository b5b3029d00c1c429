/// Which headers go where: to the server and to the program everything that is not about one connection, into the file what
/// clients read.
package enum CassetteHeaders {
  /// Headers about one connection and not about the message (RFC 9110, §7.6.1).
  private static let ofTheConnection: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "expect",
  ]

  /// What a program sent, for the server. It is asked for an answer that is not compressed, since the file is to be read.
  package static func forwarded(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    let dropped = ofTheConnection.union(["host", "content-length", "accept-encoding"])
    return endToEnd(headers, without: dropped) + [HTTPHeader("accept-encoding", "identity")]
  }

  /// What a server answered, for the program. Where its body was compressed it is not any more, and has another length.
  package static func returned(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    let dropped = isUnpacked(headers) ? ["content-encoding", "content-length", "content-md5", "digest", "etag"] : []
    return endToEnd(headers, without: ofTheConnection.union(dropped))
  }

  /// What the file has, for the program. How the body is sent is not for the file to say.
  package static func played(_ headers: [HTTPHeader]) -> [HTTPHeader] {
    let dropped = isEncoded(headers) ? ["content-length"] : ["content-encoding", "content-length"]
    return endToEnd(headers, without: ofTheConnection.union(dropped))
  }

  /// Whether a reply's body was compressed in a way that the transport undid.
  private static func isUnpacked(_ headers: [HTTPHeader]) -> Bool {
    headers.contains { $0.name == "content-encoding" && ["gzip", "x-gzip", "deflate"].contains($0.value.lowercased()) }
  }

  /// Whether a reply's body is compressed in a way that only the program may know.
  package static func isEncoded(_ headers: [HTTPHeader]) -> Bool {
    headers.contains { $0.name == "content-encoding" && $0.value.lowercased() != "identity" } && !isUnpacked(headers)
  }

  private static func endToEnd(_ headers: [HTTPHeader], without dropped: Set<String>) -> [HTTPHeader] {
    let named = headers.filter { $0.name == "connection" }.flatMap { $0.value.lowercased().split(separator: ",") }
    let names = dropped.union(named.map { $0.split(separator: " ").joined() })
    return headers.filter { !names.contains($0.name) }
  }

  /// The headers of a request that the file shows: what changes the meaning of the body.
  package static func recorded(ofRequest headers: [HTTPHeader]) -> [HTTPHeader] {
    let kept: Set = ["content-type", "anthropic-version", "anthropic-beta", "openai-beta"]
    return headers.filter { kept.contains($0.name) }
  }

  /// The headers of a reply that clients read: what the body is, whom to ask about it, when to come again, where to go.
  package static func recorded(ofReply headers: [HTTPHeader]) -> [HTTPHeader] {
    let kept: Set = [
      "content-type", "location", "retry-after", "retry-after-ms", "x-should-retry", "x-request-id", "request-id",
      "apim-request-id", "x-generation-id", "openai-model", "openai-processing-ms", "openai-version",
    ]
    let isEncoded = isEncoded(headers)
    return headers.filter { header in
      kept.contains(header.name) || isEncoded && header.name == "content-encoding"
        || header.name.hasPrefix("x-ratelimit-")
        || header.name.hasPrefix("anthropic-ratelimit-")
    }
  }

  /// Whether a reply is a stream, whose pieces matter.
  ///
  /// - Parameter beginning: the first bytes of the body. A JSON array whose length is not told is how Gemini streams.
  package static func isStream(_ headers: [HTTPHeader], beginning: [UInt8]?) -> Bool {
    func value(_ name: String) -> String? { headers.first { $0.name == name }?.value.lowercased() }
    let type = value("content-type")?.prefix { $0 != ";" && $0 != " " } ?? ""
    if type.hasPrefix("text/event-stream") || type.hasSuffix("ndjson") || type.hasSuffix("jsonl")
      || type == "application/vnd.amazon.eventstream" || type.hasSuffix("json-seq") || type.hasSuffix("stream+json")
      || type.hasPrefix("audio/")
    {
      return true
    }
    return type == "application/json" && value("content-length") == nil && beginning?.first == UInt8(ascii: "[")
  }
}
