/// What is kept of calls.
package struct RecordingSettings: Sendable, Equatable {
  /// Whether prompts and answers are kept at all; false is `--no-log` for every call.
  package var isLogged: Sourced<Bool>?
  /// How long what went over the wire is kept, in days; nil for what is usual, `forever` as zero.
  package var days: Sourced<Int>?
  /// How much of it, in bytes; nil for any size.
  package var mostBytes: Sourced<Int>?

  /// How long it is kept where nobody says, in days.
  package static let usualDays = 90

  package init() {}

  /// Whether the prompt and answer of a call are kept, where the command line says so or not.
  package func keepsTexts(_ isTyped: Bool) -> Bool { isTyped && isLogged?.value != false }

  /// How long it is kept; nil for ever.
  package var age: Duration? {
    let days = days?.value ?? Self.usualDays
    return days > 0 ? .seconds(days * 86_400) : nil
  }
}

/// Reads the keys `log` and `recordings`.
struct RecordingReader {
  private static let keys = ["days", "megabytes"]

  let reader: SettingReader
  let origin: (YAMLNode.Member) -> Origin

  /// Throws `LLMError` of kind `configuration`.
  func apply(_ member: YAMLNode.Member, to settings: inout Settings) throws(LLMError) {
    if member.name == "log" {
      let isLogged = try reader.bool(member)
      // A project may ask for less to be kept, and not for more than its user wants.
      if reader.file.isProjectFile, isLogged, settings.recordings.isLogged?.value == false { return }
      settings.recordings.isLogged = Sourced(isLogged, origin(member))
      return
    }
    if reader.file.isProjectFile {
      throw reader.file.error(
        "a project file cannot say how long recordings are kept", at: member.line,
        advice: "'log: false' keeps nothing; the rest belongs into the user configuration")
    }
    for key in try reader.members(member.value, of: "recordings", allowed: Self.keys) {
      if key.name == "megabytes" {
        settings.recordings.mostBytes = Sourced(try reader.integer(key, in: 1...10_000_000) << 20, origin(key))
      } else if try reader.text(key) == "forever" {
        settings.recordings.days = Sourced(0, origin(key))
      } else {
        settings.recordings.days = Sourced(try reader.integer(key, in: 1...36_500), origin(key))
      }
    }
  }
}
