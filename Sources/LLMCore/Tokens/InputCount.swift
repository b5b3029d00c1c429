/// The tokens of one thing that was asked for: a file, standard input, or all that counts in a folder. Tokens are those of
/// the encoding; `TokenBasis.tokens` makes the model's of them.
package struct InputCount: Sendable, Equatable {
  package enum Kind: String, Sendable { case file, folder, input = "stdin" }

  /// As it was typed; `-` for standard input.
  package var path: RawPath
  package var kind: Kind
  package var tokens = 0
  package var bytes = 0
  /// Whether a limit cut it, or a file in it.
  package var isCut = false
  /// Whether it was given up where a budget was exceeded, so that it has more tokens than were counted.
  package var isStopped = false
  /// What was counted in a folder, in no order.
  package var files: [FileCount] = []
  package var skipped = SkippedFiles()
  /// What could not be read, sorted by path.
  package var failures: [FileFailure] = []

  package init(path: RawPath, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// What was counted in a folder, sorted by path. Thousands of paths take milliseconds: only who shows them needs it.
  package var filesByPath: [FileCount] { files.sorted { $0.path < $1.path } }

  /// Adds the files that were counted in a folder.
  package mutating func add(_ counted: [FileCount]) {
    files += counted
    for file in counted {
      tokens += file.tokens
      bytes += file.bytes
      if file.isCut { isCut = true }
    }
  }
}

/// The tokens of one file of a folder.
package struct FileCount: Sendable, Equatable {
  package var path: RawPath
  package var tokens: Int
  package var bytes: Int
  package var isCut: Bool

  package init(path: RawPath, tokens: Int, bytes: Int, isCut: Bool) {
    self.path = path
    self.tokens = tokens
    self.bytes = bytes
    self.isCut = isCut
  }
}

/// What could not be read.
package struct FileFailure: Sendable, Equatable {
  package var path: RawPath
  package var error: FileError

  package init(path: RawPath, error: FileError) {
    self.path = path
    self.error = error
  }
}

/// How many names in a folder were passed over, and why.
package struct SkippedFiles: Sendable, Equatable {
  /// With a NUL in the first 8000 bytes, which is what git takes for binary.
  package var binary = 0
  /// Links to folders, to nothing, and to files that are counted anyway.
  package var links = 0
  /// Devices, sockets and named pipes.
  package var special = 0

  package init() {}

  package static func += (left: inout Self, right: Self) {
    left.binary += right.binary
    left.links += right.links
    left.special += right.special
  }

  /// As a clause without the word "skipped": `3 binary files and 1 link`; nil where nothing was.
  package var words: String? {
    let parts = [(binary, "binary file"), (links, "link"), (special, "special file")].filter { $0.0 > 0 }
    let phrases = parts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    guard let last = phrases.last else { return nil }
    return phrases.count == 1 ? last : phrases.dropLast().joined(separator: ", ") + " and " + last
  }
}
