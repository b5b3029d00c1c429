internal import Crypto

/// Names a question by all that its answer depends on: dialect, provider, address, model, and the whole request. Labels of keys,
/// tags and time limits are no part of it, nor is whether the answer comes in pieces.
package struct CacheKey: Sendable, Equatable {
  /// Entries under keys that were made otherwise are never found.
  private static let version = 1

  package let dialect: String
  package let provider: String
  /// Where the request goes. May tell more than others should know, so it is only hashed.
  private let address: String
  package let model: String
  /// Bytes of the request.
  package let requestBytes: Int
  /// 64 hexadecimal digits: the SHA-256 of all parts, each behind its length.
  package let text: String

  /// - Parameter body: of the request in its `canonical` form.
  package init(dialect: String, provider: String, address: String, model: String, body: [UInt8]) {
    (self.dialect, self.provider, self.address, self.model) = (dialect, provider, address, model)
    requestBytes = body.count
    var hash = SHA256()
    for part in ["llmctl-answer-\(Self.version)", dialect, provider, address, model] {
      hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
    }
    hash.update(data: Array("\(body.count):".utf8))
    hash.update(data: body)
    text = Hexadecimal.text(of: Array(hash.finalize()))
  }

  /// The request in the one form in which all that ask the same are equal: as a stream, with its options in the order of their names.
  package static func canonical(_ request: ChatRequest) -> ChatRequest {
    var request = request
    request.streams = true
    request.options.sort { $0.name < $1.name }
    return request
  }
}
