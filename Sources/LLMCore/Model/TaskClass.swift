/// What a call is for. It decides how good a model has to be at least where one is chosen by its price, and how long an answer is
/// worth keeping. The raw value is what `--task` takes.
package enum TaskClass: String, Sendable, CaseIterable {
  /// How something is installed, configured or started: what holds for days.
  case setup
  /// Explaining and describing what is there.
  case documentation
  /// Writing and changing programs.
  case code
  /// Looking for mistakes in a change.
  case review
  /// A long text made short.
  case summary
  /// Values taken out of a text, such as with a schema; also sorting and labelling.
  case extraction
  /// A conversation, and whatever nobody said anything about.
  case chat
  /// What is only right at this moment: news, the state of a system.
  case live
  /// Problems that have to be thought through.
  case reasoning

  /// The least quality of a model for it, from 1 to 100, where neither the configuration nor `--min-quality` says otherwise. A model
  /// of the cheap tier does for what a text already holds; programs and thought want more.
  package var usualQuality: Int {
    switch self {
    case .summary, .extraction: 30
    case .setup, .documentation, .chat, .live: 40
    case .code, .review: 60
    case .reasoning: 75
    }
  }

  /// The tokens that an answer usually has where nothing is said of its length: a guess, which only puts models in an order and is
  /// never held against anybody.
  package var usualOutput: Int {
    switch self {
    case .extraction: 200
    case .summary, .live: 400
    case .setup, .chat: 600
    case .documentation, .code, .review: 1000
    case .reasoning: 2000
    }
  }
}
