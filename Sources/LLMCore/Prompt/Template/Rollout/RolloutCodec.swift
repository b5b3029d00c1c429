/// A rollout as the text of its file: JSON that people may read and mend.
package enum RolloutCodec {
  /// Why a file cannot be used, as a phrase.
  package struct Mistake: Error, Equatable {
    package let phrase: String
  }

  /// The text of a file with this.
  package static func encode(_ rollout: Rollout) -> [UInt8] {
    let tracks = rollout.tracks.map { track in
      JSONValue.object([
        JSONMember("name", .string(track.name)), JSONMember("label", .string(track.label)),
        JSONMember("entries", .array(track.entries.map(\.json))),
      ])
    }
    return JSONWriter.bytes(of: ["version": .integer(1), "labels": .array(tracks)]) + [Byte.lineFeed]
  }

  /// Throws `Mistake` for what no llmctl wrote. A member that nobody knows is one: whoever would write the file anew would lose it.
  package static func decode(_ bytes: [UInt8]) throws(Mistake) -> Rollout {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.parse(bytes) } catch {
      throw Mistake(phrase: "it is not JSON: \(error.reason.rawValue) at byte \(error.offset)")
    }
    guard value["version"]?.integer == 1 else { throw Mistake(phrase: "its version is not 1") }
    try check(value, ["version", "labels"], "the file")
    guard let list = value["labels"]?.elements else { throw Mistake(phrase: "it has no list 'labels'") }
    var rollout = Rollout()
    for (index, element) in list.enumerated() {
      let which = "label \(index + 1)"
      try check(element, ["name", "label", "entries"], which)
      guard let name = element["name"]?.text, TemplateReference.isName(name), let label = element["label"]?.text,
        TemplateReference.isLabel(label), let entries = element["entries"]?.elements, !entries.isEmpty
      else { throw Mistake(phrase: "\(which) needs a name, a label and entries") }
      guard !rollout.tracks.contains(where: { $0.name == name && $0.label == label }) else {
        throw Mistake(phrase: "\(which) stands twice")
      }
      var track = Rollout.Track(name: name, label: label, entries: [])
      for element in entries { track.entries.append(try entry(element, track.entries.count, which)) }
      rollout.tracks.append(track)
    }
    return rollout
  }

  private static func entry(_ value: JSONValue, _ index: Int, _ which: String) throws(Mistake) -> RolloutEntry {
    let which = "entry \(index + 1) of \(which)"
    try check(value, ["shares", "by_tag", "cause", "at", "before"], which)
    var shares: [RolloutEntry.Share] = []
    for member in value["shares"]?.members ?? [] {
      guard let number = TemplateReference.number(of: member.name), let percent = member.value.integer else {
        throw Mistake(phrase: "\(which): '\(member.name)' is no share of a version")
      }
      shares.append(RolloutEntry.Share(number, percent: percent))
    }
    guard let cause = value["cause"]?.text.flatMap(RolloutEntry.Cause.init(rawValue:)) else {
      throw Mistake(phrase: "\(which): 'cause' is not known")
    }
    let tag = try member("by_tag", of: value, which) { $0.text }
    let moment = try member("at", of: value, which) { $0.text }
    let before = try member("before", of: value, which) { $0.integer }
    guard before.map({ (0..<index).contains($0) }) ?? true else {
      throw Mistake(phrase: "\(which): 'before' is no earlier entry")
    }
    let entry = RolloutEntry(
      shares, tag: tag, cause: cause, moment: moment ?? "", before: before)
    guard entry.isSound else { throw Mistake(phrase: "\(which): the shares do not add up to 100") }
    return entry
  }

  /// A member that may be missing or null, and must be what it is otherwise.
  private static func member<Value>(
    _ name: String, of value: JSONValue, _ which: String, _ read: (JSONValue) -> Value?
  ) throws(Mistake) -> Value? {
    guard let member = value[name], member != .null else { return nil }
    guard let read = read(member) else { throw Mistake(phrase: "\(which): '\(name)' is of another type") }
    return read
  }

  private static func check(_ value: JSONValue, _ names: [String], _ which: String) throws(Mistake) {
    guard let members = value.members else { throw Mistake(phrase: "\(which) is no object") }
    for member in members where !names.contains(member.name) {
      throw Mistake(phrase: "\(which) has an unknown member '\(member.name)'")
    }
  }
}
