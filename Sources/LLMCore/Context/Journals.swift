/// Answers on their way, each in a file of its own until it is complete: what came is on the disk before anybody sees it, and
/// others who ask the same at the same moment read along.
package protocol Journals: Sendable {
  /// Begins the journal of a call. With the name of a `flight`, which is the same for all who ask the same, it is the journal
  /// of whoever came first that all others get, to follow it.
  ///
  /// Throws `JournalError`; the call goes on without a journal.
  func begin(flight: String?) throws(JournalError) -> JournalRole

  /// The journals that were kept or left behind, the newest first.
  func left() throws(JournalError) -> [LeftJournal]

  /// Deletes a journal that was left.
  func remove(_ name: String)
}

/// What a call has to do with a journal.
package enum JournalRole: Sendable {
  case leads(any JournalWriter)
  case follows(any JournalReader)
}

/// The journal of a call that is on its way.
package protocol JournalWriter: Sendable {
  /// Adds bytes at the end.
  ///
  /// Throws `JournalError`; what was added before stays.
  func append(_ bytes: [UInt8]) throws(JournalError)

  /// Ends it; kept ones are for a later call to go on from.
  func close(keeps: Bool)
}

/// The journal of another call, read while it is written.
package protocol JournalReader: Sendable {
  /// What was added since the last look; empty where nothing was.
  func next() throws(JournalError) -> [UInt8]

  /// Whether its writer is gone, so that nothing more will come.
  var isAbandoned: Bool { get }
}

/// A journal whose call is over.
package struct LeftJournal: Sendable {
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Why a journal cannot be written or read, as a phrase.
package struct JournalError: Error, Sendable, Equatable {
  package let phrase: String

  package init(_ phrase: String) { self.phrase = phrase }
}

/// No journals: for a user without a home.
package struct HomelessJournals: Journals {
  package init() {}

  package func begin(flight: String?) throws(JournalError) -> JournalRole { throw JournalError("HOME is not set") }
  package func left() throws(JournalError) -> [LeftJournal] { [] }
  package func remove(_ name: String) {}
}
