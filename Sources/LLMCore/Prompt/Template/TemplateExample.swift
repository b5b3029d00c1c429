/// A turn before the question, as a model is to answer.
package struct TemplateExample: Sendable, Equatable {
  package var user: String
  package var assistant: String

  package init(user: String, assistant: String) { (self.user, self.assistant) = (user, assistant) }

  package var json: JSONValue { ["user": .string(user), "assistant": .string(assistant)] }

  /// As messages of a conversation.
  package var messages: [Message] { [Message(.user, user), Message(.assistant, assistant)] }
}
