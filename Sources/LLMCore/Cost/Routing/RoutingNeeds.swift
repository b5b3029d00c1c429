/// What a call needs of the model that is chosen for it.
package struct RoutingNeeds: Sendable, Equatable {
  /// Something that not every model is able to do.
  package enum Ability: Sendable, CaseIterable {
    case images, documents, tools, schema, reasoning

    /// What a model without it is called, behind a number or a name.
    package var absence: String {
      switch self {
      case .images: "without vision"
      case .documents: "without PDFs"
      case .tools: "without tools"
      case .schema: "without schemas"
      case .reasoning: "without reasoning"
      }
    }
  }

  package var abilities: Set<Ability> = []
  /// The least quality, from 1 to 100.
  package var leastQuality = 1
  /// The limit of the answer in tokens that was asked for, reasoning included.
  package var outputLimit: Int?
  /// What the answer will probably have, in tokens.
  package var usualOutput: Int
  /// What all calls together may cost at most.
  package var maxCost: Money?
  /// How many such calls are made.
  package var calls = 1
  /// Whether a prompt that is too long will be shortened to the window.
  package var shortensPrompt = false
  /// The model that is kept as long as it fits, as `-m` takes it: that of the conversation.
  package var preferred: String?
  package var terms: CallTerms

  package init(usualOutput: Int, terms: CallTerms) {
    (self.usualOutput, self.terms) = (usualOutput, terms)
  }

  /// The tokens that are probably made: no more than is allowed.
  var typicalOutput: Int { min(usualOutput, outputLimit ?? .max) }
}
