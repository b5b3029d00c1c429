/// What a person typed behind `llmctl replay run`, as a plain value.
package struct ReplayInvocation: Sendable, Equatable {
  /// Which calls are run again.
  package enum Source: Sendable, Equatable {
    case call(String)
    case query(CallQuery)
    /// The turns of a conversation from this one on, counted from 1; those before it stay as they are.
    case conversation(String, fromTurn: Int)
  }

  package var source: Source
  /// Model, system text, template, options and all the rest that is to be other than it was.
  package var asking = ChatInvocation()
  /// More models than one, each of which is asked.
  package var models: [String] = []
  /// How often each is asked.
  package var times = 1
  /// Whether the prompt is changed in the user's editor first.
  package var edits = false
  package var jobs = 4
  /// Whether nobody is asked before many calls are made.
  package var isSure = false
  /// Whether only tokens and prices are printed, and nothing is sent.
  package var estimates = false
  /// Where a page with the answers beside each other goes; nil for none.
  package var page: String?

  package init(source: Source) { self.source = source }
}
