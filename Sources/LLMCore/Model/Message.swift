/// One turn of a conversation.
package struct Message: Sendable, Equatable {
  /// Who speaks. The raw value is the name used on the wire and in the ledger.
  package enum Role: String, Sendable { case system, user, assistant }

  package var role: Role
  package var content: String
  /// What goes along with the text, for models that see.
  package var images: [ImagePart] = []
  /// What goes along with the text, for models that read PDFs.
  package var documents: [DocumentPart] = []
  /// Whether the prompt up to the end of this message is worth caching at the provider.
  package var endsCachedPart = false

  package init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}
