/// One way in which two requests differ.
package struct RequestChange: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// A name or a number.
    case value(old: String, new: String)
    case text(WordDifference)
    case structure(JSONDifference)
    /// It is not known whether it differs, and why.
    case unknown(String)
  }

  /// `model`, `template`, `system`, `prompt`, `options` or `rest`.
  package let name: String
  package let kind: Kind

  init(_ name: String, _ kind: Kind) { (self.name, self.kind) = (name, kind) }

  /// All ways in which two calls' requests differ, in the order in which they are told.
  static func changes(from old: ComparedCall, to new: ComparedCall) -> [RequestChange] {
    var changes: [RequestChange] = []
    if old.model != new.model { changes.append(RequestChange("model", .value(old: old.model, new: new.model))) }
    changes += template(old.promptVersion, new.promptVersion)
    if old.isRecorded, new.isRecorded {
      changes += text("system", old.system ?? "", new.system ?? "") + text("prompt", old.prompt ?? "", new.prompt ?? "")
    } else {
      changes.append(RequestChange("prompt", .unknown("it was not recorded")))
    }
    return changes + options(old, new) + rest(old, new, besides: changes)
  }

  private static func template(_ old: PromptVersion?, _ new: PromptVersion?) -> [RequestChange] {
    guard old != new else { return [] }
    var (before, after) = (old?.text ?? "none", new?.text ?? "none")
    // A file that was edited without getting a new number.
    if before == after, let old, let new { (before, after) = ("\(before) (\(old.mark))", "\(after) (\(new.mark))") }
    return [RequestChange("template", .value(old: before, new: after))]
  }

  private static func text(_ name: String, _ old: String, _ new: String) -> [RequestChange] {
    old.utf8.elementsEqual(new.utf8) ? [] : [RequestChange(name, .text(WordDifference(old, new)))]
  }

  private static func options(_ old: ComparedCall, _ new: ComparedCall) -> [RequestChange] {
    guard let before = old.options, let after = new.options else { return [] }
    let difference = JSONDifference(.object(before), .object(after))
    return difference.isEmpty ? [] : [RequestChange("options", .structure(difference))]
  }

  /// What is in a request besides: told only where the requests are not the same, byte by byte.
  private static func rest(
    _ old: ComparedCall, _ new: ComparedCall, besides changes: [RequestChange]
  ) -> [RequestChange] {
    guard let before = old.contentHash, let after = new.contentHash, before != after else { return [] }
    let names =
      old.options == nil || new.options == nil ? "options, earlier turns and files" : "earlier turns and files"
    let reason = changes.isEmpty ? "something of it differs" : "not compared"
    return [RequestChange("rest", .unknown("\(names): \(reason)"))]
  }
}

extension PromptVersion {
  /// The beginning of the hash, as git shows its own.
  fileprivate var mark: String { String(contentHash.prefix(8)) }
}
