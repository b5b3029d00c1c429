/// Decides which files of a change are worth a model's time.
///
/// A change can call its own files generated. So attributes are to be those from before the change, and every skipped file is named
/// with its reason.
package struct FileScreening: Sendable {
  /// Whether a pattern of git's ignore rules matches a path.
  package typealias Matcher = @Sendable (_ pattern: [UInt8], _ path: [UInt8]) -> Bool

  /// Whether everything is reviewed but what is binary or too large.
  package var takesAll = false
  /// Bytes of the largest change of one file.
  package var largest = 1 << 20

  private let attributes: LinguistAttributes
  private let matches: Matcher

  /// `attributes` are the content of `.gitattributes` at the top of the repository.
  package init(attributes: [UInt8] = [], matches: @escaping Matcher) {
    self.attributes = LinguistAttributes(attributes)
    self.matches = matches
  }

  /// Why a file is skipped; nil where it is to be reviewed.
  ///
  /// - Parameters:
  ///   - path: relative to the top of the repository.
  ///   - text: the new text of the whole file, or as much as is known of it: the added and context lines.
  ///   - changeBytes: how long its part of the diff is.
  package func reason(path: [UInt8], text: ArraySlice<UInt8>, changeBytes: Int, isBinary: Bool = false) -> SkipReason? {
    if isBinary || text.prefix(Self.binaryReach).contains(0) { return .binary }
    if attributes.value(of: .diff, path: path, matches: matches) == false { return .binary }
    if !takesAll, let reason = origin(path, text) { return reason }
    return changeBytes > largest ? .tooLarge(bytes: changeBytes, limit: largest) : nil
  }

  /// Where git looks for a zero byte.
  private static let binaryReach = 8000

  /// Why a file is not what somebody wrote here. The attributes have the last word, both ways.
  private func origin(_ path: [UInt8], _ text: ArraySlice<UInt8>) -> SkipReason? {
    let name = FileName(path)
    switch attributes.value(of: .generated, path: path, matches: matches) {
    case true: return .generated(LinguistAttributes.Attribute.generated.rawValue)
    case false: break
    case nil:
      if name.isLockFile { return .lockFile }
      if let sign = name.generatedSign { return .generated(sign) }
      if let sign = GeneratedHeader.sign(in: text) { return .generated(sign) }
      if name.isMinified || (name.isWebAsset && Self.hasEndlessLines(text)) { return .minified }
    }
    switch attributes.value(of: .vendored, path: path, matches: matches) {
    case true: return .vendored(LinguistAttributes.Attribute.vendored.rawValue)
    case false: return nil
    case nil: return name.vendorFolder.map { .vendored($0) }
    }
  }

  /// Bytes of a line that nobody wrote by hand, and of the mean of a file's lines.
  private static let endlessLine = 5000
  private static let endlessMean = 500

  private static func hasEndlessLines(_ text: ArraySlice<UInt8>) -> Bool {
    var (lines, length, longest) = (1, 0, 0)
    for byte in text {
      if byte == Byte.lineFeed {
        lines += 1
        length = 0
      } else {
        length += 1
        longest = max(longest, length)
      }
    }
    return longest >= endlessLine || (text.count >= 4 * endlessMean && text.count / lines >= endlessMean)
  }
}
