internal import CSecretMemory

/// Bytes that nobody shall see by accident: a provider's key, a passphrase, the key of a file.
///
/// It describes itself as `[secret]` wherever values are printed, interpolated, dumped or mirrored; it can neither be encoded
/// nor be an element of a set; and `==` does not compile. Its memory is kept out of swap and core dumps where the system
/// allows that, and is overwritten when the last copy of the value goes. All copies share the memory, so handing one on is
/// cheap. The one way to the bytes is `withExposedBytes`, so that a search for this word finds every use.
package struct Secret: Sendable {
  private let memory: Memory

  /// Copies bytes. Whoever has the original wipes it, or lets it be a `Secret` from the beginning.
  package init(copying bytes: UnsafeRawBufferPointer) {
    memory = Memory(count: bytes.count)
    memory.bytes.copyMemory(from: bytes)
  }

  /// Copies the UTF-8 of a text, for what can only be had as a text, such as an environment variable. The text's own memory
  /// is not wiped.
  package init(copying text: String) {
    var text = text
    self = text.withUTF8 { Secret(copying: UnsafeRawBufferPointer($0)) }
  }

  /// Has up to `capacity` bytes written right into the memory, so that they are nowhere else.
  ///
  /// - Parameter write: fills the buffer from its start and returns how many bytes it wrote.
  package init<Failure: Error>(
    capacity: Int, writing write: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let draft = Memory(count: capacity)
    let count = try write(draft.bytes)
    precondition((0...capacity).contains(count), "wrote past the end of a secret")
    self = count == capacity ? Secret(draft) : Secret(copying: UnsafeRawBufferPointer(rebasing: draft.bytes[..<count]))
  }

  private init(_ memory: Memory) { self.memory = memory }

  /// So many random bytes of the operating system's generator.
  package static func random(count: Int) -> Secret {
    var generator = SystemRandomNumberGenerator()
    return Secret(capacity: count) { bytes in
      for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &generator) }
      return bytes.count
    }
  }

  /// How many bytes there are.
  package var count: Int { memory.count }

  /// Whether there are none.
  package var isEmpty: Bool { memory.count == 0 }

  /// Shows the bytes to `body` and to nobody else: the pointer is not valid afterwards, and what `body` copies is no longer
  /// protected.
  package func withExposedBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // The memory lives as long as `self` is used, and no longer.
    defer { withExtendedLifetime(memory) {} }
    return try body(UnsafeRawBufferPointer(memory.bytes))
  }

  /// A part of the bytes as a secret of its own.
  package func part(_ range: Range<Int>) -> Secret {
    withExposedBytes { Secret(copying: UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// Whether both hold the same bytes. Only whether the lengths differ can be told from the time it takes.
  package func hasSameBytes(as other: Secret) -> Bool {
    guard count == other.count else { return false }
    return withExposedBytes { left in
      other.withExposedBytes { right in llmctl_secret_equal(left.baseAddress, right.baseAddress, left.count) }
    }
  }

  @available(*, unavailable, message: "secrets are compared with hasSameBytes(as:), which takes the same time for all")
  package static func == (left: Secret, right: Secret) -> Bool { left.hasSameBytes(as: right) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[secret]" }
  package var debugDescription: String { "[secret]" }
  /// Without children, whatever asks.
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret {
  /// What is shared by all copies, and wiped with the last of them.
  private final class Memory: @unchecked Sendable {
    // The guard behind `@unchecked`: written only by the initialisers of `Secret`, before anybody else has it.
    let bytes: UnsafeMutableRawBufferPointer
    var count: Int { bytes.count }

    init(count: Int) {
      guard let start = llmctl_secret_allocate(count) else { fatalError("there is no memory for a secret") }
      bytes = UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    deinit { if let start = bytes.baseAddress { llmctl_secret_release(start, bytes.count) } }
  }
}
