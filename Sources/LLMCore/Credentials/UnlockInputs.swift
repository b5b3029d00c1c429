/// Gets hold of what methods derive their keys from. A descriptor can be read only once and a program may ask its user, so
/// everything is fetched once at most.
struct UnlockInputs {
  /// Why there is nothing, as a phrase to put behind the method.
  struct Absence: Error {
    let phrase: String
  }

  private let files: any CredentialFiles
  private let programs: any Programs
  private let environment: Environment
  /// Not handed to programs, since they are passphrases.
  private let secretVariables: Set<String>
  private var fetched: [[String]: Result<Secret, Absence>] = [:]

  /// Passphrases are lines; longer ones are none. Bytes.
  private static let longestLine = 4096

  init(
    files: any CredentialFiles, programs: any Programs, environment: Environment, secretVariables: Set<String>
  ) {
    (self.files, self.programs, self.environment) = (files, programs, environment)
    self.secretVariables = secretVariables.union([NewUnlockMethod.usualVariable])
  }

  /// What a method needs; an absence for a passphrase, which only a person has.
  mutating func input(_ kind: UnlockMethod.Kind, _ details: [String]) -> Result<Secret, Absence> {
    let key = ["\(kind.rawValue)"] + details
    if let known = fetched[key] { return known }
    let result = fetch(kind, details)
    fetched[key] = result
    return result
  }

  private func fetch(_ kind: UnlockMethod.Kind, _ details: [String]) -> Result<Secret, Absence> {
    Result { () throws(Absence) in
      let secret =
        switch kind {
        case .plaintext, .passphrase: throw Absence(phrase: "was not given")
        case .keyFile: try keyFile(details.joined())
        case .command: try firstLine(of: details)
        case .descriptor: try descriptor(in: details.joined())
        case .environment: try variable(details.joined())
        }
      guard !secret.isEmpty else { throw Absence(phrase: "is empty") }
      return secret
    }
  }

  private func keyFile(_ path: String) throws(Absence) -> Secret {
    let line: Secret
    do throws(CredentialFileError) {
      line = try files.readSecret(path)
    } catch {
      throw Absence(phrase: error == .missing ? "is not there" : "cannot be used: \(error.phrase)")
    }
    guard let key = KeyFile.key(in: line) else { throw Absence(phrase: "is no key file of llmctl") }
    return key
  }

  private func variable(_ name: String) throws(Absence) -> Secret {
    guard let value = environment[name] else { throw Absence(phrase: "is not set") }
    return Secret(copying: value)
  }

  private func descriptor(in name: String) throws(Absence) -> Secret {
    guard let value = environment[name] else { throw Absence(phrase: "is not set") }
    guard let number = Int32(value), number == 0 || number > 2 else {
      throw Absence(phrase: "does not hold the number of a descriptor to read from")
    }
    do throws(CredentialFileError) {
      return try files.readSecret(fromDescriptor: number)
    } catch {
      throw Absence(phrase: "cannot be read: \(error.phrase)")
    }
  }

  private func firstLine(of command: [String]) throws(Absence) -> Secret {
    guard let program = command.first else { throw Absence(phrase: "is empty") }
    let line: Secret
    let end: ProgramEnd
    do throws(FileError) {
      let running = try programs.start(
        program, command.dropFirst().map { Array($0.utf8) },
        environment: Dictionary(uniqueKeysWithValues: secretVariables.map { ($0, "") }))
      line = try Secret(capacity: Self.longestLine) { (room) throws(FileError) in
        try Self.readLine(of: running, into: room)
      }
      end = running.finish()
    } catch {
      throw Absence(phrase: "cannot be run: \(error.phrase)")
    }
    // Our end of its output is closed early where it printed more than one line: that is no failure of its own.
    guard end.status == 0 || (end.status == 128 + 13 && !line.isEmpty) else {
      throw Absence(phrase: "failed (status \(end.status))")
    }
    return line
  }

  /// How many bytes the first line has, without its end; 0 where it does not fit.
  private static func readLine(
    of program: any RunningProgram, into room: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    var filled = 0
    while filled < room.count {
      let count = try program.read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      let end = room[filled..<filled + count].firstIndex(of: 0x0A)
      if end == nil, count > 0 {
        filled += count
        continue
      }
      let length = end ?? filled
      return length > 0 && room[length - 1] == 0x0D ? length - 1 : length
    }
    return 0
  }
}
