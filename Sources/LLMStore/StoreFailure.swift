import GRDB
import LLMCore

/// Why a piece of work on the database failed. Every error of SQLite, GRDB and the operating system becomes one of these,
/// here and nowhere else; statements and values never get into the phrases.
enum StoreFailure: Error, Equatable {
  /// SQLite says that this file is no sound database.
  case damaged(FileIdentity)
  /// What the caller is told.
  case refused(LedgerError)

  /// Translates an error that came out of work on the given file.
  init(_ error: any Error, in file: FileIdentity) {
    switch error {
    case let failure as StoreFailure: self = failure
    case let error as LedgerError: self = .refused(error)
    case let error as DatabaseError where Self.isDamage(error.resultCode): self = .damaged(file)
    case let error as DatabaseError: self = .unavailable(Self.phrase(for: error))
    default: self = .unavailable("an unexpected failure")
    }
  }

  /// Translates the number a system call left in `errno`.
  init(errno code: Int32) { self = .unavailable(SystemError.phrase(for: code)) }

  static func unavailable(_ phrase: String) -> StoreFailure { .refused(.unavailable(phrase)) }

  /// What is kept is not what was stored.
  static let damagedContent = StoreFailure.refused(.damagedContent(of: nil))

  /// Runs `work`, and says whose content is damaged where it meets some.
  static func naming<Value>(_ call: CallID, _ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let failure as StoreFailure where failure == damagedContent {
      throw StoreFailure.refused(.damagedContent(of: call))
    }
  }

  private static let inputOutput = "its file cannot be read or written"

  /// Whether another connection may do better: whoever has a file open that is set aside in this moment can spoil the shared memory of
  /// its successor, which those who use that one meet as a failing disk.
  var mayPass: Bool { self == .unavailable(Self.inputOutput) }

  private static func isDamage(_ code: ResultCode) -> Bool { code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB }

  private static func phrase(for error: DatabaseError) -> String {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: "another process kept it locked for too long"
    case .SQLITE_READONLY: "it is read-only"
    case .SQLITE_FULL: "the disk is full"
    case .SQLITE_CANTOPEN: "its file cannot be opened"
    case .SQLITE_PERM, .SQLITE_AUTH: "permission denied"
    case .SQLITE_IOERR: inputOutput
    case .SQLITE_NOMEM: "out of memory"
    case .SQLITE_TOOBIG: "a text is too large for it"
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: "it does not accept the row"
    // The schema was changed by somebody else, or the file belongs to another program.
    case .SQLITE_ERROR, .SQLITE_SCHEMA: "its tables are not those of llmctl"
    default: "SQLite error \(error.extendedResultCode.rawValue)"
    }
  }
}
