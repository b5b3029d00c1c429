internal import Synchronization

/// The cassette of one run while it is played and recorded.
final class CassetteTape: Sendable {
  /// What to do with a request.
  enum Action: Sendable {
    case play(CassetteReply)
    /// Ask the provider, and record under this number.
    case record(Int)
    case refuse(CassetteMiss)
  }

  private struct Entry {
    var request: CassetteRequest
    /// Nil while the call is under way, and for one that came to nothing.
    var call: CassetteCall?
    /// Its block of the file.
    var text = ""
  }

  private struct State {
    var player: CassettePlayer
    /// What the file had and keeps, as its blocks.
    let kept: String
    var entries: [Entry] = []
    var secrets: [Secret]
    /// Over all of the secrets.
    var mask: CassetteMask
    var misses: [CassetteMiss] = []
    var requestCount = 0
    /// Counts changes, so that one writing serves all calls that ended before it.
    var version = 0
  }

  private let records: Bool
  private let state: Mutex<State>
  /// Is told of every change.
  private let changed: @Sendable () -> Void

  /// - Parameters:
  ///   - kept: what the file has, and goes on to have.
  ///   - records: whether requests that are not known are for the provider.
  ///   - secrets: the keys that are known from the beginning.
  init(
    player: CassettePlayer, kept: [CassetteCall], records: Bool, secrets: [Secret],
    changed: @escaping @Sendable () -> Void
  ) {
    (self.records, self.changed) = (records, changed)
    state = Mutex(
      State(
        player: player, kept: kept.map(CassetteWriter.text).joined(), secrets: secrets,
        mask: CassetteMask(secrets: secrets)))
  }

  // MARK: Calls

  /// The mask over all keys known by now, with those of a request that comes in. What was recorded before is masked once more
  /// where one of them is new.
  func mask(adding found: [Secret]) -> CassetteMask {
    state.withLock { state in
      let new = found.filter { secret in !state.secrets.contains { $0.hasSameBytes(as: secret) } }
      guard !new.isEmpty else { return state.mask }
      state.secrets += new
      state.mask = CassetteMask(secrets: state.secrets)
      // What is recorded went through the mask for the others already.
      let mask = CassetteMask(secrets: new)
      for index in state.entries.indices {
        guard let call = state.entries[index].call else { continue }
        let masked = mask.masked(call)
        guard masked != call else { continue }
        state.entries[index].call = masked
        state.entries[index].text = CassetteWriter.text(masked)
        state.version += 1
      }
      return state.mask
    }
  }

  /// Decides what becomes of a request. A place is kept for one that is recorded: calls stand in the order in which they began.
  func action(for request: CassetteRequest) -> Action {
    state.withLock { state in
      state.requestCount += 1
      switch state.player.play(request) {
      case .call(let number): return .play(state.player.calls[number].reply)
      case .miss(let miss):
        guard records else {
          state.misses.append(miss)
          return .refuse(miss)
        }
        state.entries.append(Entry(request: request))
        return .record(state.entries.count - 1)
      }
    }
  }

  /// Counts a request that nothing answers; where it is recorded, that is for the program to judge.
  func note(_ miss: CassetteMiss) {
    if !records { state.withLock { $0.misses.append(miss) } }
  }

  /// Records the reply to a request.
  func finish(_ number: Int, _ reply: CassetteReply) {
    var isKept = false
    while !isKept {
      let (mask, request, known) = state.withLock { ($0.mask, $0.entries[number].request, $0.secrets.count) }
      let call = mask.masked(CassetteCall(request: request, reply: reply))
      let text = CassetteWriter.text(call)
      isKept = state.withLock { state in
        // A key may have come into play meanwhile.
        guard state.secrets.count == known else { return false }
        (state.entries[number].call, state.entries[number].text) = (call, text)
        state.version += 1
        return true
      }
    }
    changed()
  }

  /// What the file is to hold by now, and the number of its version.
  var content: (version: Int, text: String) {
    let (version, kept, texts) = state.withLock { ($0.version, $0.kept, $0.entries.map(\.text)) }
    return (version, CassetteWriter.text(blocks: kept + texts.joined()))
  }

  // MARK: What came of it

  /// How many calls were recorded.
  var recordedCount: Int { state.withLock { $0.entries.count { $0.call != nil } } }

  /// How many requests came that lead to a provider.
  var requestCount: Int { state.withLock { $0.requestCount } }

  /// The requests that could not be answered, each once, however often it was tried.
  var misses: [CassetteMiss] {
    let misses = state.withLock { $0.misses }
    var seen: Set<[UInt8]> = []
    return misses.filter { seen.insert($0.request.fingerprint).inserted }
  }

  /// The calls that could have been played and were not.
  var unplayed: [(number: Int, call: CassetteCall)] {
    state.withLock { state in state.player.unplayed.map { ($0, state.player.calls[$0]) } }
  }

  /// The calls that can be played.
  var playable: [CassetteCall] { state.withLock { $0.player.calls } }
}
