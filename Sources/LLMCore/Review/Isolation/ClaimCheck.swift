/// Looks at what a model says about a change before anybody reads it: whoever wrote the change may have had a hand in it.
///
/// A claim whose quote is proven is never dropped for its words, with one exception: that there is nothing to say. Otherwise a change
/// could have its defects hidden by making the model use the wrong words for them. What leads elsewhere is taken out, and the claim
/// is marked.
package struct ClaimCheck: Sendable {
  /// Why a claim is marked or dropped.
  package enum Reason: String, Sendable, CaseIterable {
    /// Says that nothing is wrong, or asks not to report or to approve.
    case silencing
    /// Leads to an address, or pipes something to a shell, that the change does not have.
    case command
    /// Asks to send or show what is secret, or carries a placeholder of a secret in an address.
    case exfiltration
    /// Repeats the frame of the prompt.
    case frame
  }

  /// A claim as it may be shown.
  package struct Checked: Sendable, Equatable {
    /// With `[link removed]` where an address stood that is not the change's.
    package var message: String
    /// Nil also where it was withheld.
    package var suggestion: String?
    /// In the order of `Reason`; empty for a claim as it should be.
    package var reasons: [Reason]
    /// Whether it says nothing but that there is nothing to say.
    package var isDropped: Bool
  }

  /// Hosts in the text of the change.
  private let hosts: Set<String>
  private let pipesToShell: Bool

  package init(part: PromptPart) {
    var hosts = Self.documentation
    var pipesToShell = false
    let lines = part.files.flatMap { file in file.hunks.flatMap { $0.lines.map(\.text) } }
    for line in lines + [part.commitText] where line.contains(Byte.colon) || line.contains(Byte.bar) {
      let text = Array(line)
      for link in WebLink.links(in: text) { hosts.insert(link.host) }
      pipesToShell = pipesToShell || Self.pipesToShell(text)
    }
    (self.hosts, self.pipesToShell) = (hosts, pipesToShell)
  }

  /// Where standards and weaknesses are described, and names that lead nowhere.
  private static let documentation: Set<String> = [
    "cwe.mitre.org", "cve.mitre.org", "www.cve.org", "nvd.nist.gov", "owasp.org", "www.owasp.org",
    "cheatsheetseries.owasp.org", "www.rfc-editor.org", "datatracker.ietf.org", "developer.mozilla.org",
    "docs.python.org",
    "doc.rust-lang.org", "docs.oracle.com", "learn.microsoft.com", "en.cppreference.com", "go.dev", "pkg.go.dev",
    "docs.swift.org", "localhost", "127.0.0.1", "example.com", "example.org", "example.net",
  ]

  /// A claim's texts, without what leads away from the change.
  package func checked(rule: String, message: String, suggestion: String?) -> Checked {
    var reasons = Set<Reason>()
    let visible = shown(message, &reasons)
    var kept = suggestion
    if let suggestion {
      var found = Set<Reason>()
      _ = shown(suggestion, &found)
      if !found.isEmpty { kept = nil }
      reasons.formUnion(found)
    }
    // Whoever reports an attempt must be able to say what it says.
    if rule != ReviewPrompt.injectionRule.rule { reasons.formUnion(Self.reasonsOfPhrases(message)) }
    let isEmpty = Self.saysNothing(message)
    if isEmpty { reasons.insert(.silencing) }
    return Checked(
      message: visible, suggestion: kept, reasons: Reason.allCases.filter(reasons.contains), isDropped: isEmpty)
  }

  /// A text with the links taken out that the change does not have.
  private func shown(_ text: String, _ reasons: inout Set<Reason>) -> String {
    let bytes = Array(text.utf8)
    if text.contains("<change-") || text.contains("</change-") || text.contains("</guidance-") {
      reasons.insert(.frame)
    }
    if Self.pipesToShell(bytes), !pipesToShell { reasons.insert(.command) }
    var result: [UInt8] = []
    var copied = 0
    for link in WebLink.links(in: bytes) {
      let carriesSecret = String(decoding: bytes[link.range], as: UTF8.self).contains("[[SECRET")
      if carriesSecret { reasons.insert(.exfiltration) }
      guard carriesSecret || !hosts.contains(link.host) else { continue }
      reasons.insert(.command)
      result += bytes[copied..<link.range.lowerBound] + Array("[link removed]".utf8)
      copied = link.range.upperBound
    }
    return copied == 0 ? text : String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private static func reasonsOfPhrases(_ message: String) -> Set<Reason> {
    let line = PromptLine(.added, number: 1, text: ArraySlice(Array(message.utf8)))
    let part = PromptPart(files: [PromptFile(path: [], change: "", hunks: [PromptHunk(lines: [line])])])
    var reasons = Set<Reason>()
    for attempt in InjectionDetector().attempts(in: part) where attempt.certainty == .likely {
      switch attempt.kind {
      case .silencing, .override: reasons.insert(.silencing)
      case .exfiltration: reasons.insert(.exfiltration)
      case .impersonation, .forgery, .address, .hidden: break
      }
    }
    return reasons
  }

  private static let emptyOpenings = [
    "no issue", "no problem", "no finding", "no vulnerabilit", "no defect", "no bugs", "no security issue",
    "nothing to report",
    "nothing wrong", "looks good", "lgtm", "this code is safe", "the code is safe", "this change is safe",
    "the change is safe", "the change is correct", "the code is correct", "approved", "all good",
  ]

  /// Characters of a sentence that says nothing; a longer one says something besides.
  private static let longestEmptySentence = 60

  /// Whether a message says that there is nothing, and no more: in each of its sentences, or a change could have a defect hidden by
  /// making the model praise it first.
  private static func saysNothing(_ message: String) -> Bool {
    let sentences = message.lowercased().split { ".!?;:,\n—–".contains($0) }.map { sentence in
      sentence.drop { !$0.isLetter }
    }.filter { !$0.isEmpty }
    return !sentences.isEmpty
      && sentences.allSatisfy { sentence in
        sentence.count <= longestEmptySentence && emptyOpenings.contains(where: sentence.hasPrefix)
          && ![" but ", "however", "except", "unless", "although", " if ", " when ", " while ", " because ", " as "]
            .contains(where: sentence.contains)
      }
  }

  /// Whether what one program prints is run by a shell.
  private static func pipesToShell(_ text: [UInt8]) -> Bool {
    text.indices.contains { at in
      guard text[at] == Byte.bar else { return false }
      let rest = String(decoding: text[(at + 1)...].prefix(16), as: UTF8.self).drop { $0 == " " }
      let command = rest.hasPrefix("sudo ") ? rest.dropFirst(5) : rest
      let word = command.prefix { $0.isLetter }
      return ["sh", "bash", "zsh", "iex", "python", "perl", "node"].contains(word)
    }
  }
}
