/// A place in a change that speaks to the reviewer instead of to the computer.
package struct InjectionAttempt: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Asks to forget or override instructions.
    case override
    /// Speaks as the system, the user or the assistant, or in a chat's markup.
    case impersonation
    /// Pretends that the data ended, that a tool was called, or that an answer was given.
    case forgery
    /// Asks not to report, or to approve.
    case silencing
    /// Speaks to a model or an automatic reviewer.
    case address
    /// Asks to reveal or send something.
    case exfiltration
    /// Hides text from people: controls of direction, tag characters, letters of another script.
    case hidden = "hidden-text"
  }

  /// How sure it is that nothing harmless looks like this.
  package enum Certainty: Int, Sendable, Comparable {
    case possible, likely

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Where in a change it stands.
  package enum Place: Sendable, Equatable {
    /// A line of a file; the number is that of the new side, or nil where the line was removed.
    case line(path: [UInt8], number: Int?)
    /// The name of a file.
    case path([UInt8])
    /// The text of a commit.
    case commitText
  }

  package var kind: Kind
  package var certainty: Certainty
  package var place: Place
  /// What stands there, visible, at most `InjectionDetector.longestQuote` characters.
  package var quote: String
}
