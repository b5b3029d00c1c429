/// Takes a document that is still coming apart into its elements or members, each as soon as its last byte is known.
///
/// Bytes may come cut anywhere. Words and a fence before the document are passed over, and so is what follows it. Only strict JSON is
/// taken apart: where the document breaks the grammar nothing more is handed out, and `AnswerReader` may mend the whole at the end.
/// A part is scanned for its end as it comes and then read once, so that work is linear in the size of the document.
package struct IncrementalJSON: Sendable {
  /// A part of the document that is complete.
  package struct Part: Sendable, Equatable {
    /// A JSON Pointer (RFC 6901) into the document: `/3`, `/name`, `/items/3`.
    package let pointer: String
    package let value: JSONValue
  }

  /// How the document ended.
  package enum Ending: Sendable, Equatable {
    /// With its last closer.
    case complete
    /// Before its last closer.
    case cut
    /// It is not JSON; the offset counts from the start of the answer.
    case broken(JSONError)
    /// No document of the shape that was asked for began.
    case absent
  }

  private let shape: StreamShape

  package init(_ shape: StreamShape = .either, maximumDepth: Int = 128) { self.shape = shape }

  /// Takes the next bytes of the answer and returns the parts that are complete by now.
  package mutating func feed(_ bytes: [UInt8]) -> [Part] { [] }

  /// Ends the answer. No part completes here: each is followed by a byte that is not its own.
  package mutating func finish() -> Ending { .absent }
}
