/// A decoder that leaves the order of events to `ReplyProgress`.
protocol ProgressDecoder: ReplyDecoder {
  var progress: ReplyProgress { get }
}

extension ProgressDecoder {
  package var hasFinished: Bool { progress.hasFinished }
  package var isAtEnd: Bool { progress.isAtEnd }
}

/// One of a dialect whose events all have the same shape, that of a whole answer.
protocol ValueDecoder: ProgressDecoder {
  /// Takes one event, or the whole answer.
  mutating func take(_ value: WireValue, _ emit: (StreamEvent) -> Void)
}

extension ValueDecoder {
  package mutating func decode(_ event: WireEvent, _ emit: (StreamEvent) -> Void) {
    if let value = progress.read(event, emit) { take(value, emit) }
  }

  package mutating func decodeWhole(_ body: [UInt8], _ emit: (StreamEvent) -> Void) throws(JSONError) {
    take(try WireValue(body), emit)
  }
}
