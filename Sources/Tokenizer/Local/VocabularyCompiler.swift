/// Makes the compiled form of a model's tokenizer, which ``CompiledVocabulary`` reads in place.
package struct VocabularyCompiler {
  /// More tokens, or merges, than any vocabulary has; the largest have a quarter of a million.
  package static let mostTokens = 1 << 22
  /// More bytes than any token's spelling has, the longest known having 1024: what is done with a token takes time with the
  /// square of its length.
  package static let longestToken = 2048

  private let model: TokenizerModel
  /// The token of each text; of two with one text, the later, as a dictionary that is filled has it.
  private let numbers: [[UInt8]: TokenID]

  /// What is the same for every way to compile a vocabulary.
  private struct Form {
    var tables: VocabularyBuilder
    /// The model's number for each of ours, when they differ.
    var ids: [TokenID]?
    /// A ``MergeTable``, empty where the tables tell what merges.
    var merges: [UInt32] = []
  }

  private init(_ model: TokenizerModel) {
    self.model = model
    var numbers: [[UInt8]: TokenID] = [:]
    numbers.reserveCapacity(model.tokens.count)
    // The byte of a character that is no token never stands for the character of that number.
    let replacements = model.beginning == .characters ? Set(model.byteTokens) : []
    for (number, token) in model.tokens.enumerated() where !token.isEmpty && !replacements.contains(TokenID(number)) {
      numbers[token] = TokenID(number)
    }
    self.numbers = numbers
  }

  /// Throws ``VocabularyError`` when a token is longer than ``longestToken``.
  package static func checkLengths(_ tokens: some Sequence<some Collection>) throws(VocabularyError) {
    for token in tokens where token.count > longestToken {
      throw VocabularyError("a token of \(token.count) bytes is not supported; the most is \(longestToken)")
    }
  }

  /// The compiled form of a tokenizer, for a source that is told apart from others by 32 bytes.
  ///
  /// Throws ``VocabularyError`` when something in the model contradicts itself or is not supported.
  package static func compile(_ model: TokenizerModel, source: [UInt8]) throws(VocabularyError) -> [UInt8] {
    let compiler = VocabularyCompiler(model)
    try compiler.check()
    let form = compiler.form()
    return try CompiledVocabulary.image(
      CompiledVocabulary.Parts(
        model: model, tables: form.tables.image(), ids: form.ids, merges: form.merges, source: source))
  }

  /// Bytes that no well-formed UTF-8 has in it.
  private static func isNeverUsed(_ byte: UInt8) -> Bool { byte == 0xC0 || byte == 0xC1 || byte > 0xF4 }

  private func check() throws(VocabularyError) {
    guard !model.tokens.isEmpty else { throw VocabularyError("the vocabulary is empty") }
    guard !model.preparation.composes || !model.preparation.hasVisibleSpaces,
      model.preparation.prefix == .never
        || !model.preparation.composes
    else { throw VocabularyError("composing characters and changing spaces together is not supported") }
    guard model.tokens.count <= Self.mostTokens else {
      throw VocabularyError("\(model.tokens.count) tokens are too many")
    }
    for byte in UInt8.min ... .max where !Self.isNeverUsed(byte) {
      guard let token = model.byteTokens[Int(byte)] else {
        throw VocabularyError("no token stands for the byte \(byte); text with it cannot be counted")
      }
      try check(token)
    }
    for merge in model.merges {
      try check(merge.left)
      try check(merge.right)
      try check(merge.token)
      let joined = model.tokens[Int(merge.left)] + model.tokens[Int(merge.right)]
      guard model.tokens[Int(merge.token)] == joined else {
        throw VocabularyError(
          "tokens \(merge.left) and \(merge.right) merge to token \(merge.token), which has another text")
      }
    }
  }

  private func check(_ token: TokenID) throws(VocabularyError) {
    guard token < model.tokens.count else { throw VocabularyError("token \(token) is named but not there") }
  }

  private func form() -> Form {
    let merges = MergeTable.numbers(of: model)
    let members = numbers.values.sorted()
    let order = merges.withUnsafeBufferPointer { merges in
      merges.baseAddress.map {
        MergeOrder(model, members: members, merges: MergeTable(numbers: $0), characters: numbers)
      }
    }
    let unreachable = order?.unreachable ?? []
    if let order, let ordered = inOrder(order) { return ordered }
    let whole = model.keepsWholePieces ? members : members.filter { !unreachable.contains($0) }
    var tables = VocabularyBuilder(tokens: model.tokens, members: whole.map { Int($0) })
    // A part that is cut out at seams may happen to be a token that only whole pieces are.
    let hasLooseEnd = unreachable.contains { token in
      let text = model.tokens[Int(token)]
      return text.first ?? 0 >= 0xE0 || text.suffix(3).first ?? 0 >= 0xE0
    }
    tables.hasSeams = !(model.keepsWholePieces && hasLooseEnd)
    return Form(tables: tables, ids: nil, merges: merges)
  }

  /// The form for the encoder of the compiled-in vocabularies, nil when that would merge differently.
  private func inOrder(_ order: MergeOrder) -> Form? {
    guard model.beginning == .bytes, order.isMonotone, model.tokens.count < PairTable.loner else { return nil }
    guard !model.keepsWholePieces || order.unreachable.isEmpty else { return nil }
    let merged = order.last.values.sorted { $0.priority < $1.priority }
    guard zip(merged, merged.dropFirst()).allSatisfy({ $0.priority < $1.priority }) else { return nil }
    let bytes = model.byteTokens.compactMap { $0 }.sorted()
    let ids = bytes + merged.map(\.token)
    var numbers: [TokenID: TokenID] = [:]
    for (number, id) in ids.enumerated() { numbers[id] = TokenID(number) }
    guard numbers.count == ids.count else { return nil }
    var splits = bytes.indices.map { (left: TokenID($0), right: TokenID($0)) }
    for merge in merged {
      guard let left = numbers[merge.left], let right = numbers[merge.right] else { return nil }
      splits.append((left, right))
    }
    // A token that is never merged has no place among them, but can be decoded.
    let placed = Set(ids)
    let rest = model.tokens.indices.map { TokenID($0) }.filter { !placed.contains($0) }
    for number in ids.count..<ids.count + rest.count { splits.append((TokenID(number), TokenID(number))) }
    let all = ids + rest
    let tables = VocabularyBuilder(
      tokens: all.map { model.tokens[Int($0)] }, splits: splits, members: Array(0..<ids.count))
    return Form(tables: tables, ids: all.enumerated().allSatisfy { $0 == Int($1) } ? nil : all)
  }
}
