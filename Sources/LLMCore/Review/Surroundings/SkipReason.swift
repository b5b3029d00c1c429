/// Why a file is not reviewed unless that is asked for.
package enum SkipReason: Sendable, Equatable {
  /// Made by a program; the words that say so, or `linguist-generated`.
  case generated(String)
  /// Somebody else's code; the folder that says so, or `linguist-vendored`.
  case vendored(String)
  /// Written by a package manager.
  case lockFile
  /// Lines longer than people write them.
  case minified
  /// No text.
  case binary
  /// More bytes than the limit.
  case tooLarge(bytes: Int, limit: Int)

  /// For people, as a clause.
  package var words: String {
    switch self {
    case .generated(let sign): "generated (\(sign))"
    case .vendored(let sign): "vendored (\(sign))"
    case .lockFile: "lock file"
    case .minified: "minified"
    case .binary: "binary"
    case .tooLarge(let bytes, let limit): "too large (\(bytes) bytes, at most \(limit))"
    }
  }
}
