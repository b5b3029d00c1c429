/// The findings that a project has accepted for now: a committed file, one finding a line and sorted, so that versions merge.
package struct Baseline: Sendable, Equatable {
  /// The version of the format; a file with a higher one is refused.
  package static let version = 1
  private static let type = "llmctl-review-baseline"

  package let findings: [KnownFinding]

  /// Sorted by path and fingerprint, and each once.
  package init(_ findings: [KnownFinding]) {
    var seen: Set<String> = []
    self.findings =
      findings.map { (key: ($0.path, $0.fingerprint, $0.line), finding: $0) }
      .sorted { left, right in
        left.key.0 != right.key.0 ? left.key.0 < right.key.0 : (left.key.1, left.key.2) < (right.key.1, right.key.2)
      }
      .map(\.finding)
      .filter { seen.insert(Hexadecimal.text(of: $0.path.bytes) + $0.fingerprint + String($0.line)).inserted }
  }

  /// The file's bytes.
  package var bytes: [UInt8] {
    var text = Array("{\n\"type\":\"\(Self.type)\",\n\"version\":\(Self.version),\n\"findings\":[".utf8)
    for (index, finding) in findings.enumerated() {
      text += (index == 0 ? "\n" : ",\n").utf8
      text += JSONWriter.bytes(of: .object(finding.members))
    }
    return text + Array("\n]\n}\n".utf8)
  }

  /// Reads a file; `path` is what errors call it. Members that are not known are passed over.
  ///
  /// Throws `LLMError` of kind `inputInvalid` for what is no baseline, with the line where that can be told.
  package init(reading bytes: [UInt8], path: String) throws(LLMError) {
    func invalid(_ reason: String) -> LLMError {
      LLMError(
        .inputInvalid, "cannot read the baseline \(path): \(reason)",
        advice: "Put it back from version control, or write it anew with --write-baseline")
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONReader.parse(bytes)
    } catch {
      throw invalid(
        "line \(bytes.line(at: error.offset)): \(bytes.hasConflict ? "a merge conflict" : error.reason.rawValue)")
    }
    guard value["type"]?.text == Self.type, let version = value["version"]?.integer,
      let elements = value["findings"]?.elements
    else { throw invalid("it is not a baseline of llmctl review") }
    guard version <= Self.version else { throw invalid("its version \(version) is newer than this llmctl") }
    var findings: [KnownFinding] = []
    for (index, element) in elements.enumerated() {
      guard let finding = KnownFinding(element) else { throw invalid("finding \(index + 1) is incomplete") }
      findings.append(finding)
    }
    self.init(findings)
  }
}

extension [UInt8] {
  /// The number of the line that has the byte at an offset.
  func line(at offset: Int) -> Int { prefix(offset).count { $0 == 0x0A } + 1 }

  /// Whether git left the marks of a conflict in the text.
  var hasConflict: Bool {
    split(separator: 0x0A).contains { $0.starts(with: "<<<<<<< ".utf8) || $0.starts(with: ">>>>>>> ".utf8) }
  }
}
