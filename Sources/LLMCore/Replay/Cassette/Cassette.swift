/// HTTP calls that were recorded, to be played back: what a program under test asked, and what it was answered.
package struct Cassette: Sendable, Equatable {
  /// The version of the file's form.
  package static let version = 1

  /// In the order in which they were begun.
  package var calls: [CassetteCall]

  package init(calls: [CassetteCall]) { self.calls = calls }
}

/// One call.
package struct CassetteCall: Sendable, Equatable {
  package var request: CassetteRequest
  package var reply: CassetteReply
  /// The line of the file that it begins on; nil for one that was not read from a file.
  package var line: Int?

  package init(request: CassetteRequest, reply: CassetteReply, line: Int? = nil) {
    self.request = request
    self.reply = reply
    self.line = line
  }
}

/// What was asked, without anything secret.
package struct CassetteRequest: Sendable, Equatable {
  /// The name of the route it took, such as `openai`.
  package var route: String
  /// Such as `POST`.
  package var method: String
  /// Path and query below the route, such as `/v1/chat/completions`.
  package var path: String
  /// Those that are worth reading; none of them decides what is played.
  package var headers: [HTTPHeader]
  package var body: CassetteBody

  package init(route: String, method: String, path: String, headers: [HTTPHeader] = [], body: CassetteBody = .none) {
    self.route = route
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}

/// What came back.
package struct CassetteReply: Sendable, Equatable {
  /// How it ended.
  package enum Ending: String, Sendable, CaseIterable {
    case complete
    /// The connection broke.
    case cut
    /// The program did not want the rest.
    case abandoned
  }

  /// The body.
  package enum Content: Sendable, Equatable {
    /// In one piece, however it came.
    case whole(CassetteBody)
    /// A stream, in the pieces in which it came.
    case chunks([[UInt8]])
  }

  /// The HTTP status; nil where the connection broke before there was one.
  package var status: Int?
  package var headers: [HTTPHeader]
  package var content: Content
  package var ending: Ending
  /// Milliseconds from the request to the head, and to each of the chunks. There may be fewer than chunks where somebody changed
  /// the file.
  package var timing: [Int]

  package init(
    status: Int?, headers: [HTTPHeader] = [], content: Content = .whole(.none), ending: Ending = .complete,
    timing: [Int] = []
  ) {
    self.status = status
    self.headers = headers
    self.content = content
    self.ending = ending
    self.timing = timing
  }

  /// The body in the pieces in which it is written.
  package var pieces: [[UInt8]] {
    switch content {
    case .whole(let body): body.bytes.isEmpty ? [] : [body.bytes]
    case .chunks(let chunks): chunks
    }
  }

  /// The moment of a piece, counted from the request.
  package func moment(ofPiece index: Int) -> Duration {
    .milliseconds(timing.isEmpty ? 0 : timing[min(index + 1, timing.count - 1)])
  }
}
