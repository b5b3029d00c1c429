/// Where an answer that a provider goes on with by itself can be picked up again after the connection broke.
package struct Resumption: Sendable, Equatable {
  /// The provider's id of the answer.
  package var id: String
  /// The number of the last event that came.
  package var lastSequence: Int

  package init(id: String, lastSequence: Int) { (self.id, self.lastSequence) = (id, lastSequence) }
}
