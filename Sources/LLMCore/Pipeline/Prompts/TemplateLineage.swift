/// All versions of one template.
struct TemplateLineage: Sendable {
  let name: String
  let shelf: TemplateLibrary.Shelf
  let files: [TemplateShelf.File]
  /// Whether another template of this name stands behind it.
  let hasOthers: Bool
  let rollouts: RolloutFile
  let context: AppContext

  /// A file that cannot be used.
  struct Failure: Sendable {
    let file: TemplateShelf.File
    /// Which version it would be; nil where nobody can tell.
    let number: Int?
    let error: LLMError
  }

  /// The versions by number, and why files cannot be used.
  func all() -> (versions: [TemplateVersion], failures: [Failure]) {
    var versions: [Int: TemplateVersion] = [:]
    var failures: [Failure] = []
    for file in files {
      do throws(LLMError) {
        let version = try file.read(context)
        if let twin = versions[version.number] {
          // A user's own version stands before the built-in one of its number.
          guard version.origin == twin.origin else { continue }
          failures.append(Failure(file: file, number: version.number, error: Self.twins(version, twin)))
        } else {
          versions[version.number] = version
        }
      } catch {
        failures.append(Failure(file: file, number: file.number, error: error))
      }
    }
    return (versions.values.sorted { $0.number < $1.number }, failures)
  }

  /// The highest number that a file has, whether or not it can be used.
  var highestNumber: Int {
    let (versions, failures) = all()
    return max(versions.last?.number ?? 0, failures.compactMap(\.number).max() ?? 0)
  }

  /// The versions by number.
  ///
  /// Throws `LLMError` where none can be used.
  func versions() throws(LLMError) -> [TemplateVersion] {
    let (versions, failures) = all()
    if versions.isEmpty, let failure = failures.first { throw failure.error }
    return versions
  }

  /// The version that a reference means.
  ///
  /// - Parameter tags: of the call that asks, for those who get a version by the value of a tag.
  ///
  /// Throws `LLMError`: `inputMissing` for a version that there is not, and why its file cannot be used; `damaged` where nobody can tell
  /// what a label stands for.
  func version(_ selector: TemplateReference.Selector, tags: [JSONMember] = []) throws(LLMError) -> TemplateVersion {
    switch selector {
    case .number(let number): return try version(number, "it is asked for")
    case .usual:
      if let entry = try rollouts.read().entry(name, Rollout.usualLabel) {
        return try version(entry.number(for: hash(entry, tags)), "it is in \(Rollout.usualLabel)")
      }
      let (versions, failures) = all()
      // A newest version that cannot be used, or that two files are, is told of, and not passed over. So is a file of which nobody can
      // tell which version it would be.
      if let failure = failures.last(where: { $0.number ?? .max >= versions.last?.number ?? 0 }) { throw failure.error }
      guard let newest = versions.last else { throw missing("a version that can be used") }
      return newest
    case .word(let word):
      let rollout = try rollouts.read()
      if let entry = rollout.entry(name, word) {
        return try version(entry.number(for: hash(entry, tags)), "\(word) is set to it")
      }
      return try version(ofHash: word, labels: rollout.labels(of: name).map(\.label))
    }
  }

  private func version(_ number: Int, _ reason: String) throws(LLMError) -> TemplateVersion {
    let (versions, failures) = all()
    // Of two files of one number, nobody can tell which one is meant.
    if let failure = failures.first(where: { $0.number == number }) { throw failure.error }
    if let version = versions.first(where: { $0.number == number }) { return version }
    if let failure = failures.first(where: { $0.number == nil }) { throw failure.error }
    throw LLMError(
      .inputMissing, "there is no v\(number) of the template '\(name)', and \(reason)",
      advice: "There is \(versions.map { "v\($0.number)" }.joined(separator: ", "))")
  }

  private func version(ofHash word: String, labels: [String]) throws(LLMError) -> TemplateVersion {
    let found = TemplateReference.isHashStart(word) ? try versions().filter { $0.hash.hasPrefix(word) } : []
    guard Set(found.map(\.hash)).count < 2 else {
      throw LLMError(.usage, "'\(word)' is the start of several hashes of '\(name)'", advice: "Give more of it")
    }
    // The same content under two numbers is the same content.
    if let newest = found.last { return newest }
    let nearest = Suggestion.nearest(to: word, among: labels)
    throw LLMError(
      .inputMissing, "the template '\(name)' has no label '\(word)'",
      advice: nearest.map { "Did you mean '\(name)@\($0)'?" }
        ?? "'llmctl prompts use \(name)@vN --label \(word)' makes one")
  }

  /// Decides on which side somebody is: by the value of a tag, or by who the user is.
  private func hash(_ entry: RolloutEntry, _ tags: [JSONMember]) -> UInt32 {
    let value = entry.tag.flatMap { tag in tags.last { $0.name == tag } }?.value
    let user = context.environment["LOGNAME"] ?? context.environment["USER"] ?? context.environment["HOME"] ?? ""
    let key = value.map { "tag\0" + ($0.text ?? JSONWriter.text(of: $0)) } ?? "user\0\(user)"
    return UInt32(ContentHash.sha256(Array("\(name)\0\(key)".utf8)).prefix(8), radix: 16) ?? 0
  }

  private func missing(_ what: String) -> LLMError {
    LLMError(.inputMissing, "the template '\(name)' has not \(what)")
  }

  private static func twins(_ one: TemplateVersion, _ other: TemplateVersion) -> LLMError {
    LLMError(
      .inputInvalid, "\(one.place) and \(other.place) are both v\(one.number) of '\(one.name)'",
      advice: "Rename one of them, or give it another 'version'")
  }
}
