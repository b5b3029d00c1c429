/// One try as it went over the wire: what was sent, and what came back when. Credentials are not in it.
package struct RecordedExchange: Sendable, Equatable {
  /// A stretch of the reply that came in one piece.
  package struct Piece: Sendable, Equatable {
    /// Since the request was sent, in microseconds.
    package var offset: Int
    /// Where it ends in the reply's body.
    package var end: Int

    package init(offset: Int, end: Int) { (self.offset, self.end) = (offset, end) }
  }

  package var method: String
  package var url: String
  /// Names in lower case. Of headers that are not known to be harmless the value is `withheld`.
  package var requestHeaders: [HTTPHeader]
  package var requestBody: [UInt8]
  /// Texts that stand in the body with JSON's escapes, for whoever keeps them once for all. Not read back.
  package var requestTexts: [String] = []
  /// From the beginning of the call until the request left, in milliseconds.
  package var sentAfter: Int
  /// Nil where no reply began.
  package var status: Int?
  package var replyHeaders: [HTTPHeader] = []
  /// As received, whatever it is; `isCut` where more came than is kept.
  package var replyBody: [UInt8] = []
  package var pieces: [Piece] = []
  package var isCut = false
  /// Whether the body was left out because it told a secret.
  package var isWithheld = false
  /// What broke it below HTTP, in a phrase; nil where the reply came to its end or was given up on.
  package var breakage: String?

  package init(
    method: String, url: String, requestHeaders: [HTTPHeader], requestBody: [UInt8], sentAfter: Int
  ) {
    self.method = method
    self.url = url
    self.requestHeaders = requestHeaders
    self.requestBody = requestBody
    self.sentAfter = sentAfter
  }

  /// Leaves the reply's body out.
  package mutating func withholdReply() { (replyBody, pieces, isWithheld) = ([], [], true) }

  /// What stands in place of a header's value that may be a secret.
  package static let withheld = "[not recorded]"
}
