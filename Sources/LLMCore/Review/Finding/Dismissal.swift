/// A finding that somebody decided is none, and why.
package struct Dismissal: Sendable, Equatable {
  package let finding: KnownFinding
  package let reason: String
  package let author: String
  /// RFC 3339.
  package let date: String

  package init(_ finding: KnownFinding, reason: String, author: String, date: String) {
    self.finding = finding
    self.reason = reason
    self.author = author
    self.date = date
  }
}

/// The file of dismissals, `.llmctl/review-dismissed.jsonl`: one a line, only appended to, so that a dismissal is one write and two
/// branches merge by taking both (`merge=union`). Taking one back is deleting its line.
package struct Dismissals: Sendable, Equatable {
  package static let version = 1

  package let entries: [Dismissal]

  package init(_ entries: [Dismissal]) { self.entries = entries }

  /// The line to append for a dismissal, with its line feed.
  package static func line(_ dismissal: Dismissal) -> [UInt8] {
    let members: [JSONMember] =
      [
        JSONMember("version", .integer(version)), JSONMember("date", .string(dismissal.date)),
        JSONMember("author", .string(dismissal.author)), JSONMember("reason", .string(dismissal.reason)),
      ] + dismissal.finding.members
    return JSONWriter.bytes(of: .object(members)) + [0x0A]
  }

  /// What to append to a file for a dismissal: on a line of its own, also where the file's last line is not ended.
  package static func addition(_ dismissal: Dismissal, to file: [UInt8]) -> [UInt8] {
    (file.last.map { $0 == 0x0A } ?? true ? [] : [0x0A]) + line(dismissal)
  }

  /// Reads a file; `path` is what errors call it. Blank lines and members that are not known are passed over.
  ///
  /// Throws `LLMError` of kind `inputInvalid` with the line that cannot be read: a dismissal that is overlooked would bring its
  /// finding back.
  package init(reading bytes: [UInt8], path: String) throws(LLMError) {
    var entries: [Dismissal] = []
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { !$0.isBlank }) else { continue }
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONReader.parse(bytes, in: line.startIndex..<line.endIndex)
      } catch {
        throw Self.invalid(path, number, bytes.hasConflict ? "a merge conflict" : error.reason.rawValue)
      }
      guard let version = value["version"]?.integer, version <= Self.version else {
        throw Self.invalid(path, number, "its version is not known to this llmctl")
      }
      guard let finding = KnownFinding(value), let reason = value["reason"]?.text else {
        throw Self.invalid(path, number, "a member is missing")
      }
      entries.append(
        Dismissal(
          finding, reason: reason, author: value["author"]?.text ?? "", date: value["date"]?.text ?? ""))
    }
    self.init(entries)
  }

  private static func invalid(_ path: String, _ line: Int, _ reason: String) -> LLMError {
    LLMError(
      .inputInvalid, "cannot read \(path), line \(line): \(reason)",
      advice: "Mend the line or delete it; a deleted dismissal only brings its finding back")
  }
}
