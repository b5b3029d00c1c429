/// Two states of a repository, as `git diff` takes them.
package struct ChangeRange: Sendable, Equatable {
  /// The state before.
  package enum Before: Sendable, Equatable {
    case commit(String)
    /// Where both began to differ.
    case mergeBase(String, String)
  }

  /// The state after.
  package enum After: Sendable, Equatable {
    case commit(String)
    case index
    case workTree
  }

  package let before: Before
  package let after: After

  /// Reads `A..B`, `A...B` (from where both began to differ to B), or one commit, which is compared with the work tree or
  /// with what is staged; a side that is left out is HEAD.
  package init(_ text: String?, isStaged: Bool) {
    let text = text ?? "HEAD"
    func named(_ side: Substring) -> String { side.isEmpty ? "HEAD" : String(side) }
    if let dots = text.firstRange(of: "...") {
      let (left, right) = (named(text[..<dots.lowerBound]), named(text[dots.upperBound...]))
      (before, after) = (.mergeBase(left, right), .commit(right))
    } else if let dots = text.firstRange(of: "..") {
      (before, after) = (.commit(named(text[..<dots.lowerBound])), .commit(named(text[dots.upperBound...])))
    } else {
      (before, after) = (.commit(named(text[...])), isStaged ? .index : .workTree)
    }
  }
}
