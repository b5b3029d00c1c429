extension Encoding {
  /// The number of tokens of a text. Throws ``SpecialTokenError`` where the policy refuses one.
  public func count(
    _ text: UnsafeRawBufferPointer, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> Int {
    try counted(text, upTo: .max, policy: policy)
  }

  /// The number of tokens of a text. Throws ``SpecialTokenError`` where the policy refuses one.
  public func count(
    _ text: [UInt8], specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> Int {
    try text.withTextBytes { bytes throws(SpecialTokenError) in try counted(bytes, upTo: .max, policy: policy) }
  }

  /// The number of tokens of a text. Throws ``SpecialTokenError`` where the policy refuses one.
  public func count(
    _ text: String, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> Int {
    try text.withTextBytes { bytes throws(SpecialTokenError) in try counted(bytes, upTo: .max, policy: policy) }
  }

  /// The number of tokens of a text, or nil as soon as it is known to exceed a limit: the rest is not read.
  /// Throws ``SpecialTokenError`` where the policy refuses one in the part that was read.
  public func count(
    _ text: UnsafeRawBufferPointer, upTo limit: Int, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> Int? {
    let found = try counted(text, upTo: limit, policy: policy)
    return found > limit ? nil : found
  }

  /// The number of tokens of a text, or nil as soon as it is known to exceed a limit: the rest is not read.
  /// Throws ``SpecialTokenError`` where the policy refuses one in the part that was read.
  public func count(
    _ text: String, upTo limit: Int, specialTokens policy: SpecialTokenPolicy = .refused
  ) throws(SpecialTokenError) -> Int? {
    let found = try text.withTextBytes { bytes throws(SpecialTokenError) in
      try counted(bytes, upTo: limit, policy: policy)
    }
    return found > limit ? nil : found
  }

  /// Counts until the text ends or the limit is exceeded.
  func counted(
    _ text: UnsafeRawBufferPointer, upTo limit: Int, policy: SpecialTokenPolicy
  ) throws(SpecialTokenError) -> Int {
    // No token is longer than the longest, so a text may be known to exceed the limit before it is read.
    let longest = max(vocabulary.tables.longestToken, specialTokens.longest)
    if preparation.isNothing, limit < text.count / longest { return limit + 1 }
    let workspace = Workspace(vocabulary.tables, expecting: text.count)
    return try withWellFormed(text) { text, repair throws(SpecialTokenError) in
      do throws(SpecialTokenError) {
        return try count(wellFormed: text, with: workspace, upTo: limit, policy: policy)
      } catch {
        throw error.moved { repair?.original($0) ?? $0 }
      }
    }
  }

  /// The same for a text that is well-formed.
  func count(
    wellFormed text: UnsafeBufferPointer<UInt8>, with workspace: Workspace, upTo limit: Int, policy: SpecialTokenPolicy
  ) throws(SpecialTokenError) -> Int {
    var total = 0
    try Segments(specials: specialTokens, policy: policy).forEach(in: text) { segment in
      switch segment {
      case .special: total += 1
      case .text(let range):
        total += stretch(range, of: text).withBytes { bytes in
          workspace.count(bytes, with: scanner, isLast: true, upTo: limit - total).tokens
        }
      }
      return total <= limit
    }
    return total
  }

  /// Calls with the text as it is, or with its ill-formed stretches replaced.
  func withWellFormed<Result>(
    _ text: UnsafeRawBufferPointer,
    _ body: (UnsafeBufferPointer<UInt8>, RepairedText?) throws(SpecialTokenError) -> Result
  ) throws(SpecialTokenError) -> Result {
    let bytes = text.bindMemory(to: UInt8.self)
    guard let repaired = RepairedText(bytes) else { return try body(bytes, nil) }
    return try repaired.bytes.withTextBytes { copy throws(SpecialTokenError) in
      try body(copy.bindMemory(to: UInt8.self), repaired)
    }
  }
}

extension SpecialTokenError {
  /// The same at another offset.
  func moved(_ newOffset: (Int) -> Int) -> Self { Self(spelling: spelling, offset: newOffset(offset)) }
}

extension Array where Element == UInt8 {
  /// `withUnsafeBytes` with typed throws.
  func withTextBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let result = withUnsafeBytes { bytes in Swift.Result { () throws(Failure) in try body(bytes) } }
    return try result.get()
  }
}

extension String {
  /// The string's UTF-8, in place where it is stored so.
  func withTextBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var copy = self
    let result = copy.withUTF8 { bytes in
      Swift.Result { () throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
    }
    return try result.get()
  }
}
