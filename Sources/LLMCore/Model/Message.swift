/// One turn of a conversation.
package struct Message: Sendable, Equatable {
  /// Who speaks. The raw value is the name used on the wire and in the ledger.
  package enum Role: String, Sendable { case system, user, assistant }

  package var role: Role
  package var content: String
  /// What goes along with the text, for models that see.
  package var images: [ImagePart] = []

  package init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}
