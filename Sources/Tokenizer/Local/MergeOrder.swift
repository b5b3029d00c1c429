/// Finds out what the merges of a model make of each of its tokens, and whether the encoder for compiled-in vocabularies,
/// which knows one way to merge each token and a number for when, would do the same.
///
/// Merging happens in order where no merge makes room for an earlier one. If that is so while each token is merged alone,
/// it is so in every text: the first merge out of order would happen alike when the token it makes is merged alone, for
/// nothing before it crossed the token's ends. In order, the merges within a token are those of the token alone, so only
/// the last of these ever makes it. Llama 3 is an example of a vocabulary where it is not so.
struct MergeOrder {
  /// The last merge of each token that is one token when its text is merged.
  private(set) var last: [TokenID: TokenizerModel.Merge] = [:]
  /// Tokens that are not, by their numbers.
  private(set) var unreachable: Set<TokenID> = []
  /// Whether all merges happen in order.
  private(set) var isMonotone = true

  private let merges: MergeTable
  private let byteTokens: [TokenID?]

  /// Merges the text of each of some tokens alone.
  init(_ model: TokenizerModel, members: [TokenID], merges: MergeTable, characters: [[UInt8]: TokenID]) {
    self.merges = merges
    byteTokens = model.byteTokens
    for token in members {
      let bytes = model.tokens[Int(token)]
      let start =
        model.beginning == .bytes
        ? bytes.compactMap { model.byteTokens[Int($0)] } : Self.beginning(of: bytes, characters, model.byteTokens)
      mergeAlone(token, from: start)
    }
  }

  private static func beginning(
    of text: [UInt8], _ characters: [[UInt8]: TokenID], _ byteTokens: [TokenID?]
  ) -> [TokenID] {
    var parts: [TokenID] = []
    var at = 0
    while at < text.count {
      let character = Array(text[at..<min(at + UTF8Check.length(ofLead: text[at]), text.count)])
      if let token = characters[character] {
        parts.append(token)
      } else {
        parts += character.compactMap { byteTokens[Int($0)] }
      }
      at += character.count
    }
    return parts
  }

  private mutating func mergeAlone(_ token: TokenID, from start: [TokenID]) {
    var parts = start
    var last: TokenizerModel.Merge?
    while parts.count > 1 {
      var best: (at: Int, merge: MergeTable.Merge)?
      for at in 0..<parts.count - 1 {
        guard let merge = merges.merge(parts[at], parts[at + 1]) else { continue }
        if merge.priority < best?.merge.priority ?? .max { best = (at, merge) }
      }
      guard let best else { break }
      if let last, best.merge.priority < last.priority { isMonotone = false }
      last = TokenizerModel.Merge(
        left: parts[best.at], right: parts[best.at + 1], token: best.merge.token, priority: best.merge.priority)
      parts.replaceSubrange(best.at..<best.at + 2, with: [best.merge.token])
    }
    guard parts == [token] else {
      unreachable.insert(token)
      return
    }
    self.last[token] = last
  }
}
