/// Parts an answer that is still coming into prose and the insides of its fenced blocks, as CommonMark reads fences: three or more backticks
/// or tildes alone on a line, closed by at least as many of the same.
///
/// Fences may stand in lists and quotes: what a fence is indented by, and its quote marks, are taken off the lines of its block, as far as they
/// have them; every other byte inside is the model's. A block whose info string says Markdown may hold blocks of its own with info strings, whose
/// fences do not end it. Bytes may come cut anywhere, and are held back only while their line may still be a fence.
struct FenceSplitter: Sendable {
  enum Piece: Equatable {
    case prose([UInt8])
    /// A fence that opens a block.
    case opened
    case code([UInt8])
    /// The fence that closes it. The answer may end without.
    case closed
  }

  /// The fence of the block that is open.
  private struct OpenFence {
    let mark: UInt8
    let length: Int
    let indentation: Int
    let quotes: Int
    let isMarkdown: Bool
    /// How many blocks are open inside of a block of Markdown.
    var nested = 0
  }

  private var fence: OpenFence?
  private var line = FenceLine()
  /// Bytes of a line that may still be a fence.
  private var held: [UInt8] = []
  /// Whether the line is known to be none.
  private var isPlain = false
  private var pieces: [Piece] = []
  private var text: [UInt8] = []

  /// Takes the next bytes and returns what is certain by now.
  mutating func feed(_ bytes: [UInt8]) -> [Piece] {
    var index = 0
    while index < bytes.count {
      if isPlain {
        let newline = bytes[index...].firstIndex(of: 0x0A)
        let end = newline.map { $0 + 1 } ?? bytes.count
        emit(bytes[index..<end])
        index = end
        if newline != nil { beginLine() }
      } else {
        take(bytes[index])
        index += 1
      }
    }
    return takePieces()
  }

  /// Ends the answer, and so its last line.
  mutating func finish() -> [Piece] {
    if !isPlain { endLine() }
    return takePieces()
  }

  // MARK: Lines

  private mutating func take(_ byte: UInt8) {
    held.append(byte)
    if byte == 0x0A { return endLine() }
    let isOpen =
      if let fence {
        line.takeInside(byte, mark: fence.mark, indentation: fence.indentation, quotes: fence.quotes)
      } else {
        line.takeOutside(byte)
      }
    guard !isOpen else { return }
    isPlain = true
    releaseHeld()
  }

  private mutating func endLine() {
    if var fence {
      if line.length >= fence.length, line.isBare {
        if fence.nested == 0 {
          flush()
          self.fence = nil
          pieces.append(.closed)
          return beginLine()
        }
        fence.nested -= 1
      } else if fence.isMarkdown, line.length >= 3, !line.isBare {
        fence.nested += 1
      }
      self.fence = fence
      releaseHeld()
    } else if line.length >= 3 {
      flush()
      fence = OpenFence(
        mark: line.mark, length: line.length, indentation: line.columns, quotes: line.quotes,
        isMarkdown: line.saysMarkdown)
      pieces.append(.opened)
    } else {
      releaseHeld()
    }
    beginLine()
  }

  private mutating func beginLine() {
    held.removeAll(keepingCapacity: true)
    line = FenceLine()
    isPlain = false
  }

  /// Hands out what was held, in a block without what its fence is indented by.
  private mutating func releaseHeld() {
    emit(fence == nil ? held[...] : held.dropFirst(line.stripped))
    held.removeAll(keepingCapacity: true)
  }

  /// Adds to the text of the piece that is being made.
  private mutating func emit(_ bytes: ArraySlice<UInt8>) { text += bytes }

  /// Ends the piece that is being made, which is of the block that is open, or prose.
  private mutating func flush() {
    guard !text.isEmpty else { return }
    pieces.append(fence == nil ? .prose(text) : .code(text))
    text = []
  }

  private mutating func takePieces() -> [Piece] {
    flush()
    defer { pieces = [] }
    return pieces
  }
}
