internal import Synchronization

/// The cassette of one run while it is played and recorded: every call that ends is in the file before the next one ends.
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
    var secrets: [Secret] = []
    var misses: [CassetteMiss] = []
    /// Counts changes, so that one writing serves all calls that ended before it.
    var version = 0
    var failure: FileError?
  }

  private let path: RawPath
  private let tree: any FileTree
  private let records: Bool
  private let state: Mutex<State>
  /// The version that is in the file; locked while it is written.
  private let written = Mutex(0)

  /// - Parameters:
  ///   - kept: what the file has, and goes on to have.
  ///   - records: whether requests that are not known are for the provider.
  ///   - secrets: the keys that are known from the beginning.
  init(
    _ path: RawPath, in tree: any FileTree, player: CassettePlayer, kept: [CassetteCall], records: Bool,
    secrets: [Secret]
  ) {
    (self.path, self.tree, self.records) = (path, tree, records)
    state = Mutex(State(player: player, kept: kept.map(CassetteWriter.text).joined(), secrets: secrets))
  }

  // MARK: Calls

  /// The mask over all keys known by now, with those of a request that comes in. What was recorded before is masked once more
  /// where one of them is new.
  func mask(adding found: [Secret]) -> CassetteMask {
    state.withLock { state in
      let new = found.filter { secret in !state.secrets.contains { $0.hasSameBytes(as: secret) } }
      state.secrets += new
      let mask = CassetteMask(secrets: state.secrets)
      guard !new.isEmpty else { return mask }
      for index in state.entries.indices {
        guard let call = state.entries[index].call else { continue }
        let masked = mask.masked(call)
        guard masked != call else { continue }
        state.entries[index].call = masked
        state.entries[index].text = CassetteWriter.text(masked)
        state.version += 1
      }
      return mask
    }
  }

  /// Decides what becomes of a request. A place is kept for one that is recorded: calls stand in the order in which they began.
  func action(for request: CassetteRequest) -> Action {
    state.withLock { state in
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

  /// Records the reply to a request, and writes the file.
  func finish(_ number: Int, _ reply: CassetteReply) {
    state.withLock { state in
      // Keys may have come into play while it was under way.
      let mask = CassetteMask(secrets: state.secrets)
      let call = mask.masked(CassetteCall(request: state.entries[number].request, reply: reply))
      state.entries[number].call = call
      state.entries[number].text = CassetteWriter.text(call)
      state.version += 1
    }
    write()
  }

  // MARK: The file

  /// Puts all calls that ended into the file.
  private func write() {
    written.withLock { written in
      let (version, blocks) = state.withLock { state in
        (state.version, state.kept + state.entries.map(\.text).joined())
      }
      guard version > written else { return }
      do throws(FileError) {
        let text = Array((CassetteWriter.opening + blocks).utf8)
        try tree.replace(path, text, as: .shared, makesFolders: true)
        written = version
      } catch {
        state.withLock { $0.failure = error }
      }
    }
  }

  // MARK: What came of it

  /// How many calls were recorded.
  var recordedCount: Int { state.withLock { $0.entries.count { $0.call != nil } } }

  /// The requests that could not be answered, each once, however often it was tried.
  var misses: [CassetteMiss] {
    state.withLock { state in
      var misses: [CassetteMiss] = []
      for miss in state.misses where !misses.contains(where: { $0.request == miss.request }) { misses.append(miss) }
      return misses
    }
  }

  /// The calls that could have been played and were not.
  var unplayed: [(number: Int, call: CassetteCall)] {
    state.withLock { state in state.player.unplayed.map { ($0, state.player.calls[$0]) } }
  }

  /// The calls that can be played.
  var playable: [CassetteCall] { state.withLock { $0.player.calls } }

  /// Why the file could not be written at last; nil where it could.
  var failure: FileError? {
    write()
    return state.withLock { $0.failure }
  }
}
