/// The only thing the steps behind the provider see of an answer, whatever dialect it came in.
///
/// Text is carried as bytes. A provider's dialect hands them on as they came, so a character may be cut in two and a
/// surrogate may lack its partner; behind the pipeline's `TextJoiner` they are well-formed UTF-8.
package enum StreamEvent: Sendable, Equatable {
  /// A piece of the answer.
  case text([UInt8])
  /// A piece of the model's reasoning; never mixed into the answer.
  case reasoning([UInt8])
  /// A piece of the words a model refuses with, where the provider marks them.
  case refusal([UInt8])
  /// A piece of a tool call: `index` tells calls apart, the arguments are concatenated. `id` and `name` come once.
  case toolCall(index: Int, id: String?, name: String?, arguments: String)
  /// The tokens used so far; each one replaces the one before.
  case usage(Usage)
  /// How the call was served, for its price; each one replaces the one before.
  case terms(ServedTerms)
  /// The provider's id of the answer, and the model that really answers.
  case identity(id: String?, model: String?)
  /// The answer has ended, for this reason.
  case finish(Finish)
  /// The provider failed after it had answered 200.
  case failure(LLMError)
  /// Something a curious user wants to know, shown with `-v`.
  case notice(String)
  /// Something that was not as it should be, though the answer goes on.
  case warning(String)
}
