/// Holds suggested patches against what git says: those that it would not apply are shown as text.
struct PatchProof {
  let context: AppContext
  let reporter: Reporter

  /// The findings, those patches left out that `git apply` refuses. Of a diff that somebody gave nobody knows the files; its patches
  /// fit the lines that it shows.
  func check(_ findings: [ReviewFinding], of change: ReviewedChange) -> [ReviewFinding] {
    guard let files = change.newFiles, findings.contains(where: { $0.suggestion?.patch != nil }) else {
      return findings
    }
    let index = temporaryIndex
    defer {
      do throws(FileError) { try context.tree.remove(RawPath(index)) } catch {
        reporter.detail("\(index) is left over: \(error.phrase)")
      }
    }
    do throws(LLMError) {
      let check = try PatchCheck(GitProgram(programs: context.programs), of: files, top: change.top, index: index)
      return try findings.map { (finding) throws(LLMError) in
        guard let patch = finding.suggestion?.patch, try !check.applies(patch) else { return finding }
        return finding.withoutPatch
      }
    } catch {
      reporter.detail("patches cannot be checked, so they are shown as text: \(error.message)")
      return findings.map(\.withoutPatch)
    }
  }

  /// Of a name that nobody else has.
  private var temporaryIndex: String {
    var random = ChanceGenerator(chance: context.chance)
    return "\(context.environment["TMPDIR"] ?? "/tmp")/llmctl-index-\(String(random.next(), radix: 36))"
  }
}

extension ReviewFinding {
  /// The same, its suggestion as text only.
  fileprivate var withoutPatch: ReviewFinding {
    var finding = self
    finding.suggestion?.patch = nil
    return finding
  }
}
