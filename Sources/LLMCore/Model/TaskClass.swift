/// What kind of work a call is for, as `--task` names it: decides how long its answer stays true.
package enum TaskClass: String, Sendable, CaseIterable {
  /// How something is installed or configured.
  case setup
  /// Explanations and texts about things that change slowly.
  case documentation
  /// Work on code, which changes all the time. What is usual.
  case code
  /// Questions about what is true just now.
  case live
}
