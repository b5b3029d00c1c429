/// One of the ways to open a credential file, as it can be told without opening it.
package struct UnlockMethod: Sendable, Equatable, Identifiable {
  /// What has to be at hand. The raw values are those of the file.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// The key stands in the file itself, for everybody to read who can read the file.
    case plaintext = 0
    /// What a person types.
    case passphrase = 1
    /// A file of 32 random bytes, which may be on another medium.
    case keyFile = 2
    /// The first line that a program prints.
    case command = 3
    /// The first line to be read from a file descriptor whose number is in an environment variable.
    case descriptor = 4
    /// The value of an environment variable.
    case environment = 5
  }

  /// Names the method as long as it exists.
  package let id: UInt64
  package let kind: Kind
  package let created: Timestamp
  /// What a guess costs; nil where guessing is hopeless anyhow, or not needed.
  package let cost: ScryptCost?
  /// The path of the key file, the words of the command, the name of the variable; empty for others.
  package let details: [String]

  init(id: UInt64, kind: Kind, created: Timestamp, cost: ScryptCost?, details: [String]) {
    (self.id, self.kind, self.created, self.cost, self.details) = (id, kind, created, cost, details)
  }

  /// A random one.
  static func newID() -> UInt64 { UInt64.random(in: 0 ... .max) }

  /// How it is written in a list, such as `key file /media/stick/llmctl.key`.
  package var summary: String {
    switch kind {
    case .plaintext: "nothing (plain text)"
    case .passphrase: "passphrase"
    case .keyFile: "key file \(details.joined())"
    case .command: "command \(details.joined(separator: " "))"
    case .descriptor: "file descriptor in \(details.joined())"
    case .environment: "environment variable \(details.joined())"
    }
  }

  /// How it is named on the command line: 16 hexadecimal digits.
  package var idText: String { String(repeating: "0", count: 16 - String(id, radix: 16).count) + String(id, radix: 16) }
}

/// A way to open the file that is to be added.
package enum NewUnlockMethod: Sendable {
  case passphrase(Secret)
  /// A key file at this absolute path; it is made where there is none.
  case keyFile(String)
  /// A program and its arguments, started without a shell; what it prints first is the passphrase.
  case command([String])
  /// The environment variable that has the number of the descriptor; it must be readable now.
  case descriptor(variable: String)
  /// The environment variable that has the passphrase; it must be set now.
  case environment(variable: String)
  /// No protection but the file's mode. Only for whoever asked for exactly that, and only for a new file.
  case insecurePlaintext

  /// The variables that are read where no other is named.
  package static let usualDescriptorVariable = "LLMCTL_PASSPHRASE_FD"
  package static let usualVariable = "LLMCTL_PASSPHRASE"
}

/// What protects a credential file, told without opening it. None of it is verified before the file is opened.
package struct Protection: Sendable, Equatable {
  package let file: CredentialFileID
  /// How often the file was written.
  package let generation: UInt64
  /// The version of the format.
  package let format: Int
  /// Whether whoever can read the file can read the keys.
  package let isPlaintext: Bool
  package let methods: [UnlockMethod]
  /// How many keys there are, retiring ones included.
  package let keyCount: Int
  /// Whether the system holds something that may open it without asking.
  package let isHeld: Bool

  init(_ file: SealedFile, isHeld: Bool) {
    self.file = file.id
    generation = file.generation
    format = Int(CredentialFormat.version)
    isPlaintext = file.isPlaintext
    methods = file.slots.map(\.method)
    keyCount = file.entries.count
    self.isHeld = isHeld
  }
}
