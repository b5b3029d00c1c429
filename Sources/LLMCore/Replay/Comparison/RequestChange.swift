internal import Crypto

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

  /// `model`, `template`, `system`, `prompt`, `earlier turns`, `options`, `schema`, `tools`, `attachments`, or `rest` for what is not
  /// known.
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
    changes += recorded(old.question, new.question)
    return changes + rest(old, new, besides: changes)
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

  /// What only the recorded requests tell.
  private static func recorded(_ old: RecordedQuestion?, _ new: RecordedQuestion?) -> [RequestChange] {
    guard let old, let new else { return [] }
    let (before, after) = (old.request, new.request)
    return text("earlier turns", before.earlierTurns, after.earlierTurns)
      + structure("options", .object(before.options), .object(after.options))
      + structure("schema", old.schema?.schema ?? .null, new.schema?.schema ?? .null)
      + structure("tools", before.toolbox, after.toolbox)
      + structure("attachments", before.attachments, after.attachments)
  }

  private static func structure(_ name: String, _ old: JSONValue, _ new: JSONValue) -> [RequestChange] {
    let difference = JSONDifference(old, new)
    return difference.isEmpty ? [] : [RequestChange(name, .structure(difference))]
  }

  /// What is not known of a request: told only where the requests are not the same, byte by byte.
  private static func rest(
    _ old: ComparedCall, _ new: ComparedCall, besides changes: [RequestChange]
  ) -> [RequestChange] {
    guard let before = old.contentHash, let after = new.contentHash, before != after else { return [] }
    if old.question != nil, new.question != nil {
      // Another model is written otherwise by itself.
      return changes.isEmpty ? [RequestChange("rest", .unknown("something in how it was sent differs"))] : []
    }
    let reason = changes.isEmpty ? "something of it differs" : "not compared, since the requests are not kept"
    return [RequestChange("rest", .unknown("options, earlier turns and files: \(reason)"))]
  }
}

extension ChatRequest {
  /// The turns between the system text and the newest one.
  fileprivate var earlierTurns: String {
    messages.dropLast().filter { $0.role != .system }.map { "\($0.role.rawValue): \($0.content)\n" }.joined()
  }

  /// The tools by name, and which of them has to be called.
  fileprivate var toolbox: JSONValue {
    guard !tools.isEmpty else { return .null }
    let choice =
      switch toolChoice {
      case .auto: "auto"
      case .required: "required"
      case .named(let name): name
      }
    let byName = tools.map { tool in
      JSONMember(tool.name, ["description": .string(tool.description), "parameters": tool.parameters])
    }
    return ["tools": .object(byName), "choice": .string(choice)]
  }

  /// What goes along with the messages, told by its hash.
  fileprivate var attachments: JSONValue {
    .array(
      messages.flatMap { message in
        message.images.map { Self.attachment($0.mediaType, $0.bytes) }
          + message.documents.map { Self.attachment($0.name, $0.bytes) }
      })
  }

  private static func attachment(_ name: String, _ bytes: [UInt8]) -> JSONValue {
    let digest = Array(SHA256.hash(data: bytes).prefix(8))
    return ["name": .string(name), "bytes": .integer(bytes.count), "hash": .string(Hexadecimal.text(of: digest))]
  }
}

extension PromptVersion {
  /// The beginning of the hash, as git shows its own.
  fileprivate var mark: String { String(contentHash.prefix(8)) }
}
