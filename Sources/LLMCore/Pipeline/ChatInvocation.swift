/// What a person typed behind `llmctl chat`, as a plain value.
package struct ChatInvocation: Sendable, Equatable {
  package var words: [String] = []
  package var model: String?
  package var system: String?
  /// The template that the question is made of: `NAME` or `NAME@VERSION`.
  package var template: String?
  /// `name=value` texts for its parameters.
  package var parameters: [String] = []
  /// Whether a project's template is used that the user has not seen.
  package var trustsPrompts = false
  /// Which of the provider's stored keys to use; nil to look where keys are usually looked for.
  package var keyLabel: String?
  package var paths: [String] = []
  /// `name=value` texts.
  package var options: [String] = []
  /// `key=value` texts.
  package var tags: [String] = []
  package var continuesLast = false
  package var conversation: String?
  package var isLogged = true
  package var streams = true
  package var output = Output.text
  package var showsUsage = false
  /// Nil for what is usual where the answer goes.
  package var reasoning: AnswerPrinter.ReasoningDisplay?
  package var appearance = Appearance()
  /// Whether what is entered in a session can be found again by later ones.
  package var keepsHistory = true
  package var perseverance = Perseverance()
  package var sharing = Sharing.automatic
  package var caching = CacheUse()
  /// The call whose partial answer is to be completed: an id, the start of one, or `last`.
  package var resumes: String?
  /// What stands behind `--schema`.
  package var schema: String?
  /// How often to ask again where an answer does not fit; nil for the usual.
  package var reasks: Int?
  /// The path of a file with tools, and what stands behind `--tool-choice`.
  package var tools: String?
  package var toolChoice: String?
  /// What the call may cost at most, asking again included.
  package var maxCost: Money?
  /// Whether a model without a price is not asked; the configuration may ask for it as well.
  package var requiresPrice = false
  /// What the answer is for; nil for what is usual of the command.
  package var task: TaskClass?
  /// Whether a prompt that is too long is shortened to the model's window.
  package var fits = false
  /// Whether blanks and boilerplate are taken out of the prompt.
  package var compresses = false
  /// Whether only tokens and prices are printed, and nothing is sent.
  package var estimates = false

  /// What standard output carries.
  package enum Output: Sendable, Equatable {
    case text, json, lastCodeBlock
    /// The insides of all code blocks, as they come.
    case code
    /// The parts of a value of a certain form, a line each.
    case parts
  }

  package init() {}
}
