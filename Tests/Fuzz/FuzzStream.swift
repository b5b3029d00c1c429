// Feeds the same bytes to the parts of the stream path in one block and in pieces, the cuts chosen by the input itself:
// the first byte says how many bytes behind it are lengths of pieces. No cut may show, and text must come out as UTF-8.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzStream(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let lengths = input.dropFirst().prefix(Int(first & 31))
  let bytes = Array(input.dropFirst(1 + lengths.count))
  let pieces = cut(bytes, lengths.map { Int($0) })

  for limit in [40, 1 << 20] {
    precondition(Decoded(pieces, limit) == Decoded([bytes], limit), "a cut shows in the events")
  }
  precondition(Decoded(pieces, 40).events.allSatisfy { $0.data.count <= 40 }, "an event passed its limit")
  for limit in [40, 1 << 20] {
    precondition(Objects(pieces, limit) == Objects([bytes], limit), "a cut shows in the objects")
  }
  precondition(Objects(pieces, 40).events.allSatisfy { $0.data.count <= 40 }, "an object passed its limit")
  let text = Joined([bytes])
  precondition(Joined(pieces) == text, "a cut shows in the text")
  precondition(String(validating: text.bytes, as: UTF8.self) != nil, "the joined text is not UTF-8")
  let channels = Channels([bytes])
  precondition(Channels(pieces) == channels, "a cut shows in the channels")
  let kept = channels.answer.count + channels.reasoning.count
  precondition(kept <= bytes.count, "the splitter added text")
  // What a reader sees passes both, the joiner first.
  precondition(Channels(text.bytes.map { [$0] }).areText, "the splitter cut a character")
  return 0
}

private struct Objects: Equatable {
  var events: [WireEvent] = []
  var isTooLarge = false

  init(_ pieces: [[UInt8]], _ limit: Int) {
    var decoder = ObjectDecoder(objectSizeLimit: limit)
    do throws(SSEDecoder.EventTooLarge) {
      for piece in pieces { try decoder.feed(piece) { events.append($0) } }
      if let last = decoder.finish() { events.append(last) }
    } catch {
      isTooLarge = true
    }
  }
}

private struct Decoded: Equatable {
  var events: [WireEvent] = []
  var isTooLarge = false

  init(_ pieces: [[UInt8]], _ limit: Int) {
    var decoder = SSEDecoder(eventSizeLimit: limit)
    do throws(SSEDecoder.EventTooLarge) {
      for piece in pieces { try decoder.feed(piece) { events.append($0) } }
      if let last = decoder.finish() { events.append(last) }
    } catch {
      isTooLarge = true
    }
  }
}

private struct Joined: Equatable {
  var bytes: [UInt8] = []
  var replacements: Int

  init(_ pieces: [[UInt8]]) {
    var joiner = TextJoiner()
    for piece in pieces { bytes += joiner.join(piece) }
    bytes += joiner.finish()
    replacements = joiner.replacements
  }
}

private struct Channels: Equatable {
  var answer: [UInt8] = []
  var reasoning: [UInt8] = []

  init(_ pieces: [[UInt8]]) {
    var splitter = ThinkTagSplitter()
    for piece in pieces { take(splitter.split(piece)) }
    take(splitter.finish())
  }

  var areText: Bool {
    String(validating: answer, as: UTF8.self) != nil && String(validating: reasoning, as: UTF8.self) != nil
  }

  private mutating func take(_ pieces: [ThinkTagSplitter.Piece]) {
    for piece in pieces {
      switch piece {
      case .answer(let bytes): answer += bytes
      case .reasoning(let bytes): reasoning += bytes
      }
    }
  }
}
